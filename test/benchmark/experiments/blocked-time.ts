import type { Mishap } from '../../../core/training/messages.ts';
import { withTrainer } from '../../fixtures/train.ts';
import { median } from '../median.ts';
import { linePlot } from '../plot.ts';
import { markdownTable } from '../markdown-table.ts';
import {
  type Experiment,
  generatedCorpus,
  nameOf,
  settingsFor,
  stalenesses,
} from './experiment.ts';

const numWorkers = 4;
/** As many blocks as workers, so that a step is the same amount of work in both ways of reading. */
const numBlocks = 4;
const numSweeps = 40;
const numRuns = 3;

const passing: Mishap = { kind: 'sleep', probability: 0.1, milliseconds: 20 };
const persistent: Mishap = { kind: 'sleep', probability: 1, milliseconds: 8 };

interface Outcome {
  readonly seconds: number;
  /** Of the workers' time. */
  readonly blockedShare: number;
  /** The longest staleness that any read had. */
  readonly stalest: number;
}

/** T7 and T8: how long workers wait for each other, against staleness. */
export async function blockedTime(kind: 'passing' | 'persistent'): Promise<Experiment> {
  const source = generatedCorpus(100_000);
  const mishaps =
    kind === 'passing'
      ? Array.from({ length: numWorkers }, () => passing)
      : [persistent, undefined, undefined, undefined];
  const outcomes = new Map<number, Outcome[]>(stalenesses.map((staleness) => [staleness, []]));
  for (let run = 0; run < numRuns; run++) {
    for (const staleness of stalenesses) {
      const settings = settingsFor({ staleness, numBlocks, numTopics: 20, seed: run + 1 });
      outcomes.get(staleness)?.push(await measure({ source, numWorkers, mishaps, settings }));
    }
  }
  const summary = stalenesses.map((staleness) =>
    summarize(staleness, outcomes.get(staleness) ?? []),
  );
  return kind === 'passing' ? describePassing(summary) : describePersistent(summary);
}

async function measure(options: Parameters<typeof withTrainer>[0]): Promise<Outcome> {
  return withTrainer(options, async (trainer) => {
    await trainer.sampleToSweep(0);
    const before = trainer.workerTotals();
    const start = performance.now();
    await trainer.sampleToSweep(numSweeps);
    const seconds = (performance.now() - start) / 1000;
    const totals = trainer.workerTotals();
    const waiting = totals.reduce(
      (sum, { waitingSeconds }, worker) => sum + waitingSeconds - before[worker].waitingSeconds,
      0,
    );
    const stalest = Math.max(...totals.map((worker) => worker.stalenessHistogram.length - 1));
    return { seconds, blockedShare: waiting / (seconds * totals.length), stalest };
  });
}

function summarize(staleness: number, runs: readonly Outcome[]): Outcome & { staleness: number } {
  return {
    staleness,
    seconds: median(runs.map((run) => run.seconds)),
    blockedShare: median(runs.map((run) => run.blockedShare)),
    stalest: Math.max(...runs.map((run) => run.stalest)),
  };
}

type Summary = readonly (Outcome & { staleness: number })[];

function describePassing(summary: Summary): Experiment {
  const byStaleness = new Map(summary.map((outcome) => [outcome.staleness, outcome]));
  const lockstep = byStaleness.get(0) ?? summary[0];
  const eight = byStaleness.get(8) ?? summary[0];
  const falls = summary.every(
    (outcome, index) =>
      index === 0 || outcome.blockedShare <= summary[index - 1].blockedShare + 0.03,
  );
  return {
    id: 'blocked-passing',
    title: 'Passing slowness: staleness takes the wait away',
    text:
      `${numWorkers} workers; before each step a worker sleeps ${passing.milliseconds} ms with ` +
      `probability ${passing.probability}. Expected: the blocked share falls with s, the total ` +
      'with it until hardly anybody waits, and no read is staler than the bound (in lockstep only the topic ' +
      'totals are ever stale, by a step).',
    table: tableOf(summary, lockstep),
    plot: plotOf(summary, 'Passing slowness'),
    isAsExpected: falls && isBounded(summary) && lockstep.seconds >= 1.5 * eight.seconds,
  };
}

function describePersistent(summary: Summary): Experiment {
  const [lockstep, ...live] = summary;
  const slowest = Math.max(...live.map(({ seconds }) => seconds));
  const fastest = Math.min(...live.map(({ seconds }) => seconds));
  return {
    id: 'blocked-persistent',
    title: 'One worker always slow: staleness does not help',
    text:
      `Worker 0 sleeps ${persistent.milliseconds} ms before every step. Expected: the total stays ` +
      'what the slow worker needs, whatever s is; staleness only changes where the others wait. ' +
      'What would help is to move work away from it. (In lockstep the units of a step are dealt ' +
      'to whoever comes next, so the slow worker is dealt fewer of them, and the total falls.)',
    table: tableOf(summary, lockstep),
    plot: plotOf(summary, 'One worker always slow'),
    isAsExpected: isBounded(summary) && slowest <= 1.15 * fastest,
  };
}

function isBounded(summary: Summary): boolean {
  // In lockstep rows are fresh; it is the topic totals that lag a step behind.
  return summary.every(({ staleness, stalest }) => stalest <= Math.max(staleness, 1));
}

function tableOf(summary: Summary, lockstep: Outcome): string {
  return markdownTable(
    ['s', 'blocked', 'total against s = 0', 'stalest read'],
    summary.map(({ staleness, seconds, blockedShare, stalest }) => [
      nameOf(staleness),
      `${(100 * blockedShare).toFixed(0)}%`,
      (seconds / lockstep.seconds).toFixed(2),
      `${stalest} clocks`,
    ]),
  );
}

function plotOf(summary: Summary, title: string): string {
  const first = summary[0].seconds;
  return linePlot(
    [
      { name: 'blocked share', points: summary.map((outcome, i) => [i, outcome.blockedShare]) },
      {
        name: 'total / total(0)',
        points: summary.map((outcome, i) => [i, outcome.seconds / first]),
      },
    ],
    { title, x: 'staleness bound s', y: 'share, ratio', xNames: stalenesses.map(nameOf) },
  );
}
