/** What a generation begins with: its plan, and the parts of the corpus on their way to the hosts. */
import { cutCorpus } from '../corpus/grid.ts';
import { isTopic } from '../sampler/layout.ts';
import { firstPriors } from '../training/first-priors.ts';
import type { TrainerOptions } from '../training/shared-state.ts';
import type { ClusterOptions } from './cluster-options.ts';
import { bytesOf, hashOfGrid, shapeBytes } from './corpus.ts';
import { dealBlocks } from './deal-blocks.ts';
import type { PlanKeys } from './plan.ts';
import { type Plan, protocol, startsOf } from './plan.ts';

export function draftOf(
  { source, settings }: TrainerOptions,
  { hosts, pace }: ClusterOptions,
  generation: number,
): Plan {
  const { numBlocks } = settings;
  return {
    protocol,
    generation,
    hosts: hosts.map(({ id }) => id),
    starts: startsOf(dealBlocks(numBlocks, pace.dealt(hosts))),
    settings,
    numDocuments: source.numDocuments,
    numWords: source.numWords,
    numTokens: source.numTokens,
    gridHash: hashOfGrid(cutCorpus(source, numBlocks, numBlocks)),
  };
}

export interface Shipment {
  /** Topic totals of all tokens; none when the run begins. */
  readonly totals: Int32Array;
  /** What goes into the exchange for the other hosts. */
  parcels(keys: PlanKeys): Iterable<readonly [key: string, version: number, bytes: Uint8Array]>;
}

export function ship({ source, settings, start }: TrainerOptions, plan: Plan): Shipment {
  const { blockStarts } = cutCorpus(source, settings.numBlocks, settings.numBlocks);
  const totals = new Int32Array(settings.numTopics);
  for (let block = 0; start !== undefined && block < settings.numBlocks; block++) {
    for (const topic of start.readTopics(blockStarts[block], blockStarts[block + 1])) {
      if (isTopic(topic, settings.numTopics)) totals[topic]++;
    }
  }
  return {
    totals,
    *parcels(keys) {
      yield [keys.shape, 1, shapeBytes(source)];
      for (let block = plan.starts[1]; block < settings.numBlocks; block++) {
        const [first, end] = [blockStarts[block], blockStarts[block + 1]];
        yield [keys.block(block, 'words'), 1, bytesOf(source.readWords(first, end))];
        const topics = start?.readTopics(first, end);
        if (topics !== undefined) yield [keys.block(block, 'topics'), 1, bytesOf(topics)];
      }
    },
  };
}

export function withTotals(plan: Plan, options: TrainerOptions, totals: Int32Array): Plan {
  const { start } = options;
  if (start === undefined) return plan;
  const { sweep, step, laggedTotals } = start;
  const { alpha, beta } = firstPriors(options);
  return {
    ...plan,
    start: {
      sweep,
      step,
      alpha: [...alpha],
      beta,
      laggedTotals: laggedTotals && [...laggedTotals],
      totals: [...totals],
    },
  };
}
