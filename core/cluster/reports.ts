/** What a host puts into the exchange, or answers, of its blocks and the ranges at hand. */
import type { Outbox } from '../parameter-server/bridge/outbox.ts';
import type { MeasuredParts } from '../training/crew.ts';
import type { LocalCrew } from '../training/local-crew.ts';
import { bytesOf, uint16In } from './corpus.ts';
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
export async function saveOwn(
  version: number,
  { plan, host, keys, crew, outbox }: Reporting,
): Promise<void> {
  let { first: block } = blocksOf(plan, host);
  for await (const topics of crew.assignments()) {
    outbox.put(keys.block(block++, 'saved'), version, bytesOf(topics), () => false);
  }
}

/** Puts the rows of every range at hand. */
export function showOwn(version: number, { plan, host, keys, crew, outbox }: Reporting): void {
  for (const range of rangesOf(plan, host, crew.clock)) {
    const bytes = crew.coder.encode(crew.rowsOfRange(range));
    outbox.put(keys.rows(range, 'shown'), version, bytes, () => false);
  }
}

/** What the coordinator collects from the exchange. */
interface Collecting {
  collect(key: string): Promise<Uint8Array>;
}

/** Takes the rows that all have put into those of this process. */
export async function collectRows(
  from: Collecting,
  { plan, keys, crew }: Pick<Reporting, 'plan' | 'keys' | 'crew'>,
): Promise<void> {
  for (let range = 0; range < plan.settings.numBlocks; range++) {
    crew.coder.decode(await from.collect(keys.rows(range, 'shown')), crew.rowsOfRange(range));
  }
}

/** The topics of every block, as all have put them. */
export async function collectTopics(
  from: Collecting,
  { plan, keys }: Pick<Reporting, 'plan' | 'keys'>,
): Promise<Uint16Array[]> {
  const blocks: Uint16Array[] = [];
  for (let block = 0; block < plan.settings.numBlocks; block++) {
    blocks.push(uint16In(await from.collect(keys.block(block, 'saved'))));
  }
  return blocks;
}

function ownBlocks(plan: OwnShare['plan'], host: number): number[] {
  const { first, end } = blocksOf(plan, host);
  return Array.from({ length: end - first }, (_, index) => first + index);
}
