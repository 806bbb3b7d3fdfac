/** Corpora with planted weights: what is learnt of them can be held against the truth. */
import { arraySource } from '../../../core/corpus/array-source.ts';
import type { TokenSource } from '../../../core/corpus/token-source.ts';
import type { DocumentFeatures } from '../../../core/covariates/design.ts';
import { gamma } from '../../../core/random/gamma.ts';
import { RandomStream } from '../../../core/random/stream.ts';

export const numTopics = 10;
const numWords = 500;
const tokensPerDocument = 60;
/** All, a category of three levels (two), a number, a yes or no, and one that has no effect. */
export const numFeatures = 6;
export const nullFeature = 5;

export interface PlantedCorpus {
  readonly source: TokenSource;
  readonly features: DocumentFeatures;
  /** F x K. */
  readonly weights: Float64Array;
  /** The topics of all tokens. */
  readonly topics: Uint16Array;
}

export function plantedCovariates(numDocuments: number, seed: number): PlantedCorpus {
  const random = new RandomStream({ seed, sweep: 0, unit: 0 });
  const weights = Float64Array.from({ length: numFeatures * numTopics }, (_, cell) => {
    const feature = Math.floor(cell / numTopics);
    if (feature === nullFeature) return 0;
    return 0.7 * normal(random) + (feature === 0 ? Math.log(0.2) : 0);
  });
  const phi = Array.from({ length: numTopics }, () => dirichlet(numWords, 0.05, random));
  const rows = new Float64Array(numDocuments * numFeatures);
  const topics = new Uint16Array(numDocuments * tokensPerDocument);
  const documents = Array.from({ length: numDocuments }, (_, document) => {
    const level = random.nextUint32() % 3;
    const number = Math.round(normal(random) * 64) / 64;
    const yes = (): number => random.nextUint32() % 2;
    const row = [1, level === 1 ? 1 : 0, level === 2 ? 1 : 0, number, yes(), yes()];
    rows.set(row, document * numFeatures);
    const alpha = Array.from({ length: numTopics }, (_, topic) =>
      Math.exp(row.reduce((sum, x, f) => sum + x * weights[f * numTopics + topic], 0)),
    );
    const theta = shares(alpha.map((shape) => gamma(shape, random)));
    return Array.from({ length: tokensPerDocument }, (_, token) => {
      const topic = draw(theta, random);
      topics[document * tokensPerDocument + token] = topic;
      return draw(phi[topic], random);
    });
  });
  const groupOf = Uint32Array.from({ length: numDocuments }, (_, document) => document);
  const features = { numFeatures, numGroups: numDocuments, rows, groupOf };
  return { source: arraySource(documents, numWords), features, weights, topics };
}

function dirichlet(length: number, alpha: number, random: RandomStream): Float64Array {
  return shares(Array.from({ length }, () => gamma(alpha, random)));
}

function shares(masses: readonly number[]): Float64Array {
  const sum = masses.reduce((all, mass) => all + mass, 0);
  return Float64Array.from(masses, (mass) => mass / sum);
}

function draw(probabilities: Float64Array, random: RandomStream): number {
  let left = random.next();
  const found = probabilities.findIndex((probability) => (left -= probability) < 0);
  return found < 0 ? probabilities.length - 1 : found;
}

function normal(random: RandomStream): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.next()));
  return radius * Math.cos(2 * Math.PI * random.next());
}
