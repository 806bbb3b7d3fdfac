/**
 * Where the time of one configuration goes:
 *
 *     node dist/test/benchmark/profile.js [--corpus ap-blei] [--topics 100] [--workers 2] [--staleness 0]
 *                                         [--sweeps 100] [--sampler kernel-5]
 */
import { parseArgs } from 'node:util';
import { defaultNumBlocks } from '../../core/corpus/grid.ts';
import { bestSamplerName } from '../../core/sampler/open.ts';
import { withTrainer } from '../fixtures/train.ts';
import { benchmarkCorpora } from './corpora.ts';
import { alpha, beta } from './measure.ts';

const { values: options } = parseArgs({
  options: {
    corpus: { type: 'string', default: 'ap-blei' },
    topics: { type: 'string', default: '100' },
    workers: { type: 'string', default: '2' },
    staleness: { type: 'string', default: '0' },
    sweeps: { type: 'string', default: '100' },
    sampler: { type: 'string', default: bestSamplerName() },
  },
});

const corpus = benchmarkCorpora.find(({ name }) => name === options.corpus);
const source = await corpus?.open();
if (source === undefined) throw new Error(`the corpus ${options.corpus} is not available here`);
const settings = {
  numTopics: Number(options.topics),
  alpha,
  beta,
  seed: 1,
  numBlocks: defaultNumBlocks(source.numTokens),
  sampler: options.sampler,
  staleness: Number(options.staleness.replace('inf', 'Infinity')),
};
const numSweeps = Number(options.sweeps);
const marks = [0, 1, 5, 10, 20, 50, 100, 200, 500, 1000].filter((sweep) => sweep < numSweeps);

const start = performance.now();
await withTrainer({ source, numWorkers: Number(options.workers), settings }, async (trainer) => {
  const { numTokens } = source;
  console.log(
    `${options.corpus}: ${numTokens} tokens, ${settings.sampler}, B = ${settings.numBlocks}`,
  );
  console.log(
    `start-up ${seconds(performance.now() - start)}, shared memory ${megabytes(trainer.memoryBytes)}\n`,
  );
  console.log(
    'sweep  M tokens/s  changed   merged  sampling  pulling  pushing  waiting  measuring  log-likelihood',
  );
  for (const sweep of [...marks, numSweeps]) {
    const before = { sweep: trainer.sweep, totals: trainer.workerTotals(), at: performance.now() };
    await trainer.sampleToSweep(sweep);
    const sampled = performance.now();
    const likelihood = await trainer.measureLogLikelihood();
    const measured = performance.now();
    const wall = (sampled - before.at) / 1000;
    const after = trainer.workerTotals();
    const sum = (name: keyof (typeof after)[0] & string) =>
      after.reduce(
        (all, worker, i) => all + Number(worker[name]) - Number(before.totals[i][name]),
        0,
      );
    const share = (name: Parameters<typeof sum>[0]) =>
      percent(sum(name) / (wall * after.length)).padStart(8);
    console.log(
      [
        String(sweep).padStart(5),
        (((sweep - before.sweep) * numTokens) / wall / 1e6).toFixed(2).padStart(10),
        percent(sum('numChanged') / sum('numTokens')).padStart(8),
        percent(mergedShare(sweep, sum('numChanged'), sum('numDeltas'))).padStart(8),
        share('samplingSeconds'),
        share('pullingSeconds'),
        share('pushingSeconds'),
        share('waitingSeconds'),
        seconds(measured - sampled).padStart(9),
        likelihood.toFixed(4).padStart(14),
      ].join(' '),
    );
  }
  const histograms = trainer.workerTotals().map(({ stalenessHistogram }) => stalenessHistogram);
  console.log(`\nreads by staleness (0, 1, ... clocks), each worker: ${histograms.join(' | ')}`);
});
console.log(`peak resident memory ${megabytes(process.resourceUsage().maxRSS * 1024)}`);

/** Of the changes to rows, those that cancelled out before they were pushed. */
function mergedShare(sweep: number, numChanged: number, numDeltas: number): number {
  return 1 - numDeltas / (numChanged * (sweep === 0 ? 1 : 2));
}

function percent(value: number): string {
  return `${(100 * value).toFixed(1)}%`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(3)} s`;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MB`;
}
