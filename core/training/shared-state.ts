/**
 * Everything that a run shares between its threads, put into one memory before they start: the
 * parameter server's table, the tokens with their assignments, clocks and statistics.
 */
import { type Grid, cutCorpus } from '../corpus/grid.ts';
import type { TokenSource } from '../corpus/token-source.ts';
import { Arena, float64At, int32At } from '../memory/arena.ts';
import { clientBufferBytes } from '../parameter-server/client.ts';
import { StaleClocks, numControlCells } from '../parameter-server/clocks.ts';
import { lagOf } from '../parameter-server/lockstep-client.ts';
import {
  type TableLayout,
  allocateTable,
  numVersions,
  rowsOf,
  totalsPart,
} from '../parameter-server/table.ts';
import type { TokenLayout } from '../sampler/layout.ts';
import { type SamplerDescription, layTokens } from '../sampler/open.ts';
import { type Priors, mostUnitsAtOnce } from '../sampler/sampler.ts';
import type { Mishap, WorkerAddresses, WorkerSetup } from './messages.ts';
import { type Reading, type RunSettings, readingAt } from './settings.ts';
import { WorkerStatistics, statisticsBytesPerWorker } from './statistics.ts';

export interface TrainerOptions {
  readonly source: TokenSource;
  readonly settings: RunSettings;
  /** Threads; more than there are blocks (lockstep) or documents (live) are not started. */
  readonly numWorkers: number;
  /** Where a stored run goes on; absent when it begins. */
  readonly start?: StoredState | undefined;
  /** Called while the corpus is laid out, with the share that is done. */
  readonly onProgress?: ((share: number) => void) | undefined;
  /** A worker that completes nothing for so long ends the run. */
  readonly hangLimitSeconds?: number | undefined;
  /** For experiments: live reading with staleness 0 too. Absent: what the staleness means. */
  readonly reading?: Reading | undefined;
  /** For experiments and tests: what goes wrong in each worker. */
  readonly mishaps?: readonly (Mishap | undefined)[] | undefined;
}

/** What a checkpoint holds, as far as training needs it. */
export interface StoredState {
  /** Complete sweeps, and complete steps of the next one. */
  readonly sweep: number;
  readonly step: number;
  readonly priors: Priors;
  /** The topic totals that lockstep's next step reads (see LockstepClient); absent: the newest. */
  readonly laggedTotals?: Int32Array | undefined;
  /** Topics of all tokens of the documents `first` to `end - 1`, in document order. */
  readTopics(first: number, end: number): Uint16Array;
}

export interface SharedState {
  readonly arena: Arena;
  readonly grid: Grid;
  readonly table: TableLayout;
  readonly tokens: TokenLayout;
  readonly sampler: SamplerDescription;
  readonly priors: Priors;
  readonly numWorkers: number;
  readonly reading: Reading;
  readonly addresses: Omit<WorkerAddresses, 'buffers' | 'scratch'>;
  readonly clocks: StaleClocks;
  /** Puts every client at `clock` and sets the goal. Only while no worker runs. */
  reset(clock: number, goal: number): void;
  /** Parts of the log-likelihood: one per block, then one per range. */
  readonly likelihood: Float64Array;
  /** One per worker. */
  readonly statistics: readonly WorkerStatistics[];
}

/** Cuts the corpus and lays it out. */
export function layOut(options: TrainerOptions): SharedState {
  const { source, settings, start } = options;
  const { numWorkers, numPartitions } = countWorkers(options);
  const grid = cutCorpus(source, numPartitions, settings.numBlocks);
  const priors = start?.priors ?? symmetricPriors(settings);
  const arena = new Arena();
  const table = allocateTable(arena, {
    numRows: source.numWords,
    numColumns: settings.numTopics,
    numClients: numPartitions,
    shardStarts: grid.rangeStarts,
  });
  const { layout, description } = layTokens(arena, settings.sampler, {
    grid,
    documentLengths: source.documentLengths,
    numTopics: settings.numTopics,
    priors,
  });
  const addresses = {
    control: arena.allocate(4 * numControlCells),
    claims: arena.allocate(4 * grid.numBlocks),
    statistics: arena.allocate(statisticsBytesPerWorker * numWorkers),
    likelihood: arena.allocate(8 * (grid.numBlocks + grid.numRanges)),
  };
  fillIn(options, { arena, grid, table, layout });
  const { memory } = arena;
  const reading = readingOf(options);
  const staleness = leadBound(options);
  const clocks = openClocks(memory, { table, control: addresses.control, staleness });
  const claims = int32At(memory, addresses.claims, grid.numBlocks);
  return {
    arena,
    grid,
    table,
    tokens: layout,
    sampler: description,
    priors,
    numWorkers,
    reading,
    addresses,
    clocks,
    reset: (clock, goal) => {
      clocks.reset(clock, goal);
      claims.fill(clock);
    },
    likelihood: float64At(memory, addresses.likelihood, grid.numBlocks + grid.numRanges),
    statistics: Array.from(
      { length: numWorkers },
      (_, worker) => new WorkerStatistics(memory, addresses.statistics, worker),
    ),
  };
}

