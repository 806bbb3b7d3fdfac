/** Corpora drawn from known topics. */
import type { TokenSource } from '../../../core/corpus/token-source.ts';
import { RandomStream } from '../../../core/random/stream.ts';
import { arraySource } from '../../fixtures/array-source.ts';
import { plantedCorpus } from '../../fixtures/planted-corpus.ts';

/** A corpus and the topics it was drawn from. */
export interface Truth {
  readonly description: string;
  readonly source: TokenSource;
  readonly alpha: number;
  readonly beta: number;
  readonly numSweeps: number;
  readonly numSeeds: number;
  /** A distribution over the words each. */
  readonly topics: readonly (readonly number[])[];
}

const side = 5;

/**
 * The bars of Griffiths and Steyvers, "Finding scientific topics" (PNAS 2004), with their numbers
 * and priors: words are the cells of a 5 x 5 square, topics its rows and columns, documents hold
 * all topics in proportions drawn evenly. Topics share words, so that a sampler can get from any
 * state to a better one: the serial sampler finds all ten from every start that was tried. (With a
 * quarter of the documents, or a sharp beta and few sweeps, it does not.)
 */
export function barsTruth(): Truth {
  const random = new RandomStream({ seed: 5, sweep: 0, unit: 0 });
  const below = (limit: number) => Math.floor(random.next() * limit);
  const documents = Array.from({ length: 2000 }, () => {
    const weights = Array.from({ length: 2 * side }, () => -Math.log(1 - random.next()));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return Array.from({ length: 100 }, () => {
      let left = random.next() * total;
      const bar = Math.max(
        0,
        weights.findIndex((weight) => (left -= weight) < 0),
      );
      return cellsOf(bar)[below(side)];
    });
  });
  return {
    description:
      'the 10 bars of Griffiths and Steyvers (rows and columns of 5 x 5 words, 2000 documents of 100 tokens ' +
      'with all topics in proportions drawn evenly, alpha = beta = 1)',
    source: arraySource(documents, side * side),
    alpha: 1,
    beta: 1,
    numSweeps: 400, // with a seed in ten, 100 are too few for the serial sampler too
    numSeeds: 5,
    topics: Array.from({ length: 2 * side }, (_, bar) =>
      Array.from({ length: side * side }, (_, word) =>
        cellsOf(bar).includes(word) ? 1 / side : 0,
      ),
    ),
  };
}

function cellsOf(bar: number): number[] {
  return Array.from({ length: side }, (_, i) =>
    bar < side ? bar * side + i : i * side + bar - side,
  );
}

const shape = { numTopics: 20, wordsPerTopic: 40, numDocuments: 1500, meanLength: 60, seed: 5 };

export function disjointTruth(): Truth {
  const source = plantedCorpus(shape);
  return {
    description:
      '20 topics with vocabularies of their own (1500 documents of about 60 tokens, of two topics each and a ' +
      'tenth noise)',
    source,
    alpha: 0.1,
    beta: 0.01,
    numSweeps: 200,
    numSeeds: 10, // they differ much
    topics: Array.from({ length: shape.numTopics }, (_, topic) =>
      wordsOf(source.wordTokenCounts, topic),
    ),
  };
}

/** The corpus's own words of a topic, as a distribution. */
function wordsOf(wordTokenCounts: Uint32Array, topic: number): number[] {
  const { wordsPerTopic } = shape;
  const isOwn = (word: number) => Math.floor(word / wordsPerTopic) === topic;
  const counts = Array.from(wordTokenCounts, (count, word) => (isOwn(word) ? count : 0));
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / total);
}
