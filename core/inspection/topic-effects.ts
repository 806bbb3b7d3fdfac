/** How the shares of topics depend on what is known of the documents, as it is shown. */
import type { EffectPoint } from '../covariates/effect-points.ts';
import type { Estimate } from '../covariates/effect-intervals.ts';
import type { FieldCoding } from '../covariates/field-coding.ts';
import { grouped, percent } from '../numbers.ts';

/** The effects of a run's covariates. */
export interface Effects {
  readonly run: string;
  /** Of the intervals, in (0, 1). */
  readonly level: number;
  readonly numSamples: number;
  readonly numFits: number;
  readonly fields: readonly FieldEffects[];
}

export interface FieldEffects {
  readonly coding: FieldCoding;
  readonly points: readonly EffectPoint[];
  readonly topics: readonly TopicEffects[];
}

export interface TopicEffects {
  readonly topic: NamedTopic;
  /** In the order of the points. */
  readonly shares: readonly PointEffect[];
  /** Of the second value asked for over the first. */
  readonly difference?: Estimate | undefined;
}

/** A topic with what it may be called. */
export interface NamedTopic {
  readonly topic: number;
  readonly label: string | undefined;
  readonly words: readonly string[];
}

/** The adjusted share at a point: all other fields at their means. */
export interface PointEffect extends Estimate {
  /** The mean share in the documents of the level, or nearest to the number, whatever else is known of them. */
  readonly raw: number | undefined;
}

/** The ends of the interval; where there is none, the share: nothing of it is drawn then. */
export function endsOf({ share, interval }: Estimate): readonly [low: number, high: number] {
  return interval ?? [share, share];
}

/** "3.0% to 5.1%"; nothing where there is no interval. */
export function intervalText(interval: Estimate['interval']): string {
  return interval?.map((end) => percent(end, 1)).join(' to ') ?? '';
}

/** What the intervals cover and what they do not, in sentences. */
export function coverageOf({
  level,
  numFits,
  numSamples,
}: Pick<Effects, 'level' | 'numFits' | 'numSamples'>): string[] {
  const states = numSamples === 1 ? 'one state' : `${numSamples} states`;
  return [
    'Shares are those of a mean document: all other fields are at their means.',
    `Intervals hold ${percent(level)} of ${grouped(numFits)} fits (method of composition, ${states} of the chain); where there are too few works, such as a level of one, there is none.`,
    'They cover how sure the shares of documents are, and which documents there are; not what topics ' +
      'another run would find, nor whether an effect is a cause.',
    'Real effects come out somewhat small.',
  ];
}
