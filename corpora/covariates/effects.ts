/** The effects of a run's covariates: the expected share of each topic at each value of a field. */
import type { CovariateDesign } from '../../core/covariates/design.ts';
import { type EffectPoint, pointAt, pointsOf } from '../../core/covariates/effect-points.ts';
import { EffectFits } from '../../core/covariates/effects.ts';
import type { FieldCoding } from '../../core/covariates/field-coding.ts';
import type { RunCovariates } from '../../core/covariates/weights.ts';
import { UsageError, UserError, assert } from '../../core/errors.ts';
import type { TopicSummary } from '../../core/inspection/inspection.ts';
import { type DocumentPriors, DocumentShares } from '../../core/inspection/shares.ts';
import type { Effects, FieldEffects, TopicEffects } from '../../core/inspection/topic-effects.ts';
import type { AssignedDocument } from '../database/assigned-documents.ts';
import type { CorpusStore } from '../database/corpus-store.ts';
import { columnsOfRun } from './field-columns.ts';
import { PointEstimates } from './point-estimates.ts';
import { PointMeans } from './point-means.ts';
import { featuresOfRun } from './run-features.ts';

export const usualLevel = 0.95;
const usualSeed = 1;

export interface EffectChoices {
  /** Which fields; all. */
  readonly fields?: readonly string[] | undefined;
  /** Which topics; those that are not hidden. */
  readonly topics?: readonly number[] | undefined;
  /** Two values of one field whose difference is wanted. */
  readonly between?: readonly [from: string, to: string] | undefined;
  /** Of the intervals, in (0, 1). */
  readonly level?: number | undefined;
  readonly seed?: number | undefined;
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** A run whose effects are wanted. */
export interface EffectRun {
  readonly name: string;
  /** What the priors of its documents follow from; undefined where all have the same. */
  readonly covariates?: RunCovariates | undefined;
  readonly numSamples: number;
  readonly topics: readonly TopicSummary[];
  readonly priors: DocumentPriors;
  documents(): Iterable<AssignedDocument>;
}

/**
 * @throws {UserError} when the run has no covariates, their metadata have changed, or a field or value
 *   is not among them.
 */
export function effectsOf(run: EffectRun, corpus: CorpusStore, choices: EffectChoices): Effects {
  const { covariates, numSamples } = run;
  const { level = usualLevel, seed = usualSeed } = choices;
  if (covariates === undefined) throw withoutCovariates(run.name);
  const { design } = covariates;
  const fields = placesOf(design.fields, choices);
  const topics =
    choices.topics ??
    run.topics.flatMap(({ topic, hidden, memberOf }) =>
      hidden || memberOf !== undefined ? [] : [topic],
    );
  const features = featuresOfRun({ name: run.name, settings: { covariates: design } }, corpus)!;
  const fits = new EffectFits(features, { topics, numSamples, seed });
  const means = meansOf(fields, { design, numTopics: topics.length }, corpus);
  const { numDocuments } = corpus.summary();
  for (const document of run.documents()) {
    choices.onProgress?.(document.id / numDocuments);
    if (document.topics.length > 0) addDocument(run, document, { topics, fits, means });
  }
  const found = {
    design,
    topics: topics.map((topic) => summaryOf(run, topic)),
    fits,
    level,
    choices,
  };
  return {
    run: run.name,
    level,
    numSamples,
    numFits: fits.numFits,
    fields: fields.map((field) => effectsOfField(field, means.get(field)!, found)),
  };
}

function meansOf(
  fields: readonly number[],
  { design, numTopics }: { design: CovariateDesign; numTopics: number },
  corpus: CorpusStore,
): Map<number, PointMeans> {
  const columns = columnsOfRun(design, corpus.documents());
  return new Map(
    fields.map((at) => {
      const coding = design.fields[at];
      const field = { coding, points: pointsOf(coding), values: columns[at].values };
      return [at, new PointMeans(field, numTopics)];
    }),
  );
}

function addDocument(
  run: EffectRun,
  { id, part = 0, topics: last, sampledTopics }: AssignedDocument,
  into: {
    topics: readonly number[];
    fits: EffectFits;
    means: ReadonlyMap<number, PointMeans>;
  },
): void {
  const sampled = sampledTopics();
  const alpha = run.priors.of(id);
  const work = id - part;
  into.fits.add({ document: id, work, length: last.length, sampled, alpha });
  const shares = new DocumentShares(alpha).all(last, sampled);
  for (const means of into.means.values()) {
    means.add(
      { document: id, work },
      into.topics.map((topic) => shares[topic]),
    );
  }
}

interface Found {
  readonly design: CovariateDesign;
  readonly topics: readonly TopicSummary[];
  readonly fits: EffectFits;
  readonly level: number;
  readonly choices: EffectChoices;
}

function effectsOfField(
  field: number,
  means: PointMeans,
  { design, topics, fits, level, choices: { between } }: Found,
): FieldEffects {
  const coding = design.fields[field];
  const all = pointsOf(coding);
  const asked = between?.map((typed) => pointAt(coding, typed)) ?? all;
  const placeOf = ({ value }: EffectPoint) => all.findIndex((one) => one.value === value);
  const points = asked.map((point) => counted(point, placeOf(point), means));
  const estimates = new PointEstimates(field, points, { means, design, fits, level });
  const ofTopics = topics.map((topic, at): TopicEffects => {
    const shares = points.map((point, place) => ({
      ...estimates.of(place, at),
      raw: means.of(placeOf(point), at),
    }));
    if (between === undefined) return { topic, shares };
    return { topic, shares, difference: estimates.difference(at) };
  });
  return { coding, points, topics: ofTopics };
}

/** With the documents behind its raw share: neither empty ones, nor those held out. */
function counted(point: EffectPoint, place: number, means: PointMeans): EffectPoint {
  return { ...point, numDocuments: place < 0 ? undefined : means.numDocuments(place) };
}

/** The places of the fields asked for among those of the run. */
function placesOf(
  fields: readonly FieldCoding[],
  { fields: asked, between }: EffectChoices,
): number[] {
  const names = fields.map(({ field }) => field);
  if (asked === undefined) {
    if (between === undefined || fields.length === 1) return [...names.keys()];
    throw new UsageError(
      'missing-option',
      `Cannot compare ${between[0]} with ${between[1]}: the run has the fields ${names.join(', ')}; one of them was expected`,
      { details: { option: 'of' } },
    );
  }
  return asked.map((name) => {
    const place = names.indexOf(name.normalize('NFC'));
    if (place >= 0) return place;
    throw new UserError(
      'field-unknown',
      `Cannot show the effects of "${name}": it is not a covariate of the run; it has ${names.join(', ')}`,
      { hint: 'Name one of these fields.' },
    );
  });
}

function summaryOf({ topics }: EffectRun, topic: number): TopicSummary {
  const found = topics.find((one) => one.topic === topic);
  assert(found !== undefined, `there is no topic ${topic}`);
  return found;
}

function withoutCovariates(run: string): UserError {
  return new UserError(
    'covariates-missing',
    `Cannot show effects in the run "${run}": it was trained without covariates`,
    { hint: 'Train a run with covariates.' },
  );
}
