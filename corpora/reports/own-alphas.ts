/** The priors of the documents of a report, where a run has covariates. */
import type { Report } from '../../core/inspection/report/report.ts';
import type { ReportSource } from './source.ts';

/** Which documents have the same priors tells which have the same metadata. */
export function showsCovariates(
  { inspection }: ReportSource,
  { isAnonymous }: { isAnonymous: boolean },
): boolean {
  return inspection.covariates !== undefined && !isAnonymous;
}

/** Numbers of priors in a report: more would not become one string. */
const mostNumbers = 8_000_000;

/** How many of the documents may be listed with their priors, from the first on. */
export function mostWithOwnAlphas(
  { inspection }: ReportSource,
  documents: readonly number[],
): number {
  const rows = new Set<Float64Array>();
  const mostRows = Math.floor(mostNumbers / inspection.run.numTopics);
  const end = documents.findIndex((document) => {
    return rows.add(inspection.alphaOf(document)).size > mostRows;
  });
  return end < 0 ? documents.length : end;
}

/** The priors of listed documents, those that share them once. */
export function ownAlphas(
  { inspection }: ReportSource,
  listed: readonly number[],
): NonNullable<Report['ownAlphas']> {
  const places = new Map<Float64Array, number>();
  const rowOf = listed.map((document) => {
    const alpha = inspection.alphaOf(document);
    const place = places.get(alpha) ?? places.size;
    places.set(alpha, place);
    return place;
  });
  const rows = [...places.keys()].map((alpha) =>
    Array.from(alpha, (one) => Number(one.toPrecision(6))),
  );
  return { rows, rowOf };
}
