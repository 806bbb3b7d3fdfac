/** How shares depend on the covariates of a run, for its report. */
import type { ReportEffects } from '../../core/inspection/report/report.ts';
import { visibleLine } from '../../core/inspection/report/visible-text.ts';
import { coverageOf, type FieldEffects } from '../../core/inspection/topic-effects.ts';
import type { ReportSource } from './source.ts';

/** Units of 0.01%: a quarter of the bytes of a share. */
const unit = 1e-4;

/** @returns undefined where the run has no covariates, or nothing of the metadata is to be seen. */
export function gatherEffects(
  { inspection }: ReportSource,
  { isAnonymous }: { isAnonymous: boolean },
): ReportEffects | undefined {
  if (isAnonymous || inspection.covariates === undefined) return undefined;
  const effects = inspection.effects();
  const { numTopics } = inspection.run;
  return {
    coverage: coverageOf(effects),
    fields: effects.fields.map((field) => fieldOf(field, numTopics)),
  };
}

function fieldOf(
  { coding, points, topics }: FieldEffects,
  numTopics: number,
): ReportEffects['fields'][number] {
  const ofTopics = Array.from({ length: numTopics }, (): number[] => []);
  for (const { topic, shares } of topics) {
    ofTopics[topic.topic] = shares.flatMap(({ share, interval, raw }) => [
      inUnits(share),
      ...(interval?.map(inUnits) ?? [0, -1]),
      raw === undefined ? -1 : inUnits(raw),
    ]);
  }
  return {
    field: visibleLine(coding.field, 60),
    isCategory: coding.kind === 'category',
    points: points.map(({ value = null, numDocuments = 0 }) => ({
      value: typeof value === 'string' ? visibleLine(value, 80) : value,
      documents: numDocuments,
    })),
    topics: ofTopics,
  };
}

function inUnits(share: number): number {
  return Math.round(share / unit);
}
