/** What a run will need of memory, computed before anything is reserved. */
import { cutCorpus } from '../corpus/grid.ts';
import { UserError } from '../errors.ts';
import { megabytes } from '../numbers.ts';
import { maxArenaBytes } from '../memory/arena.ts';
import { coderBytes } from '../parameter-server/bridge/coder.ts';
import { connectionBytes, serverBytes } from '../parameter-server/open.ts';
import type { ServerShape } from '../parameter-server/server.ts';
import { partsOf, samplerBytes, scratchBytes } from '../sampler/open.ts';
import { mostUnitsAtOnce } from '../sampler/sampler.ts';
import { stagesOf } from './growing-start.ts';
import type { RunSettings } from './settings.ts';
import { type ShapeOptions, countWorkers, readingOf, serverShape } from './shared-state.ts';
import { shapesOfStages } from './stage-shapes.ts';
import { statisticsBytesPerWorker } from './statistics.ts';
import { usedWindowBytes, windowBytes, windowFor } from './token-window.ts';
import { blocksOf } from './trainer-options.ts';
import { weightBytes } from './weight-layout.ts';

/** When the whole corpus comes in, the topics of half of it are there twice. */
const bytesOfGrownToken = 1;
/** The order by hash, and for each stage numbers, lengths and places of its documents. */
const bytesOfGrownDocument = 55;

export interface MemoryPlan {
  /** The word-topic counts: V x K. */
  readonly tableBytes: number;
  /** Tokens with their assignments, document-topic counts, and the window through which they came. */
  readonly tokenBytes: number;
  /** Threads and everything else, about; or what is needed at the end, when the shared memory is given back. */
  readonly restBytes: number;
  readonly totalBytes: number;
  /** What the shared memory may grow to: never less than it will need. */
  readonly arenaBytes: number;
}

/** Node itself, the vocabulary, and what each thread brings. */
const bytesOfNode = 88 * 2 ** 20;
const bytesOfThread = 12 * 2 ** 20;
/** What the store keeps of a corpus that it has read. */
const mostBytesOfCache = 32 * 2 ** 20;
const bytesOfStoredToken = 7;
/** Where documents begin, what is known of each, and the topics that lead in it. */
const bytesOfDocument = 32;
/** While topics are made ready to be looked at: the topic of each token, word by word. */
const bytesOfSortedTopic = 2;
/** The words of each topic, and those of all samples. */
const bytesOfTopicWord = 24;
/** Pairs of a word and a topic, of those that there could be: 0.04 to 0.16 after some sweeps. */
const shareOfTopicWords = 0.1;
/** Each topic's best documents. */
const bytesOfBestDocument = 16;
const mostBestDocuments = 1000;
/** A document is read, saved and counted as a whole: its words, their places and topics, packed too. */
const bytesOfLongestToken = 14;
/** Clocks, claims, parts of the likelihood, and the borders of arrays: some kB. */
const bytesOfTheRest = 2 ** 17;

/** What will lie in the shared memory. */
interface SharedPlan {
  readonly tableBytes: number;
  readonly tokenBytes: number;
  readonly mostBytes: number;
}

/** Measured, and right within 15% from 300 to a million documents, from 20 topics to 1,000. */
export function planMemory(options: ShapeOptions): MemoryPlan {
  const { source, settings } = options;
  const whole = planShared(options);
  const all = [whole, ...shapesOfStages(options).map(planShared)];
  const shared = Math.max(...all.map(({ tableBytes, tokenBytes }) => tableBytes + tokenBytes));
  const corpus = bytesOfCorpus(source);
  const growth = grownShare(settings, source) === 0 ? 0 : bytesOfGrowth(source);
  const training = shared + programBytes(options) + growth + corpus;
  const reading = bytesOfNode + bytesOfReading(source, settings.numTopics) + corpus;
  const total = Math.max(training, reading);
  return {
    tableBytes: whole.tableBytes,
    tokenBytes: whole.tokenBytes,
    restBytes: total - whole.tableBytes - whole.tokenBytes,
    totalBytes: total,
    arenaBytes: Math.max(...all.map(({ mostBytes }) => mostBytes)),
  };
}

