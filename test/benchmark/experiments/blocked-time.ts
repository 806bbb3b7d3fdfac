/** Experiments with slow workers: passing slowness, and one worker that is always slow. */
import type { Mishap } from '../../../core/training/messages.ts';
import { markdownTable } from '../markdown-table.ts';
import { median } from '../median.ts';
import { linePlot } from '../plot.ts';
import {
  type Expectation,
  type Experiment,
  type Variant,
  generatedCorpus,
  liveVariants,
  rotation,
  settingsFor,
  variants,
} from './experiment.ts';
import { type Outcome, isBounded, runWithStragglers } from './straggler-run.ts';

/**
 * As the reference measurement of PARAMETER-SERVER, section 3: 8 workers, one step in ten slow. A
 * unit is 0.3 ms of one core, so 8 of them on 2 cores take little more than 1 ms. The sleeps are
 * much longer, so that it is they who decide and not the cores, also when somebody else uses one
 * of the two: with 1.6 million tokens, and so with steps of 2 ms and more, a second program on the
 * machine hid half of what staleness gains.
 */
const numWorkers = 8;
const numBlocks = 8;
const numTokens = 800_000;
const passing: Mishap = { kind: 'sleep', probability: 0.1, milliseconds: 10 };
const persistent: Mishap = { kind: 'sleep', probability: 1, milliseconds: 5 };

/** 320 steps: many times the largest bound. */
const numSweeps = 40;
const numRuns = 5;

/** With the same seed each worker sleeps before the same steps, whatever s is: the rest is noise. */
const shareTolerance = 0.02;
const totalTolerance = 0.1;

interface Row extends Outcome {
  readonly variant: Variant;
  /** Mean over the workers. */
  readonly blockedShare: number;
  /** Mean over all workers but the first. */
  readonly othersBlockedShare: number;
  /** Against live reading at s = 0 with the same seed: moments apart, on a machine that others use. */
  readonly relativeTotal: number;
}

/** T7: waiting for slowness that passes. */
export async function passingSlowness(): Promise<Experiment> {
  const rows = await measureAll(Array.from({ length: numWorkers }, () => passing));
  const live = rowsOf(rows, liveVariants);
  const falls = live.every(
    ({ blockedShare }, i) => i === 0 || blockedShare <= live[i - 1].blockedShare + shareTolerance,
  );
  const ratio = 1 / rowOf(rows, 8).relativeTotal;
  return {
    id: 'blocked-passing',
    title: 'Passing slowness: staleness takes the wait away',
    text:
      `${numWorkers} workers; before one step in ten, drawn separately for each worker, a worker sleeps ` +
      `${passing.milliseconds} ms, some ten times what a step takes. ${numSweeps} sweeps of ` +
      `${numBlocks} steps; median of ${numRuns} seeds.`,
    table: tableOf(rows, 'blockedShare', 'blocked'),
    plot: plotOf(rows, 'blockedShare', 'Passing slowness'),
    expectations: [
      {
        what: `the blocked share falls with s (to ${100 * shareTolerance} points: for each seed the sleeps are the same)`,
        isSeen: falls,
      },
      {
        what: `the total at s = 8 is at least 2 times shorter than at s = 0 (it is ${ratio.toFixed(2)} times)`,
        isSeen: ratio >= 2,
      },
      ...boundExpectations(live),
    ],
  };
}

/** T8: waiting for a worker that is always slow. */
export async function persistentSlowness(): Promise<Experiment> {
  const rows = await measureAll([persistent, ...new Array<undefined>(numWorkers - 1)]);
  const live = rowsOf(rows, liveVariants);
  const totals = live.map(({ relativeTotal }) => relativeTotal);
  const [longest, shortest] = [Math.max(...totals), Math.min(...totals)];
  const [inLockstep] = rowsOf(rows, [rotation]);
  return {
    id: 'blocked-persistent',
    title: 'One worker always slow: staleness does not help',
    text:
      `As above, but worker 0 sleeps ${persistent.milliseconds} ms before every step, and nobody else ` +
      'ever. Staleness only changes where the others wait (at s = inf they are done early). What helps ' +
      'is to move work away from the slow worker, as lockstep by rotation does: the units of a step ' +
      'are dealt to whoever comes next.',
    table: tableOf(rows, 'othersBlockedShare', 'others blocked'),
    plot: plotOf(rows, 'othersBlockedShare', 'One worker always slow'),
    expectations: [
      {
        what: `the total is the same at every s, to ${100 * totalTolerance}% (longest / shortest ${(longest / shortest).toFixed(2)})`,
        isSeen: longest <= (1 + totalTolerance) * shortest,
      },
      {
        what: 'the fast workers are blocked for most of the time at every s but inf',
        isSeen: live.every(
          ({ variant, othersBlockedShare }) =>
            variant.staleness === Infinity || othersBlockedShare >= 0.5,
        ),
      },
      {
        what: 'where work moves (rotation) the total falls by a quarter or more',
        isSeen: inLockstep.relativeTotal <= 0.75 * shortest,
      },
      ...boundExpectations(live),
    ],
  };
}

