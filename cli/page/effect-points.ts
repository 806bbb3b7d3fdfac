/** The effects of a field for one topic, as pictures show them. */
import { endsOf } from '../../core/inspection/topic-effects.ts';
import type { ReportEffects } from '../../core/inspection/report/report.ts';

export type Field = ReportEffects['fields'][number];

export interface Point {
  readonly name: string;
  /** Undefined for levels, and where documents have no number. */
  readonly number: number | undefined;
  readonly documents: number;
  readonly share: number;
  readonly interval: readonly [low: number, high: number] | undefined;
  readonly raw: number | undefined;
}

const unit = 1e-4;

export function pointsOf({ points, topics }: Field, topic: number): Point[] {
  const numbers = topics[topic];
  if (numbers.length === 0) return [];
  return points.map(({ value, documents }, at) => {
    const [share, low, high, raw] = numbers.slice(4 * at, 4 * at + 4).map((one) => one * unit);
    return {
      name: value === null ? '(missing)' : nameOf(value),
      number: typeof value === 'number' ? value : undefined,
      ...{ documents, share },
      interval: high < low ? undefined : [low, high],
      raw: raw < 0 ? undefined : raw,
    };
  });
}

/** Not grouped: it may be a year; nor rounded so far that two points are the same. */
function nameOf(value: string | number): string {
  return typeof value === 'number' ? String(Number(value.toPrecision(6))) : value;
}

/** What all intervals and raw shares lie within, and 0. */
export function rangeOf(points: readonly Point[]): { least: number; most: number } {
  return {
    least: Math.min(0, ...points.map((point) => endsOf(point)[0])),
    most: Math.max(1e-9, ...points.map((point) => Math.max(endsOf(point)[1], point.raw ?? 0))),
  };
}
