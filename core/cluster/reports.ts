/** What a host puts into the exchange, or answers, of its blocks and the ranges at hand. */
import type { Outbox } from '../parameter-server/bridge/outbox.ts';
import type { MeasuredParts } from '../training/crew.ts';
import type { LocalCrew } from '../training/local-crew.ts';
import { bytesOf } from './corpus.ts';
import type { Answer } from './orders.ts';
import type { OwnShare } from './own-share.ts';
import { blocksOf, rangesOf } from './plan.ts';

export interface Reporting extends Pick<OwnShare, 'plan' | 'host' | 'keys'> {
  readonly crew: LocalCrew;
  readonly outbox: Outbox;
}

/** @returns parts of the log-likelihood by their place: blocks first, then ranges. */
export async function measureOwn({ plan, host, crew }: Reporting): Promise<[number, number][]> {
  const { numBlocks } = plan.settings;
  const { ofBlocks, ofRanges } = await crew.measure();
  return [
    ...ownBlocks(plan, host).map((block): [number, number] => [block, ofBlocks[block]]),
    ...rangesOf(plan, host, crew.clock).map((range): [number, number] => [
      numBlocks + range,
      ofRanges[range],
    ]),
  ];
}

/** What `measureOwn` of all hosts comes to. */
export function partsIn(
  answers: readonly Pick<Extract<Answer, { type: 'done' }>, 'parts'>[],
  numBlocks: number,
): MeasuredParts {
  const parts = new Float64Array(2 * numBlocks);
  for (const answer of answers) {
    for (const [place, value] of answer.parts ?? []) parts[place] = value;
  }
  return { ofBlocks: parts.subarray(0, numBlocks), ofRanges: parts.subarray(numBlocks) };
}

/** Puts the topics of every own block. */
export function saveOwn(version: number, { plan, host, keys, crew, outbox }: Reporting): void {
  for (const block of ownBlocks(plan, host)) {
    const topics = bytesOf(crew.topicsOf(block));
    outbox.put(keys.block(block, 'saved'), version, topics, () => false);
  }
}

/** Puts the rows of every range at hand. */
export function showOwn(version: number, { plan, host, keys, crew, outbox }: Reporting): void {
  for (const range of rangesOf(plan, host, crew.clock)) {
    const bytes = crew.coder.encode(crew.rowsOfRange(range));
    outbox.put(keys.rows(range, 'shown'), version, bytes, () => false);
  }
}

function ownBlocks(plan: OwnShare['plan'], host: number): number[] {
  const { first, end } = blocksOf(plan, host);
  return Array.from({ length: end - first }, (_, index) => first + index);
}
