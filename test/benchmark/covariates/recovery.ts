/**
 * What is learnt of planted weights, and how often the interval of an effect that is none covers 0.
 *
 *     node dist/test/benchmark/covariates/recovery.js [corpora]
 *
 * Every chain starts at the planted topics, so that all of them are found and need not be matched.
 */
import { pathToFileURL } from 'node:url';
import type { CovariateDesign } from '../../../core/covariates/design.ts';
import { intervalOf } from '../../../core/covariates/effect-intervals.ts';
import { EffectFits } from '../../../core/covariates/effects.ts';
import { alphaOf, weightScale } from '../../../core/covariates/weights.ts';
import { bestSamplerName } from '../../../core/sampler/open.ts';
import { startInlineWorker } from '../../../core/training/inline-worker.ts';
import { priorsRestAfter, sampleSweeps } from '../../../core/training/samples.ts';
import { allTopics, stateOf, withTrainer } from '../../fixtures/train.ts';
import {
  type PlantedCorpus,
  nullFeature,
  numFeatures,
  numTopics,
  plantedCovariates,
} from './planted.ts';

const numSweeps = 300;
const sampling = { numSamples: 10, sampleEvery: 6 };

interface Trained {
  readonly weights: Int32Array;
  /** The topics of all tokens in each sample. */
  readonly samples: readonly Uint16Array[];
}

async function trained(planted: PlantedCorpus): Promise<Trained> {
  const { source, features, topics } = planted;
  const design: CovariateDesign = { fields: [], interactions: [], fingerprint: '' };
  const priors = { alpha: new Float64Array(numTopics).fill(0.1), beta: 0.05 };
  const options = {
    source,
    features,
    numWorkers: 1,
    startWorker: startInlineWorker,
    start: stateOf(source, topics, { sweep: 0, step: 0, priors }),
    priorsRestAfter: priorsRestAfter(sampling, numSweeps),
    settings: {
      numTopics,
      beta: 0.05,
      numBlocks: 1,
      sampler: bestSamplerName(),
      covariates: design,
    },
  };
  return withTrainer(options, async (trainer) => {
    const samples: Uint16Array[] = [];
    for (const sweep of sampleSweeps(sampling, numSweeps)) {
      await trainer.sampleToSweep(sweep);
      samples.push(await allTopics(trainer));
    }
    return { weights: trainer.priors.weights!, samples };
  });
}

/** The slope of learnt weights on planted ones, without those of all documents and of the null. */
export async function recoveredSlope(numDocuments: number, seed: number): Promise<number> {
  const planted = plantedCovariates(numDocuments, seed);
  const { weights } = await trained(planted);
  const cells = Array.from({ length: (nullFeature - 1) * numTopics }, (_, at) => numTopics + at);
  const truth = cells.map((cell) => planted.weights[cell]);
  const found = cells.map((cell) => weights[cell] / weightScale);
  const [x, y] = [meanOf(truth), meanOf(found)];
  const covariance = truth.reduce((sum, value, at) => sum + (value - x) * (found[at] - y), 0);
  return covariance / truth.reduce((sum, value) => sum + (value - x) ** 2, 0);
}

/** For each topic, whether the 95% interval of the null's effect covers 0. */
export async function nullCovered(numDocuments: number, seed: number): Promise<boolean[]> {
  const planted = plantedCovariates(numDocuments, seed);
  const { weights, samples } = await trained(planted);
  const topics = Array.from({ length: numTopics }, (_, topic) => topic);
  const fits = new EffectFits(planted.features, { topics, numSamples: samples.length, seed });
  const { documentLengths } = planted.source;
  let token = 0;
  documentLengths.forEach((length, document) => {
    const sampled = samples.flatMap((all) => [...all.subarray(token, token + length)]);
    token += length;
    const features = planted.features.rows.subarray(
      document * numFeatures,
      (document + 1) * numFeatures,
    );
    const alpha = new Float32Array(numTopics);
    alphaOf(features, weights, alpha);
    fits.add({ document, work: document, length, sampled, alpha: Float64Array.from(alpha) });
  });
  const without = fits.meanFeatures;
  without[nullFeature] = 0;
  const withIt = without.slice();
  withIt[nullFeature] = 1;
  const draws = fits.predict([without, withIt]);
  return topics.map((topic) => {
    const first = topic * fits.numFits;
    const second = (numTopics + topic) * fits.numFits;
    const changes = Float64Array.from(
      { length: fits.numFits },
      (_, fit) => draws[second + fit] - draws[first + fit],
    );
    const [low, high] = intervalOf(changes, 0.95)!;
    return low <= 0 && high >= 0;
  });
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

async function main(numCorpora: number): Promise<void> {
  for (const seed of [1, 2, 3]) {
    console.log(`slope, seed ${seed}: ${(await recoveredSlope(2000, seed)).toFixed(3)}`);
  }
  const covered: boolean[] = [];
  for (let seed = 1; seed <= numCorpora; seed++) covered.push(...(await nullCovered(600, seed)));
  const share = covered.filter(Boolean).length / covered.length;
  console.log(`null covered: ${share.toFixed(3)} of ${covered.length} in ${numCorpora} corpora`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main(Number(process.argv[2] ?? 50));
}
