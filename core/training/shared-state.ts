/**
 * Everything that a run shares between its threads, put into one memory before they start: the
 * parameter server's table, the tokens with their assignments, clocks and statistics.
 */
import type { DocumentFeatures } from '../covariates/design.ts';
import { type Grid, cutCorpus } from '../corpus/grid.ts';
import type { TokenSource } from '../corpus/token-source.ts';
import { type Arena, float64At, int32At } from '../memory/arena.ts';
import type { Reading } from '../parameter-server/client.ts';
import { createServer } from '../parameter-server/open.ts';
import type { ParameterServer, ServerRows, ServerShape } from '../parameter-server/server.ts';
import { addSeedTokens, seedTotals } from '../priors/seed-words.ts';
import { type TokenLayout, isTopic } from '../sampler/layout.ts';
import { type SamplerDescription, layTokens } from '../sampler/open.ts';
import { type Priors, mostUnitsAtOnce } from '../sampler/sampler.ts';
import { firstPriors } from './first-priors.ts';
import type { Mishap, WorkerAddresses, WorkerSetup } from './messages.ts';
import { type RunSettings, readingAt } from './settings.ts';
import { untilOthersRan } from './until-others-ran.ts';
import { type WeightLayout, layFeatures, sumsShape } from './weight-layout.ts';
import type { StartWorker } from './worker-host.ts';

export interface TrainerOptions {
  readonly source: TokenSource;
  readonly settings: RunSettings;
  /** More than there are blocks (lockstep) or documents (live) are not started. */
  readonly numWorkers: number;
  /** Of the documents, where the run has covariates: made by its design. */
  readonly features?: DocumentFeatures | undefined;
  /** How a worker is started: see worker-host.ts. */
  readonly startWorker: StartWorker;
  /** Where a stored run resumes; absent when it begins. */
  readonly start?: StoredState | undefined;
  /** Aborted to leave while the corpus is laid out. */
  readonly signal?: AbortSignal | undefined;
  /** Called while the corpus is laid out, with the share that is done. */
  readonly onProgress?: ((share: number) => void) | undefined;
  /** The sweep after which priors are learnt no more; absent: they are learnt to the end. */
  readonly priorsRestAfter?: number | undefined;
  /** A worker that completes nothing for this long ends the run. */
  readonly hangLimitSeconds?: number | undefined;
  /** For experiments: live reading with staleness 0 too. Absent: what the staleness means. */
  readonly reading?: Reading | undefined;
  /** For experiments and tests: what goes wrong in each worker. */
  readonly mishaps?: readonly (Mishap | undefined)[] | undefined;
}

/** What decides how much of everything there is. */
export type ShapeOptions = Pick<
  TrainerOptions,
  'source' | 'settings' | 'numWorkers' | 'reading' | 'features'
>;

/** The state of a chain, as far as training needs it: of a checkpoint, or of a start under way. */
export interface StoredState {
  /** Complete sweeps, and complete steps of the next one; before sweep 0: -1, and some have no topic. */
  readonly sweep: number;
  readonly step: number;
  readonly priors: Priors;
  /** The topic totals that lockstep's next step reads (see rotation.ts); absent: the newest. */
  readonly laggedTotals?: Int32Array | undefined;
  /** Topics of all tokens of the documents `first` to `end - 1`, in document order (see layout.ts). */
  readTopics(first: number, end: number): Uint16Array;
}

export interface SharedState {
  readonly arena: Arena;
  readonly grid: Grid;
  readonly server: ParameterServer;
  readonly tokens: TokenLayout;
  readonly sampler: SamplerDescription;
  readonly priors: Priors;
  /** Where documents have priors of their own. */
  readonly weights: WeightLayout | undefined;
  readonly numWorkers: number;
  readonly reading: Reading;
  readonly addresses: Omit<WorkerAddresses, 'scratch'>;
  /** Puts every client at `clock` and sets the goal. Only while no worker runs. */
  reset(clock: number, goal: number): void;
  /** Parts of the log-likelihood: one per block, then one per range. */
  readonly likelihood: Float64Array;
}

/**
 * Cuts the corpus and lays it out in an arena, with a break after each block.
 *
 * @param statistics where those of the workers are: they outlive what is laid out.
 */
