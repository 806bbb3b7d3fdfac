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
const numBlocks = 4;
/** Lockstep's likelihood after so many sweeps is the target; all get twice as many to reach it. */
const numSweeps = 60;
const seeds = [1, 2, 3, 4, 5];
const mishap = { kind: 'sleep', probability: 0.1, milliseconds: 20 } as const;

interface Point {
  readonly sweep: number;
  readonly seconds: number;
  readonly likelihood: number;
}

/** T10: how soon a likelihood is reached when workers are slow now and then. */
export async function likelihoodBySecond(): Promise<Experiment> {
  const source = generatedCorpus(100_000);
  const curves = new Map<number, Point[][]>(stalenesses.map((staleness) => [staleness, []]));
  for (const seed of seeds) {
    for (const staleness of stalenesses) {
      const settings = settingsFor({ seed, staleness, numBlocks, numTopics: 40 });
      const mishaps = Array.from({ length: numWorkers }, () => mishap);
      const curve = await withTrainer(
        { source, numWorkers, mishaps, settings },
        async (trainer) => {
          const points: Point[] = [];
          let seconds = 0;
          for (let sweep = 2; sweep <= 2 * numSweeps; sweep += 2) {
            const start = performance.now();
            await trainer.sampleToSweep(sweep);
            seconds += (performance.now() - start) / 1000;
            points.push({ sweep, seconds, likelihood: await trainer.measureLogLikelihood() });
          }
          return points;
        },
      );
      curves.get(staleness)?.push(curve);
    }
  }
  // Seeds end in different places, whoever samples: what the luckless one of lockstep reaches is a
  // likelihood that every way of sampling comes to.
  const goals = (curves.get(0) ?? []).map(likelihoodAtGoal);
  const target = Math.min(...goals);
  const times = stalenesses.map((staleness) => ({
    staleness,
    seconds: median((curves.get(staleness) ?? []).map((run) => timeToReach(run, target))),
  }));
  const spread = Math.max(...goals) - target;
  const lockstep = times[0].seconds;
  const best = Math.min(...times.slice(1, 5).map(({ seconds }) => seconds));
  return {
    id: 'likelihood-by-second',
    title: 'Likelihood per second, with passing slowness: a little staleness pays',
    text:
      `Planted topics, ${numWorkers} workers that sleep ${mishap.milliseconds} ms before a step with ` +
      `probability ${mishap.probability}. The time until the likelihood is what the lowest of lockstep's ` +
      `${seeds.length} seeds has after ${numSweeps} sweeps (seeds lie ${spread.toFixed(3)} apart there), median of ` +
      `the seeds, against lockstep's. Expected: some s of 1 to 8 needs at most 0.8 of lockstep's time.`,
    table: markdownTable(
      ['s', ...stalenesses.map(nameOf)],
      [
        [
          'time to the target / lockstep',
          ...times.map(({ seconds }) => (seconds / lockstep).toFixed(2)),
        ],
      ],
    ),
    plot: linePlot(
      stalenesses.map((staleness) => ({
        name: `s = ${nameOf(staleness)}`,
        points: (curves.get(staleness)?.[0] ?? []).map(
          (p) => [p.seconds / lockstep, p.likelihood] as const,
        ),
      })),
      {
        title: 'Likelihood per second',
        x: "time, in units of lockstep's time to the target",
        y: 'nats per token',
      },
    ),
    isAsExpected: best < 0.8 * lockstep,
  };
}

function likelihoodAtGoal(run: readonly Point[]): number {
  return run.find(({ sweep }) => sweep === numSweeps)?.likelihood ?? NaN;
}

function timeToReach(run: readonly Point[], target: number): number {
  return run.find(({ likelihood }) => likelihood >= target)?.seconds ?? Infinity;
}