/** What each worker is born with. */
export function workerSetups(options: TrainerOptions, shared: SharedState): WorkerSetup[] {
  const { arena, table, grid } = shared;
  return Array.from({ length: shared.numWorkers }, (_, worker) => ({
    worker,
    numWorkers: shared.numWorkers,
    memory: arena.memory,
    table,
    sampler: shared.sampler,
    priors: shared.priors,
    seed: options.settings.seed,
    reading: shared.reading,
    leadBound: leadBound(options),
    numBlocks: grid.numBlocks,
    addresses: {
      ...shared.addresses,
      buffers: arena.allocate(mostUnitsAtOnce * clientBufferBytes(table)),
      scratch: arena.allocate(shared.sampler.scratchBytes),
    },
    mishap: options.mishaps?.[worker],
  }));
}

function readingOf({ reading, settings }: Pick<TrainerOptions, 'reading' | 'settings'>) {
  return reading ?? readingAt(settings.staleness);
}

/** How many clocks a client may be ahead of the slowest. In lockstep it is the totals that lag. */
function leadBound(options: TrainerOptions): number {
  const { staleness, numBlocks } = options.settings;
  return readingOf(options) === 'lockstep' ? lagOf(numBlocks) : staleness;
}

/** A view of the clocks, for any thread. */
export function openClocks(
  memory: WebAssembly.Memory,
  at: { table: TableLayout; control: number; staleness: number },
): StaleClocks {
  const { numShards, numClients, clocksAddress } = at.table;
  return new StaleClocks(
    {
      control: int32At(memory, at.control, numControlCells),
      completed: int32At(memory, clocksAddress, numShards * numClients),
    },
    { numShards, numClients, staleness: at.staleness },
  );
}

/** In lockstep the blocks are dealt to any worker; in live reading each worker has its own. */
export function countWorkers(options: TrainerOptions): {
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

/** Lays out block after block; assignments that are given are counted into the table. */
function fillIn(
  options: TrainerOptions,
  shared: { arena: Arena; grid: Grid; table: TableLayout; layout: TokenLayout },
): void {
  const { source, start, onProgress } = options;
  const { grid, layout } = shared;
  for (let block = 0; block < grid.numBlocks; block++) {
    const first = grid.blockStarts[block];
    const end = grid.blockStarts[block + 1];
    const words = source.readWords(first, end);
    const topics = start?.readTopics(first, end);
    layout.layBlock({ block, words, topics });
    if (topics !== undefined) countTopics({ words, topics }, shared);
    onProgress?.((block + 1) / grid.numBlocks);
  }
  if (start !== undefined) startTotals(shared.arena.memory, shared.table, { ...options, start });
}

function countTopics(
  { words, topics }: { words: Uint32Array; topics: Uint16Array },
  { arena, grid, table }: { arena: Arena; grid: Grid; table: TableLayout },
): void {
  const rows = rowsOf(arena.memory, table);
  for (let token = 0; token < words.length; token++) {
    rows[grid.rowOfWord[words[token]] * table.stride + topics[token]]++;
  }
}

/**
 * Puts the totals of given assignments where the first step looks for them: each shard's part as
 * the sum of its rows, and in lockstep also the totals that lag behind.
 */
function startTotals(
  memory: WebAssembly.Memory,
  table: TableLayout,
  options: TrainerOptions & { start: StoredState },
): void {
  const { settings, start } = options;
  const clock = clockOf(start, settings);
  const isLockstep = readingOf(options) === 'lockstep';
  const version = isLockstep ? clock % numVersions : 0;
  const totals = new Int32Array(table.stride);
  for (let shard = 0; shard < table.numShards; shard++) {
    const part = totalsPart(memory, table, { shard, version });
    sumRows(rowsOf(memory, table), table, { shard, into: part });
    part.forEach((count, column) => (totals[column] += count));
  }
  if (!isLockstep || lagOf(table.numShards) === 0) return;
  // Only the sum over the shards is ever read of them: shard 0 holds it all.
  const before = (clock - 1 + numVersions) % numVersions;
  totalsPart(memory, table, { shard: 0, version: before }).set(start.laggedTotals ?? totals);
}

function sumRows(
  rows: Int32Array,
  { shardStarts, stride }: TableLayout,
  { shard, into }: { shard: number; into: Int32Array },
): void {
  for (let row = shardStarts[shard]; row < shardStarts[shard + 1]; row++) {
    for (let column = 0; column < stride; column++) into[column] += rows[row * stride + column];
  }
}

/** Clocks count steps from the beginning of a run; its sweep 0 gives every token a first topic. */
export function clockOf(start: StoredState | undefined, { numBlocks }: RunSettings): number {
  return start ? (start.sweep + 1) * numBlocks + start.step : 0;
}

function symmetricPriors(settings: RunSettings): Priors {
  return { alpha: new Float64Array(settings.numTopics).fill(settings.alpha), beta: settings.beta };
}