export async function layOut(
  options: TrainerOptions,
  arena: Arena,
  statistics: number,
): Promise<SharedState> {
  const { source, settings } = options;
  const { numWorkers, numPartitions } = countWorkers(options);
  const grid = cutCorpus(source, numPartitions, settings.numBlocks);
  const priors = firstPriors(options);
  const server = createServer(arena, serverShape(options, grid));
  const weights =
    options.features && layFeatures(arena, options.features, { ...options, grid, priors });
  const { layout, description } = layTokens(arena, settings.sampler, {
    grid,
    documentLengths: source.documentLengths,
    numTopics: settings.numTopics,
    priors,
    documentAlphas: weights?.alphas,
    occupied: settings.seedWords,
  });
  const addresses = {
    claims: arena.allocate(4 * grid.numBlocks),
    statistics,
    likelihood: arena.allocate(8 * (grid.numBlocks + grid.numRanges)),
  };
  await fillIn(options, { grid, server, layout });
  const { memory } = arena;
  const claims = int32At(memory, addresses.claims, grid.numBlocks);
  return {
    arena,
    grid,
    server,
    tokens: layout,
    sampler: description,
    priors,
    weights: weights?.layout,
    numWorkers,
    reading: readingOf(options),
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
    addresses: {
      ...shared.addresses,
      scratch: arena.allocate(shared.sampler.scratchBytes),
    },
    mishap: options.mishaps?.[worker],
  }));
}

function readingOf({ reading, settings }: Pick<TrainerOptions, 'reading' | 'settings'>) {
  return reading ?? readingAt(settings.staleness);
}

/** In lockstep the blocks are dealt to any worker; in live reading each worker has its own. */
export function countWorkers(options: ShapeOptions): {
  numWorkers: number;
  numPartitions: number;
} {
  const { source, settings, numWorkers } = options;
  if (readingOf(options) === 'lockstep') {
    return {
      numWorkers: Math.min(numWorkers, settings.numBlocks),
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
    numClients: grid.numBlocks,
    reading: readingOf(options),
    staleness: settings.staleness,
    ...(options.features && { matrices: [sumsShape(options.features, settings.numTopics)] }),
  };
}

/**
 * Lays out block after block; seed tokens, and assignments that are given, are counted into the
 * server's rows.
 */
async function fillIn(
  { source, settings, start, signal, onProgress }: TrainerOptions,
  { grid, server, layout }: { grid: Grid; server: ParameterServer; layout: TokenLayout },
): Promise<void> {
  const { seedWords = [] } = settings;
  addSeedTokens(seedWords, server.rows, grid);
  for (let block = 0; block < grid.numBlocks; block++) {
    if (block > 0) await untilOthersRan();
    signal?.throwIfAborted();
    const first = grid.blockStarts[block];
    const end = grid.blockStarts[block + 1];
    const words = source.readWords(first, end);
    const topics = start?.readTopics(first, end);
    layout.layBlock({ block, words, topics });
    if (topics !== undefined) {
      countTopics({ words, topics, numTopics: settings.numTopics }, server.rows, grid);
    }
    onProgress?.((block + 1) / grid.numBlocks);
  }
  if (start === undefined && seedWords.length === 0) return;
  server.sumUp(clockOf(start, settings), laggedTotalsOf(start, settings));
}

/** As the server has them: a checkpoint holds tokens only. */
function laggedTotalsOf(
  start: StoredState | undefined,
  { seedWords = [], numTopics }: RunSettings,
): Int32Array | undefined {
  const totals = seedTotals(seedWords, numTopics);
  return start?.laggedTotals?.map((count, topic) => count + (totals[topic] ?? 0));
}

function countTopics(
  { words, topics, numTopics }: { words: Uint32Array; topics: Uint16Array; numTopics: number },
  { cells, stride }: ServerRows,
  { rowOfWord }: Grid,
): void {
  for (let token = 0; token < words.length; token++) {
    if (!isTopic(topics[token], numTopics)) continue;
    cells[rowOfWord[words[token]] * stride + topics[token]]++;
  }
}

/** Clocks count steps from the beginning of a run; its sweep 0 gives every token a first topic. */
export function clockOf(start: StoredState | undefined, { numBlocks }: RunSettings): number {
  return start ? (start.sweep + 1) * numBlocks + start.step : 0;
}
