/** The plan of a run on several machines, in lines for people, and what to do about it. */
import type { Bound, Estimate, EstimatedRun } from '../../core/cluster/estimate.ts';
import { maxArenaBytes } from '../../core/memory/arena.ts';
import { bytes, count, grouped, megabytes } from '../components/numbers.ts';

export interface PlannedHosts extends Estimate {
  readonly run: EstimatedRun;
  /** Bytes of each machine, and of the coordinator; `shared` by its workers. */
  readonly memory: { readonly shared: number; readonly host: number; readonly coordinator: number };
}

/** Below it, the fixed cost of a unit is felt. */
const fewestTokensOfUnit = 4000;

const boundNames: Readonly<Record<Bound, string>> = {
  sampling: 'sampling: more workers make it faster',
  hostLine: "the machines' lines: a faster network makes it faster, more machines do not",
  serverLine: "the server's line: more masters, or a faster network, make it faster",
  serverCpu: "the server's processor: more masters make it faster",
  steps:
    'the fixed cost of its steps: the corpus is too small for several machines, or has too many blocks',
};

/** @param mostBlocks that a run on the corpus may have. */
export function describePlan(planned: PlannedHosts, mostBlocks: number): string[] {
  const { run, memory, tokensPerUnit } = planned;
  const lines = [
    row(
      'Run',
      `${count(run.numTopics, 'topic')}, ${count(run.numWords, 'word')}, ${count(run.numTokens, 'token')}, ` +
        `${count(run.numBlocks, 'block')} (${count(Math.round(tokensPerUnit), 'token')} a unit)`,
    ),
    row(
      'Memory',
      run.numHosts === 1
        ? `about ${megabytes(memory.host)}`
        : `about ${megabytes(memory.host)} on each machine, ${megabytes(memory.coordinator)} on the coordinator while it begins`,
    ),
  ];
  if (run.numHosts > 1) lines.push(...describeTraffic(planned));
  lines.push(row('A sweep', describeSeconds(planned)), row('Bound by', boundBy(planned)));
  return [...lines, ...advice(planned, mostBlocks).map((text) => row('Note', text))];
}

function boundBy({ bound, run }: PlannedHosts): string {
  const hasWorkerForEach = run.numHosts * run.workersPerHost >= run.numBlocks;
  if (bound !== 'sampling' || !hasWorkerForEach) return boundNames[bound];
  return 'sampling: each block of documents has its worker, more would need more blocks';
}

function describeTraffic({ traffic, server, run }: PlannedHosts): string[] {
  return [
    row(
      'Traffic',
      `${bytes(traffic.hostOut)} out of and ${bytes(traffic.hostIn)} into each machine in a sweep ` +
        `(coded table ${bytes(traffic.codedTable)}), ${bytes(traffic.total)} put by all`,
    ),
    row(
      'Server',
      `${megabytes(server.atFirst / run.numMasters)} on each of ${count(run.numMasters, 'master')} while it begins, then ` +
        megabytes(server.later / run.numMasters),
    ),
  ];
}

function describeSeconds({ seconds, secondsOfSweep, run }: PlannedHosts): string {
  const all = `about ${inSeconds(secondsOfSweep)}`;
  if (run.numHosts === 1) return `${all} (a guess: 10 M tokens/s a worker up to 1,000 topics)`;
  return (
    `${all}: sampling ${inSeconds(seconds.sampling)}, a machine's line ${inSeconds(seconds.hostLine)}, ` +
    `the server's lines ${inSeconds(seconds.serverLine)} and processors ${inSeconds(seconds.serverCpu)}; steps ${inSeconds(seconds.steps)}`
  );
}

function advice({ run, memory, tokensPerUnit }: PlannedHosts, mostBlocks: number): string[] {
  const { numBlocks, numHosts, workersPerHost } = run;
  const numWorkers = numHosts * workersPerHost;
  const texts: string[] = [];
  if (memory.shared > maxArenaBytes) {
    texts.push(
      `${megabytes(memory.shared)} of the coordinator's memory are shared by its workers, which ends at ${megabytes(maxArenaBytes)}: ` +
        'fewer topics, fewer words, or more machines (or several "gibbon work" on one); while the corpus grows, the coordinator holds half of it all the same',
    );
  }
  if (numWorkers > numBlocks) {
    const numBetter = Math.min(numWorkers, mostBlocks);
    const cure =
      numBetter > numBlocks
        ? `--blocks ${numBetter} for train`
        : 'the corpus cannot be cut into more, so fewer workers do';
    texts.push(`only ${numBlocks} of ${numWorkers} workers would have a block: ${cure}`);
  }
  if (numBlocks > 1 && tokensPerUnit < fewestTokensOfUnit) {
    texts.push(
      `units are small: with less than ${count(fewestTokensOfUnit, 'token')} a unit, a sweep takes a third longer or more`,
    );
  }
  return texts;
}

function inSeconds(value: number): string {
  return `${grouped(value, value < 1 ? 3 : 1)} s`;
}

function row(title: string, text: string): string {
  return `${title.padEnd(10)}${text}`;
}
