/**
 * Everything that a run shares between its threads, in one memory: the parameter server's table, room for
 * the tokens with their assignments, which workers lay out (lay-parts.ts), clocks and statistics.
 */
import { type Grid, cutCorpus } from '../corpus/grid.ts';
import { type Arena, float64At, int32At } from '../memory/arena.ts';
import { type RangeCoder, openCoder } from '../parameter-server/bridge/coder.ts';
import type { Reading } from '../parameter-server/client.ts';
import { createServer } from '../parameter-server/open.ts';
import type { ParameterServer, ServerShape } from '../parameter-server/server.ts';
import type { BlockStretch, TokenLayout } from '../sampler/layout.ts';
import {
  type SamplerDescription,
  occupancyOf,
  readsNarrowRows,
  reserveTokens,
} from '../sampler/open.ts';
import { type Priors, mostUnitsAtOnce } from '../sampler/sampler.ts';
import { firstPriors } from './first-priors.ts';
import type { WorkerAddresses, WorkerSetup } from './messages.ts';
import { readingAt } from './settings.ts';
import { type TokenWindow, windowBytes, windowFor } from './token-window.ts';
import { type ShapeOptions, type TrainerOptions, blocksOf } from './trainer-options.ts';
import { type WeightLayout, layFeatures, matrixShapes } from './weight-layout.ts';

export { clockOf } from './trainer-options.ts';
export type { HostShare, ShapeOptions, StoredState, TrainerOptions } from './trainer-options.ts';

export interface SharedState {
  readonly arena: Arena;
  readonly grid: Grid;
  readonly server: ParameterServer;
  /** Those of this process. */
  readonly blocks: BlockStretch;
  readonly layout: TokenLayout;
  readonly window: TokenWindow;
  readonly sampler: SamplerDescription;
  readonly priors: Priors;
  /** Where documents have priors of their own. */
  readonly weights: WeightLayout | undefined;
  readonly numWorkers: number;
  readonly reading: Reading;
  /** Where others have their share. */
  readonly coder: RangeCoder | undefined;
  readonly addresses: Omit<WorkerAddresses, 'scratch'>;
  /** Puts every client at `clock` and sets the goal. Only while no worker runs. */
  reset(clock: number, goal: number): void;
  /** Parts of the log-likelihood: one per block, then one per range. */
  readonly likelihood: Float64Array;
}

/**
 * Cuts the corpus and makes room for it in an arena; workers lay it out (lay-parts.ts).
 *
 * @param statistics where those of the workers are: they outlive what is laid out.
 */
export function reserve(options: TrainerOptions, arena: Arena, statistics: number): SharedState {
  const { source, settings } = options;
  const { numWorkers, numPartitions } = countWorkers(options);
  const grid = cutCorpus(source, numPartitions, settings.numBlocks);
  const priors = firstPriors(options);
  const server = createServer(arena, serverShape(options, grid));
  const weights =
    options.features &&
    layFeatures(arena, options.features, { ...options, grid, priors, reading: readingOf(options) });
  const blocks = blocksOf(options, grid);
  const { layout, description } = reserveTokens(arena, settings.sampler, {
    grid,
    blocks,
    documentLengths: source.documentLengths,
    numTopics: settings.numTopics,
    documentAlphas: weights?.alphas,
    occupied: settings.seedWords,
  });
  const addresses = {
    claims: arena.allocate(4 * grid.numBlocks),
    statistics,
    likelihood: arena.allocate(8 * (grid.numBlocks + grid.numRanges)),
  };
  const window = windowFor(layout.parts, numWorkers);
  const windowAddress = arena.allocateUnset(windowBytes(window));
  const { memory } = arena;
  const claims = int32At(memory, addresses.claims, grid.numBlocks);
  return {
    arena,
    grid,
    server,
    blocks,
    layout,
    window: { ...window, address: windowAddress, isBusy: false },
    sampler: description,
    priors,
    weights: weights?.layout,
    numWorkers,
    reading: readingOf(options),
    coder: options.share && openCoder(arena, server.connect(0), occupancyOf(description)),
    addresses,
    reset: (clock, goal) => {
      server.clocks.reset(clock, goal);
      claims.fill(clock);
    },
    likelihood: float64At(memory, addresses.likelihood, grid.numBlocks + grid.numRanges),
  };
}

/** What each of some workers starts with, more of them perhaps than have something to do. */
export function workerSetups(
  options: TrainerOptions,
  shared: SharedState,
  numWorkers: number,
): WorkerSetup[] {
  const { arena, server, grid } = shared;
  return Array.from({ length: numWorkers }, (_, worker) => ({
    worker,
    numWorkers: shared.numWorkers,
    memory: arena.memory,
    server: server.connect(mostUnitsAtOnce),
    sampler: shared.sampler,
    priors: shared.priors,
    weights: shared.weights,
    seed: options.settings.seed,
    reading: shared.reading,
    numBlocks: grid.numBlocks,
    numRanges: grid.numRanges,
    blocks: shared.blocks,
    addresses: {
      ...shared.addresses,
      scratch: arena.allocate(shared.sampler.scratchBytes),
    },
    mishap: options.mishaps?.[worker],
  }));
}

export function readingOf({ reading, settings }: Pick<TrainerOptions, 'reading' | 'settings'>) {
  return reading ?? readingAt(settings.staleness);
}

/** In lockstep the blocks are dealt to any worker; in live reading each worker has its own. */
export function countWorkers(options: ShapeOptions): {
  numWorkers: number;
  numPartitions: number;
} {
  const { source, settings, numWorkers, share } = options;
  if (readingOf(options) === 'lockstep') {
    const { first, end } = share?.blocks ?? { first: 0, end: settings.numBlocks };
    return {
      numWorkers: Math.min(numWorkers, end - first),
      numPartitions: settings.numBlocks,
    };
  }
  const live = Math.max(1, Math.min(numWorkers, source.numDocuments));
  return { numWorkers: live, numPartitions: live };
}

/** What the run asks of the parameter server: the shards are the ranges of words. */
export function serverShape(options: ShapeOptions, grid: Grid): ServerShape {
  const { source, settings } = options;
  return {
    numRows: source.numWords,
    numColumns: settings.numTopics,
    shardStarts: grid.rangeStarts,
    mostOfRows: mostOfRows(options, grid),
    numClients: grid.numBlocks,
    reading: readingOf(options),
    staleness: settings.staleness,
    ...(options.features && {
      matrices: matrixShapes(options.features, { ...settings, reading: readingOf(options) }),
    }),
  };
}

/** A word has no more tokens of a topic than it has at all, seed tokens included. */
function mostOfRows(options: ShapeOptions, grid: Grid): Uint32Array | undefined {
  const { source, settings } = options;
  const { numTopics, seedWords = [] } = settings;
  const { documentLengths, wordTokenCounts } = source;
  const isNarrow =
    readingOf(options) === 'lockstep' &&
    readsNarrowRows(settings.sampler, { numTopics, documentLengths });
  if (!isNarrow) return undefined;
  const most = new Uint32Array(source.numWords);
  grid.rowOfWord.forEach((row, word) => (most[row] = wordTokenCounts[word]));
  for (const { word, tokens } of seedWords) most[grid.rowOfWord[word]] += tokens;
  return most;
}
