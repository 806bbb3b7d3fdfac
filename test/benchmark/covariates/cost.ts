/**
 * What covariates cost: processor time of training with ten features against plain training of the
 * same corpus, in turns within one thread, while a step is made after every fifth sweep.
 *
 *     node dist/test/benchmark/covariates/cost.js [corpus] [topics] [groups of documents]
 */
import type { TokenSource } from '../../../core/corpus/token-source.ts';
import type { DocumentFeatures } from '../../../core/covariates/design.ts';
import { assert } from '../../../core/errors.ts';
import { RandomStream } from '../../../core/random/stream.ts';
import { defaultNumBlocks } from '../../../core/corpus/grid.ts';
import { bestSamplerName } from '../../../core/sampler/open.ts';
import { startInlineWorker } from '../../../core/training/inline-worker.ts';
import type { Trainer } from '../../../core/training/trainer.ts';
import { withTrainer } from '../../fixtures/train.ts';
import { benchmarkCorpora } from '../corpora.ts';
import { median } from '../median.ts';

const numFeatures = 10;
/** Steps of the weights become rare then. */
const firstSweep = 50;
const [numRounds, sweepsOfRound] = [6, 10];

const [name = 'arxiv-50k', topics = '50', groups = '10'] = process.argv.slice(2);
const source = await benchmarkCorpora.find((corpus) => corpus.name === name)?.open();
assert(source !== undefined, `${name} is not available`);
console.log(await ratioOf(source, Number(topics), Number(groups)));

async function ratioOf(corpus: TokenSource, numTopics: number, numGroups: number): Promise<string> {
  const numBlocks = defaultNumBlocks(corpus.numTokens);
  const sampler = bestSamplerName(corpus.documentLengths);
  const shape = { numTopics, numBlocks, sampler, alpha: 5 / numTopics, optimize: 'none' } as const;
  const common = { source: corpus, numWorkers: 1, startWorker: startInlineWorker };
  const covariates = { fields: [], interactions: [], fingerprint: '' };
  const features = featuresOf(corpus.numDocuments, numGroups);
  const own = { ...common, features, settings: { ...shape, covariates } };
  return withTrainer({ ...common, settings: shape }, (plain) =>
    withTrainer(own, async (withFeatures) => {
      const ratios: number[] = [];
      for (const trainer of [plain, withFeatures]) await trainer.sampleToSweep(firstSweep);
      for (let round = 1; round <= numRounds; round++) {
        const sweep = firstSweep + round * sweepsOfRound;
        const before = await processorTime(plain, sweep);
        ratios.push((await processorTime(withFeatures, sweep)) / before);
      }
      const all = ratios.map((ratio) => ratio.toFixed(2)).join(' ');
      return `${name}, K = ${numTopics}, ${numGroups} groups: ${median(ratios).toFixed(2)} (${all})`;
    }),
  );
}

async function processorTime(trainer: Trainer, sweep: number): Promise<number> {
  const before = process.cpuUsage();
  await trainer.sampleToSweep(sweep);
  return process.cpuUsage(before).user / 1e6;
}

/** An intercept, and nine numbers for each group. */
function featuresOf(numDocuments: number, numGroups: number): DocumentFeatures {
  const random = new RandomStream({ seed: 2, sweep: 0, unit: 0 });
  const rows = Float64Array.from({ length: numGroups * numFeatures }, (_, at) =>
    at % numFeatures === 0 ? 1 : Math.round((2 * random.next() - 1) * 64) / 64,
  );
  const groupOf = Uint32Array.from({ length: numDocuments }, () => random.nextUint32() % numGroups);
  return { numFeatures, numGroups, rows, groupOf };
}
