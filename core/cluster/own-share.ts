/** How a host comes by its share of a run: the words and topics of its blocks, and its rows. */
import { type Grid, cutCorpus } from '../corpus/grid.ts';
import type { TokenSource } from '../corpus/token-source.ts';
import { assert } from '../errors.ts';
import type { Outbox } from '../parameter-server/bridge/outbox.ts';
import { decodeRows, encodeRows } from '../parameter-server/bridge/range-code.ts';
import type { Exchange } from '../parameter-server/exchange.ts';
import type { Rows } from '../memory/rows.ts';
import { type StoredState, clockOf } from '../training/shared-state.ts';
import { remoteSource, uint16In, uint32In } from './corpus.ts';
import { type Plan, type PlanKeys, blocksOf, rangesOf } from './plan.ts';

export interface OwnShare {
  readonly plan: Plan;
  /** Which host of the plan this one is. */
  readonly host: number;
  readonly keys: PlanKeys;
  readonly exchange: Exchange;
  readonly signal: AbortSignal;
}

/** Fetches the words of the own blocks and, when the run goes on, their topics. */
export async function fetchCorpus({
  plan,
  host,
  keys,
  exchange,
  signal,
}: OwnShare): Promise<{ source: TokenSource; start: StoredState | undefined }> {
  const shape = await exchange.get(keys.shape, 1, signal);
  const words = new Map<number, Uint32Array>();
  const topics = new Map<number, Uint16Array>();
  const source = remoteSource(plan, shape.bytes, (first) => blockAt(words, first));
  const { blockStarts } = cutCorpus(source, plan.settings.numBlocks, plan.settings.numBlocks);
  const { first, end } = blocksOf(plan, host);
  for (let block = first; block < end; block++) {
    const found = await exchange.get(keys.block(block, 'words'), 1, signal);
    words.set(blockStarts[block], uint32In(found.bytes));
    if (plan.start === undefined) continue;
    const given = await exchange.get(keys.block(block, 'topics'), 1, signal);
    topics.set(blockStarts[block], uint16In(given.bytes));
  }
  return { source, start: startOf(plan, (document) => blockAt(topics, document)) };
}

/**
 * Every host has counted the tokens of its own blocks into rows. Here it gives the others its parts of the
 * ranges that they hold, and adds theirs to those that it holds: no host needs another's tokens.
 */
export async function joinRows(
  rows: Rows,
  { rangeStarts }: Grid,
  own: OwnShare & { readonly outbox: Outbox },
): Promise<void> {
  const { plan, host, keys, exchange, outbox, signal } = own;
  const clock = clockOf(plan.start, plan.settings);
  const stretch = (range: number) => ({
    rows,
    first: rangeStarts[range],
    end: rangeStarts[range + 1],
  });
  const others = [...plan.hosts.keys()].filter((other) => other !== host);
  for (const range of others.flatMap((other) => rangesOf(plan, other, clock))) {
    outbox.put(keys.part(range, host), 1, encodeRows(stretch(range)), () => false);
  }
  for (const range of rangesOf(plan, host, clock)) {
    for (const other of others) {
      const { bytes } = await exchange.get(keys.part(range, other), 1, signal);
      decodeRows(bytes, stretch(range), { add: true });
    }
  }
}

/** Where the run goes on, as a host needs it. */
function startOf(
  { start }: Plan,
  readTopics: (firstDocument: number) => Uint16Array,
): StoredState | undefined {
  if (start === undefined) return undefined;
  const { sweep, step, alpha, beta, laggedTotals } = start;
  return {
    sweep,
    step,
    priors: { alpha: Float64Array.from(alpha), beta },
    laggedTotals: laggedTotals && Int32Array.from(laggedTotals),
    readTopics,
  };
}

function blockAt<Numbers>(blocks: ReadonlyMap<number, Numbers>, firstDocument: number): Numbers {
  const found = blocks.get(firstDocument);
  assert(found !== undefined, `document ${firstDocument} begins a block of this host`);
  return found;
}