async function measureAll(mishaps: readonly (Mishap | undefined)[]): Promise<Row[]> {
  const source = generatedCorpus(numTokens);
  const outcomes = variants.map((): Outcome[] => []);
  for (let seed = 1; seed <= numRuns; seed++) {
    const settings = settingsFor({ seed, numBlocks, numTopics: 40 });
    for (const [i, variant] of variants.entries()) {
      const run = { source, settings, numSweeps, mishaps };
      outcomes[i].push(await runWithStragglers(run, variant));
    }
  }
  const [bulk] = outcomes;
  return variants.map((variant, i) => summarize(variant, outcomes[i], bulk));
}

function summarize(variant: Variant, runs: readonly Outcome[], bulk: readonly Outcome[]): Row {
  const blockedShares = Array.from({ length: numWorkers }, (_, worker) =>
    median(runs.map((run) => run.blockedShares[worker])),
  );
  return {
    variant,
    seconds: median(runs.map(({ seconds }) => seconds)),
    relativeTotal: median(runs.map(({ seconds }, i) => seconds / bulk[i].seconds)),
    blockedShares,
    blockedShare: median(runs.map((run) => mean(run.blockedShares))),
    othersBlockedShare: median(runs.map((run) => mean(run.blockedShares.slice(1)))),
    stalest: Math.max(...runs.map(({ stalest }) => stalest)),
  };
}

function boundExpectations(live: readonly Row[]): Expectation[] {
  const largest = Math.max(
    ...live.map(({ variant }) => variant.staleness).filter((s) => s < Infinity),
  );
  return [
    {
      what: 'no read is staler than its bound',
      isSeen: live.every((row) => isBounded(row.variant, row)),
    },
    {
      what: `without a bound reads are staler than ${largest} clocks: it is the bound that holds`,
      isSeen: live.some(
        ({ variant, stalest }) => variant.staleness === Infinity && stalest > largest,
      ),
    },
  ];
}

function tableOf(
  rows: readonly Row[],
  share: 'blockedShare' | 'othersBlockedShare',
  heading: string,
): string {
  return markdownTable(
    ['', heading, 'total against s = 0', 'stalest read'],
    rows.map((row) => [
      row.variant.name,
      `${(100 * row[share]).toFixed(0)}%`,
      row.relativeTotal.toFixed(2),
      stalestOf(row),
    ]),
  );
}

function stalestOf({ variant, stalest }: Row): string {
  // In lockstep rows are fresh; it is the topic totals that lag a step behind.
  if (variant.reading === 'lockstep') return `rows 0, totals ${stalest}`;
  return stalest >= 23 ? '23 clocks or more' : `${stalest} clocks`; // as far as is counted
}

/** The curve over s, and rotation as a level beside it. */
function plotOf(
  rows: readonly Row[],
  share: 'blockedShare' | 'othersBlockedShare',
  title: string,
): string {
  const live = rowsOf(rows, liveVariants);
  const [inLockstep] = rowsOf(rows, [rotation]);
  const level = (value: number) => live.map((_, i) => [i, value] as const);
  return linePlot(
    [
      { name: 'blocked share', points: live.map((row, i) => [i, row[share]]) },
      { name: 'total / total(0)', points: live.map((row, i) => [i, row.relativeTotal]) },
      { name: 'rotation: blocked', points: level(inLockstep[share]) },
      { name: 'rotation: total', points: level(inLockstep.relativeTotal) },
    ],
    {
      title,
      x: 'staleness bound s',
      y: 'share, ratio',
      xNames: liveVariants.map(({ name }) => name.replace('s = ', '')),
    },
  );
}

function rowsOf(rows: readonly Row[], wanted: readonly Variant[]): Row[] {
  return rows.filter(({ variant }) => wanted.includes(variant));
}

function rowOf(rows: readonly Row[], staleness: number): Row {
  const found = rows.find(
    ({ variant }) => variant.reading === 'live' && variant.staleness === staleness,
  );
  if (found === undefined) throw new Error(`no row for s = ${staleness}`);
  return found;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
