/** Experiment: the likelihood by the second, with slow workers. */
import type { TokenSource } from '../../../core/corpus/token-source.ts';
import { withTrainer } from '../../fixtures/train.ts';
import { median } from '../median.ts';
import { linePlot } from '../plot.ts';
import { markdownTable } from '../markdown-table.ts';
import {
  type Experiment,
  type Variant,
  experimentCorpus,
  liveVariants,
  settingsFor,
  variants,
} from './experiment.ts';

const numWorkers = 8;
const numBlocks = 8;
const seeds = [1, 2, 3, 4, 5];

/**
 * Some four times what a step of all workers takes, as in the reference measurement: then most of
 * the wait is gone at the largest bound, and more staleness than that can only lose.
 */
const mishap = { kind: 'sleep', probability: 0.1, milliseconds: 5 } as const;

/** The likelihood of s = 0 here is the target; all get half as many sweeps again to reach it. */
const numSweeps = 100;
/** 160 steps: every measurement makes workers wait for each other, so there are few. */
const measureEvery = 20;

interface Point {
  readonly seconds: number;
  readonly likelihood: number;
}

/** T10: how soon a likelihood is reached when workers are slow now and then. */
export async function likelihoodBySecond(): Promise<Experiment> {
  const { name, source } = experimentCorpus();
  const curves = variants.map((): Point[][] => []);
  for (const seed of seeds) {
    for (const [i, variant] of variants.entries()) {
      curves[i].push(await curve(source, variant, seed));
    }
  }
  // Seeds end in different places, whoever samples: what the luckless one reaches is a likelihood
  // that every way of sampling comes to.
  const goals = curves[0].map((run) => run[numSweeps / measureEvery - 1].likelihood);
  const target = Math.min(...goals);
  const times = curves.map((runs) => runs.map((run) => timeToReach(run, target)));
  const bulk = times[0];
  const rows = variants.map((variant, i) => ({
    variant,
    ratios: times[i].map((seconds, run) => seconds / bulk[run]).sort((a, b) => a - b),
  }));
  const bounded = rows.filter(({ variant }) => isBoundedAbove0(variant));
  const best = bounded.reduce((a, b) => (median(b.ratios) < median(a.ratios) ? b : a));
  const [unbounded] = rows.filter(({ variant }) => variant.staleness === Infinity);
  const noise = (best.ratios[best.ratios.length - 1] - best.ratios[0]) / 2;
  return {
    id: 'likelihood-by-second',
    title: 'Likelihood per second, with passing slowness: a little staleness pays',
    text:
      `${name}, K = 50, ${numWorkers} workers that sleep ${mishap.milliseconds} ms before one step in ten. The ` +
      `time until the likelihood is what the lowest of ${seeds.length} seeds has at s = 0 after ${numSweeps} sweeps, ` +
      "against the time of s = 0 with the same seed: median of the seeds' ratios, the smallest and the largest.",
    table: markdownTable(
      ['', 'time to the target against s = 0', 'smallest', 'largest'],
      rows.map(({ variant, ratios }) => [
        variant.name,
        ...[median(ratios), ratios[0], ratios[ratios.length - 1]].map((ratio) => ratio.toFixed(2)),
      ]),
    ),
    plot: linePlot(
      variants.map((variant, i) => ({
        name: variant.name,
        points: curves[i][0].map((p) => [p.seconds / bulk[0], p.likelihood] as const),
      })),
      {
        title: 'Likelihood per second (first seed)',
        x: 'time, in units of what s = 0 needs to the target',
        y: 'nats per token',
      },
    ),
    expectations: [
      {
        what: `some s of 1 to 8 needs at most 0.8 of the time of s = 0 (${best.variant.name} needs ${median(best.ratios).toFixed(2)})`,
        isSeen: median(best.ratios) <= 0.8,
      },
      {
        what:
          `s = inf is no better than the best of them beyond the noise (${median(unbounded.ratios).toFixed(2)}; ` +
          `half the range of the seeds is ${noise.toFixed(2)})`,
        isSeen: median(unbounded.ratios) >= median(best.ratios) - noise,
      },
    ],
    remark:
      'Theory sees an optimum inside: a larger bound waits less, but learns less per sweep. Rows are read as they ' +
      'stand here, so that up to s = 8 the second hardly shows: the time falls, and levels off where little wait is ' +
      'left to take away. At s = inf nothing keeps workers together, and how much that costs differs from seed to ' +
      'seed: in the median it gains nothing over s = 8, with some seeds it is as slow as s = 0.',
  };
}

function isBoundedAbove0(variant: Variant): boolean {
  const { staleness } = variant;
  return liveVariants.includes(variant) && staleness > 0 && staleness < Infinity;
}

function curve(
  source: TokenSource,
  { reading, staleness }: Variant,
  seed: number,
): Promise<Point[]> {
  const mishaps = Array.from({ length: numWorkers }, () => mishap);
  const settings = settingsFor({ seed, staleness, numBlocks });
  return withTrainer({ source, reading, numWorkers, mishaps, settings }, async (trainer) => {
    const points: Point[] = [];
    let seconds = 0;
    for (let sweep = measureEvery; sweep <= 1.5 * numSweeps; sweep += measureEvery) {
      const start = performance.now();
      await trainer.sampleToSweep(sweep);
      seconds += (performance.now() - start) / 1000;
      points.push({ seconds, likelihood: await trainer.measureLogLikelihood() });
    }
    return points;
  });
}

/** On straight lines between the measurements. */
function timeToReach(run: readonly Point[], target: number): number {
  const reached = run.findIndex(({ likelihood }) => likelihood >= target);
  if (reached === -1) return Infinity;
  if (reached === 0) return run[0].seconds;
  const [before, after] = [run[reached - 1], run[reached]];
  const share = (target - before.likelihood) / (after.likelihood - before.likelihood);
  return before.seconds + share * (after.seconds - before.seconds);
}
