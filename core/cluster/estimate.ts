/**
 * What a run on several hosts will need, and what it will be bound by: arithmetic, before anybody rents
 * machines. The constants were measured on this program or its prototype; where not, it says so.
 */
import { assert } from '../errors.ts';

export interface EstimatedRun {
  readonly numTokens: number;
  readonly numWords: number;
  readonly numTopics: number;
  readonly numBlocks: number;
  /** 1: this machine alone, without a server. */
  readonly numHosts: number;
  readonly workersPerHost: number;
  /** Servers that share the keys. */
  readonly numMasters: number;
  /** Of every host's and every master's line, in each direction. */
  readonly bytesPerSecond: number;
}

/** What a run may be bound by, or takes time for. */
export type Bound = 'sampling' | 'hostLine' | 'serverLine' | 'serverCpu' | 'steps';

export interface Estimate {
  /** Bytes of a sweep. */
  readonly traffic: {
    /** All rows, as they are coded. */
    readonly codedTable: number;
    readonly hostOut: number;
    readonly hostIn: number;
    /** That all hosts put together. */
    readonly total: number;
  };
  /** Bytes on all masters: while the run begins, and then. */
  readonly server: { readonly atFirst: number; readonly later: number };
  readonly tokensPerUnit: number;
  /** Of a sweep: what goes on at the same time, and what comes on top (steps). */
  readonly seconds: Readonly<Record<Bound, number>>;
  readonly secondsOfSweep: number;
  readonly bound: Bound;
}

/**
 * Cells of a word that are not zero: 0.106 sqrt(K) (N / V)^(1/3) in the mean. Fitted to four tables, 20
 * Newsgroups and arXiv at K = 100 and 1,000, and within 8% of each.
 */
const cellsOfWord = 0.106;
const bytesOfCell = 1.85;
const bytesOfTotal = 4;
/** A word and, where a run goes on, its topic. */
const bytesOfSentToken = 4;
/** A guess from measurements of other runs on one core: 10 M at up to 1,000 topics, 5 M at 10,000. */
const tokensPerSecond = 10e6;
const topicsOfFullSpeed = 1000;
const slowerWithTopics = 0.3;
/** Measured on the master, put and get, with a margin. */
const serverSecondsPerByte = 2.5e-9;
/** That do not shrink with a host's share: measured on a prototype. */
const secondsOfStep = 0.006;

export function estimate(run: EstimatedRun): Estimate {
  const { numTokens, numBlocks, numHosts, workersPerHost, numMasters, bytesPerSecond } = run;
  assert(numHosts >= 1 && numBlocks >= numHosts, 'there is a block for each host');
  const traffic = trafficOf(run);
  const numWorkers = Math.min(numHosts * workersPerHost, numBlocks);
  const bytes = traffic.total + numHosts * traffic.hostIn;
  const seconds = {
    sampling: numTokens / (numWorkers * speedAt(run.numTopics)),
    hostLine: Math.max(traffic.hostOut, traffic.hostIn) / bytesPerSecond,
    serverLine:
      (numHosts * Math.max(traffic.hostOut, traffic.hostIn)) / numMasters / bytesPerSecond,
    serverCpu: ((bytes / 2) * serverSecondsPerByte) / numMasters,
    steps: numHosts === 1 ? 0 : numBlocks * secondsOfStep,
  };
  const { steps, ...sideBySide } = seconds;
  return {
    traffic,
    server: serverBytes(run, traffic.codedTable),
    tokensPerUnit: numTokens / numBlocks ** 2,
    seconds,
    secondsOfSweep: Math.max(...Object.values(sideBySide)) + steps,
    bound: largest(seconds),
  };
}

/** In a sweep every host sends the whole table once, and the change of the totals after each step. */
function trafficOf({ numTokens, numWords, numTopics, numBlocks, numHosts }: EstimatedRun) {
  if (numHosts === 1) return { codedTable: 0, hostOut: 0, hostIn: 0, total: 0 };
  const cells = cellsOfWord * numWords * Math.sqrt(numTopics) * Math.cbrt(numTokens / numWords);
  const codedTable = bytesOfCell * Math.min(cells, numTokens, numWords * numTopics);
  const totals = bytesOfTotal * strideOf(numTopics) * numBlocks;
  const hostOut = codedTable + totals;
  const hostIn = codedTable + (numHosts - 1) * totals;
  return { codedTable, hostOut, hostIn, total: numHosts * hostOut };
}

/** Words of others are there until they are fetched; then a table, and four versions of each host's totals. */
function serverBytes({ numTokens, numTopics, numHosts }: EstimatedRun, codedTable: number) {
  if (numHosts === 1) return { atFirst: 0, later: 0 };
  const totals = 4 * numHosts * bytesOfTotal * strideOf(numTopics);
  const sent = (bytesOfSentToken * numTokens * (numHosts - 1)) / numHosts;
  return { atFirst: sent + totals, later: codedTable + totals };
}

/** Columns of a row with its padding, which the totals have, too. */
function strideOf(numTopics: number): number {
  return Math.ceil(numTopics / 16) * 16;
}

function speedAt(numTopics: number): number {
  const ratio = Math.max(1, numTopics / topicsOfFullSpeed);
  return tokensPerSecond * ratio ** -slowerWithTopics;
}

function largest(seconds: Readonly<Record<Bound, number>>): Bound {
  const names = Object.keys(seconds) as Bound[];
  return names.reduce((most, name) => (seconds[name] > seconds[most] ? name : most));
}
