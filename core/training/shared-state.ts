/**
 * Everything that a run shares between its threads, put into one memory before they start: the
 * parameter server's table, the tokens with their assignments, clocks and statistics.
 */
import { type Grid, cutCorpus, rangesOfWords } from '../corpus/grid.ts';
import type { TokenSource } from '../corpus/token-source.ts';
import { Arena, float64At, int32At } from '../memory/arena.ts';
import { StaleClocks, numControlCells } from '../parameter-server/clocks.ts';
import { type TableLayout, allocateTable, rowsOf, totalsPart } from '../parameter-server/table.ts';
import type { TokenLayout } from '../sampler/layout.ts';
import { type SamplerDescription, layTokens } from '../sampler/open.ts';
import type { Priors } from '../sampler/sampler.ts';
import type { Mishap, WorkerAddresses, WorkerSetup } from './messages.ts';
import { orderOf } from './schedule.ts';
import type { RunSettings } from './settings.ts';
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
  /** For experiments and tests: what goes wrong in each worker. */
  readonly mishaps?: readonly (Mishap | undefined)[] | undefined;
}

/** What a checkpoint holds, as far as training needs it. */
export interface StoredState {
  /** Complete sweeps, and complete steps of the next one. */
  readonly sweep: number;
  readonly step: number;
  readonly priors: Priors;
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
  readonly order: Uint16Array;
  readonly addresses: Omit<WorkerAddresses, 'buffers' | 'scratch'>;
  readonly clocks: StaleClocks;
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
    statistics: arena.allocate(statisticsBytesPerWorker * numWorkers),
    likelihood: arena.allocate(8 * (grid.numBlocks + grid.numRanges)),
  };
  const unitSizes = fillIn(options, { arena, grid, table, layout });
  const { memory } = arena;
  return {
    arena,
    grid,
    table,
    tokens: layout,
    sampler: description,
    priors,
    numWorkers,
    order: settings.staleness === 0 ? orderOf(unitSizes, settings.numBlocks) : new Uint16Array(0),
    addresses,
    clocks: openClocks(memory, {
      table,
      control: addresses.control,
      staleness: settings.staleness,
    }),
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
    staleness: options.settings.staleness,
    numBlocks: grid.numBlocks,
    order: shared.order,
    addresses: {
      ...shared.addresses,
      buffers: arena.allocate(2 * 4 * table.stride),
      scratch: arena.allocate(shared.sampler.scratchBytes),
    },
    mishap: options.mishaps?.[worker],
  }));
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
export function countWorkers({ source, settings, numWorkers }: TrainerOptions): {
  numWorkers: number;
  numPartitions: number;
} {
  if (settings.staleness === 0) {
    return {
      numWorkers: Math.min(numWorkers, settings.numBlocks),
      numPartitions: settings.numBlocks,
    };
  }
  const live = Math.max(1, Math.min(numWorkers, source.numDocuments));
  return { numWorkers: live, numPartitions: live };
}

/**
 * Lays out block after block; assignments that are given are counted into the table.
 *
 * @returns tokens of each unit, block * numRanges + range.
 */
function fillIn(
  { source, start, onProgress }: TrainerOptions,
  shared: { arena: Arena; grid: Grid; table: TableLayout; layout: TokenLayout },
): Uint32Array {
  const { grid, layout } = shared;
  const rangeOfWord = rangesOfWords(grid);
  const unitSizes = new Uint32Array(grid.numBlocks * grid.numRanges);
  for (let block = 0; block < grid.numBlocks; block++) {
    const first = grid.blockStarts[block];
    const end = grid.blockStarts[block + 1];
    const words = source.readWords(first, end);
    const topics = start?.readTopics(first, end);
    layout.layBlock({ block, words, topics });
    for (const word of words) unitSizes[block * grid.numRanges + rangeOfWord[word]]++;
    if (topics !== undefined) countTopics({ words, topics }, shared);
    onProgress?.((block + 1) / grid.numBlocks);
  }
  if (start !== undefined) sumRowsIntoTotals(shared.arena.memory, shared.table);
  return unitSizes;
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

/** Sums the rows of each shard into its part of the totals, in both versions. */
function sumRowsIntoTotals(memory: WebAssembly.Memory, table: TableLayout): void {
  const rows = rowsOf(memory, table);
  for (let shard = 0; shard < table.numShards; shard++) {
    const part = totalsPart(memory, table, { shard, version: 0 });
    part.fill(0);
    for (let row = table.shardStarts[shard]; row < table.shardStarts[shard + 1]; row++) {
      for (let column = 0; column < table.numColumns; column++) {
        part[column] += rows[row * table.stride + column];
      }
    }
    totalsPart(memory, table, { shard, version: 1 }).set(part);
  }
}

function symmetricPriors(settings: RunSettings): Priors {
  return { alpha: new Float64Array(settings.numTopics).fill(settings.alpha), beta: settings.beta };
}
