/** Experiment: the likelihood by the sweep. */
import type { TokenSource } from '../../../core/corpus/token-source.ts';
import { withTrainer } from '../../fixtures/train.ts';
import { linePlot } from '../plot.ts';
import { markdownTable } from '../markdown-table.ts';
import {
  type Experiment,
  type Variant,
  experimentCorpus,
  settingsFor,
  variants,
} from './experiment.ts';

const numWorkers = 4;
const seeds = [1, 2, 3, 4, 5];
const marks = [5, 10, 20, 50, 100, 200];

interface Contender extends Variant {
  readonly numWorkers: number;
  readonly numBlocks: number;
}

const exact: Contender = {
  name: 'one block (exact)',
  reading: 'lockstep',
  staleness: 0,
  numWorkers: 1,
  numBlocks: 1,
};
const contenders: readonly Contender[] = [
  exact,
  ...variants.map((variant) => ({ ...variant, numWorkers, numBlocks: 8 })),
];

/** T9: what staleness costs per sweep. */
export async function likelihoodBySweep(): Promise<Experiment> {
  const { name, source } = experimentCorpus();
  const runs = contenders.map((): number[][] => []);
  for (const seed of seeds) {
    for (const [i, contender] of contenders.entries()) {
      runs[i].push(await curve(source, contender, seed));
    }
  }
  const means = contenders.map((contender, c) => ({
    name: contender.name,
    values: marks.map((_, i) => mean(runs[c].map((run) => run[i]))),
  }));
  const last = marks.length - 1;
  const [serial] = runs.map((ofContender) => ofContender.map((run) => run[last]));
  const spread = Math.max(...serial) - Math.min(...serial);
  const largest = Math.max(...means.map(({ values }) => Math.abs(values[last] - mean(serial))));
  return {
    id: 'likelihood-by-sweep',
    title: 'Likelihood per sweep: in the end all lie within the spread of seeds',
    text:
      `${name}, K = 50, ${numWorkers} workers, 8 steps a sweep, mean of ${seeds.length} seeds; ` +
      'log-likelihood per token. With one block the sampler is the exact serial one.',
    table: markdownTable(
      ['', ...marks.map((sweep) => `sweep ${sweep}`)],
      means.map(({ name: label, values }) => [label, ...values.map((value) => value.toFixed(4))]),
    ),
    plot: linePlot(
      means.map(({ name: label, values }) => ({
        name: label,
        points: values.map((y, i) => [i, y] as const),
      })),
      { title: 'Likelihood per sweep', x: 'sweep', y: 'nats per token', xNames: marks.map(String) },
    ),
    expectations: [
      {
        what:
          `after ${marks[last]} sweeps every mean lies within the spread of the exact sampler's seeds ` +
          `from its mean (spread ${spread.toFixed(4)}, largest difference ${largest.toFixed(4)})`,
        isSeen: largest <= spread,
      },
    ],
    remark:
      'Theory lets the curves lie in the order of s on the way. How clearly they do here depends on how far the ' +
      'workers really drift apart, and so on the machine: rows are read as they stand, and on an idle machine ' +
      'the curves of s = 1 to 8 could hardly be told apart; where other programs take the cores, much staleness costs some sweeps, ' +
      's = inf most. Lockstep is behind in the first sweeps, by its start and its older totals.',
  };
}

function curve(source: TokenSource, contender: Contender, seed: number): Promise<number[]> {
  const { reading, staleness, numBlocks } = contender;
  const settings = settingsFor({ seed, staleness, numBlocks });
  const options = { source, reading, settings, numWorkers: contender.numWorkers };
  return withTrainer(options, async (trainer) => {
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