/** Of the whole corpus, or of a part that is trained before. */
function planShared(options: ShapeOptions): SharedPlan {
  const { source, settings, features } = options;
  const { numWorkers, numPartitions } = countWorkers(options);
  const grid = cutCorpus(source, numPartitions, settings.numBlocks);
  const server = serverShape(options, grid);
  const table = serverBytes(server);
  const { documentLengths, wordTokenCounts } = source;
  const shape = { grid, documentLengths, wordTokenCounts, numTopics: settings.numTopics };
  const own =
    features === undefined
      ? 0
      : weightBytes({ features, ...settings, ...grid, reading: readingOf(options) });
  const sampler = samplerBytes(settings.sampler, shape);
  const blocks = blocksOf(options, grid);
  const parts = partsOf(settings.sampler, { ...shape, blocks });
  return {
    tableBytes: table,
    tokenBytes: sampler.likely + own + usedWindowBytes(parts, numWorkers),
    mostBytes:
      table +
      (sampler.most + own + windowBytes(windowFor(parts, numWorkers))) +
      numWorkers * bytesOfWorker(settings, server) +
      (options.share === undefined ? 0 : coderBytes(settings.numTopics)) +
      bytesOfTheRest,
  };
}

/** Node, its threads, and a block while it is laid out: its words and topics, as they were read. */
export function programBytes(options: ShapeOptions): number {
  const { numWorkers, numPartitions } = countWorkers(options);
  const block = (6 * options.source.numTokens) / numPartitions;
  return bytesOfNode + numWorkers * bytesOfThread + block;
}

/** Of the tokens: the largest part of the corpus that is trained before the whole; 0 when none is. */
export function grownShare(settings: RunSettings, source: ShapeOptions['source']): number {
  const stages = stagesOf(settings, source);
  return stages.length === 0 ? 0 : Math.max(...stages.map(({ halvings }) => 2 ** -halvings));
}

/** What comes and goes while documents are read. */
function bytesOfCorpus({
  numTokens,
  numDocuments,
  documentLengths,
}: ShapeOptions['source']): number {
  const longest = documentLengths.reduce((most, length) => Math.max(most, length), 0);
  return (
    Math.min(mostBytesOfCache, bytesOfStoredToken * numTokens) +
    bytesOfDocument * numDocuments +
    bytesOfLongestToken * longest
  );
}

/** What a start on parts of the corpus takes beside what it trains. */
function bytesOfGrowth({ numTokens, numDocuments }: ShapeOptions['source']): number {
  return bytesOfGrownToken * numTokens + bytesOfGrownDocument * numDocuments;
}

/** What topics take that are made ready to be looked at, when the run has ended. */
function bytesOfReading(source: ShapeOptions['source'], numTopics: number): number {
  const { numTokens, numDocuments, numWords } = source;
  return (
    bytesOfSortedTopic * numTokens +
    bytesOfTopicWord * shareOfTopicWords * Math.min(numTokens, numWords * numTopics) +
    bytesOfBestDocument * numTopics * Math.min(numDocuments, mostBestDocuments)
  );
}

/** A worker's part of the shared memory: its copies of the totals, its sampler's own, statistics. */
function bytesOfWorker({ sampler, numTopics }: RunSettings, server: ServerShape): number {
  const connection = connectionBytes(server, mostUnitsAtOnce);
  return connection + scratchBytes(sampler, numTopics) + statisticsBytesPerWorker + 3 * 64;
}

/**
 * Refuses a run that cannot fit, with the numbers and what to change.
 *
 * @param machineBytes the memory that this machine has for us.
 * @throws {UserError} when the plan is beyond the machine's memory or WebAssembly's 4 GiB.
 */
export function checkMemory(plan: MemoryPlan, machineBytes: number): void {
  const shared = plan.tableBytes + plan.tokenBytes;
  const isBeyondMachine = plan.totalBytes > machineBytes;
  if (!isBeyondMachine && shared <= maxArenaBytes) return;
  const limit = isBeyondMachine
    ? `this machine has ${megabytes(machineBytes)}`
    : `${megabytes(shared)} of it in one WebAssembly memory, which ends at ${megabytes(maxArenaBytes)}`;
  throw new UserError(
    'out-of-memory',
    `Cannot train: ${megabytes(plan.totalBytes)} of memory would be needed (${describeMemory(plan)}); ${limit}`,
    {
      hint:
        plan.tableBytes > plan.tokenBytes
          ? 'Use fewer topics, or a smaller vocabulary.'
          : 'Use fewer documents, or split the corpus.',
      details: { largest: plan.tableBytes > plan.tokenBytes ? 'counts' : 'tokens' },
    },
  );
}

/** "word-topic table 22 MB, tokens and documents 130 MB, program 134 MB". */
export function describeMemory(plan: MemoryPlan): string {
  return (
    `word-topic table ${megabytes(plan.tableBytes)}, tokens and documents ` +
    `${megabytes(plan.tokenBytes)}, program ${megabytes(plan.restBytes)}`
  );
}
