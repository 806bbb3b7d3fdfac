import { bestSamplerName } from '../../core/sampler/open.ts';
import { referenceSamplerName } from '../../core/sampler/versions.ts';
import { describeBytes } from './covariates.ts';

const kernel = bestSamplerName();

describeBytes({ name: 'dense rows, one block', sampler: kernel, numTopics: 20, numBlocks: 1 });
describeBytes({ name: 'lists', sampler: kernel, numTopics: 400, numBlocks: 4 });
describeBytes({
  name: 'the reference',
  sampler: referenceSamplerName,
  numTopics: 8,
  numBlocks: 4,
});
