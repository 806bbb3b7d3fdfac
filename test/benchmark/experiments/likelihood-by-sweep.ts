import type { TokenSource } from '../../../core/corpus/token-source.ts';
import { withTrainer } from '../../fixtures/train.ts';
import { linePlot } from '../plot.ts';
import { markdownTable } from '../markdown-table.ts';
import {
  type Experiment,
  experimentCorpus,
  nameOf,
  settingsFor,
  stalenesses,
} from './experiment.ts';

const numWorkers = 4;
const seeds = [1, 2, 3, 4, 5];
const marks = [5, 10, 20, 50, 100, 200];

/** T9: what staleness costs per sweep. */
export async function likelihoodBySweep(): Promise<Experiment> {
  const { name, source } = experimentCorpus();
  const curves = new Map<string, number[][]>([
    ['one block (exact)', []],
    ['one worker', []],
  ]);
  for (const staleness of stalenesses) curves.set(`s = ${nameOf(staleness)}`, []);
  for (const seed of seeds) {
    const alone = { seed, staleness: 0, numWorkers: 1 };
    curves.get('one block (exact)')?.push(await curve(source, { ...alone, numBlocks: 1 }));
    curves.get('one worker')?.push(await curve(source, alone));
    for (const staleness of stalenesses) {
      curves
        .get(`s = ${nameOf(staleness)}`)
        ?.push(await curve(source, { seed, staleness, numWorkers }));
    }
  }
  const means = [...curves].map(([label, runs]) => ({
    label,
    values: marks.map((_, i) => mean(runs.map((run) => run[i]))),
  }));
  const final = marks.length - 1;
  const single = (curves.get('one block (exact)') ?? []).map((run) => run[final]);
  const spread = Math.max(...single) - Math.min(...single);
  const differences = means.map(({ values }) => Math.abs(values[final] - mean(single)));
  return {
    id: 'likelihood-by-sweep',
    title: 'Likelihood per sweep: staleness within these bounds costs nothing',
    text:
      `${name}, K = 50, ${numWorkers} workers, mean of ${seeds.length} seeds; log-likelihood per token. ` +
      `With one block, where the sampler is exact, five seeds span ${spread.toFixed(4)} after ${marks[final]} sweeps; the means differ from ` +
      `that mean by at most ${Math.max(...differences).toFixed(4)}. Rows are read as they stand, ` +
      'milliseconds old, so the bound hardly matters for what is learnt; copies of the table that are merged ' +
      'once a sweep would cost (see delayed delivery).',
    table: markdownTable(
      ['', ...marks.map((sweep) => `sweep ${sweep}`)],
      means.map(({ label, values }) => [label, ...values.map((value) => value.toFixed(4))]),
    ),
    plot: linePlot(
      means.map(({ label, values }) => ({
        name: label,
        points: values.map((y, i) => [i, y] as const),
      })),
      { title: 'Likelihood per sweep', x: 'sweep', y: 'nats per token', xNames: marks.map(String) },
    ),
    isAsExpected: Math.max(...differences) <= spread,
  };
}

function curve(
  source: TokenSource,
  run: { seed: number; staleness: number; numWorkers: number; numBlocks?: number },
): Promise<number[]> {
  const { seed, staleness, numBlocks = 8 } = run;
  const settings = settingsFor({ seed, staleness, numBlocks });
  return withTrainer({ source, numWorkers: run.numWorkers, settings }, async (trainer) => {
    const values: number[] = [];
    for (const sweep of marks) {
      await trainer.sampleToSweep(sweep);
      values.push(await trainer.measureLogLikelihood());
    }
    return values;
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
