import { bestSamplerName } from '../../core/sampler/open.ts';
import { referenceSamplerName } from '../../core/sampler/versions.ts';
import { describeLearning } from './learning.ts';

/** In the first and in the last topic that all shapes have; one word in both. */
const seedWords = [
  { topic: 0, word: 3, tokens: 4 },
  { topic: 0, word: 40, tokens: 30 },
  { topic: 7, word: 40, tokens: 1 },
];

const shared = { numTopics: 8, numBlocks: 4, seedWords };
const kernel = bestSamplerName();

describeLearning({ name: 'seed words, dense rows', sampler: kernel, ...shared });
describeLearning({ name: 'seed words, lists', sampler: kernel, ...shared, numTopics: 400 });
describeLearning({ name: 'seed words, the reference', sampler: referenceSamplerName, ...shared });
