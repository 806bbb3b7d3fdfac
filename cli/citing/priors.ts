/** What the methods section says of the priors. */
import type { Priors } from '../../core/sampler/sampler.ts';
import type { RunSettings } from '../../core/training/settings.ts';
import { count, grouped } from '../components/numbers.ts';
import type { DescribedModel } from './cited-model.ts';
import { isImported, isLearnt } from './traits.ts';

export function describePriors(model: DescribedModel): string {
  const { run, checkpoint } = model.evaluated;
  if (isImported(model)) return `Its Dirichlet priors are ${priorsText(checkpoint.priors)}.`;
  const { alpha, alphaSum, beta, numTopics, optimizeEvery, optimizeAfter } = run.settings;
  const sum = alphaSum ?? alpha * numTopics;
  const given =
    `symmetric Dirichlet priors of alpha = ${short(alpha)} (${short(sum)} over all topics) and ` +
    `beta = ${short(beta)}`;
  if (!isLearnt(run.settings)) return `It has ${given}.`;
  return (
    `It began with ${given}; ${learntParts(run.settings)} learnt from the data every ` +
    `${count(optimizeEvery ?? 0, 'sweep')} from sweep ${grouped(optimizeAfter ?? 0)} on ` +
    `(Minka 2000; Wallach, Mimno and McCallum 2009) and became ${becameText(checkpoint.priors, run.settings)}.`
  );
}

export function describeCovariates({ evaluated }: DescribedModel, namesFields: boolean): string {
  const { covariates } = evaluated.run.settings;
  if (covariates === undefined) return '';
  const fields = covariates.fields.map(({ field, kind }) => `${field} (${kind})`);
  const pairs = covariates.interactions.map(
    ([a, b]) =>
      `the interaction of ${covariates.fields[a].field} and ${covariates.fields[b].field}`,
  );
  const what = namesFields ? [...fields, ...pairs].join(', ') : 'its metadata';
  return (
    `The prior of each document's topics depends on ${what} by a ` +
    'Dirichlet-multinomial regression (Mimno and McCallum 2008).'
  );
}

export function describeSeedWords({ evaluated }: DescribedModel): string {
  const { vocabulary } = evaluated;
  const { seedWords = [], seedStrength = 0 } = evaluated.run.settings;
  if (seedWords.length === 0) return '';
  const topics = [...new Set(seedWords.map(({ topic }) => topic))].map((topic) => {
    const words = seedWords.filter((seed) => seed.topic === topic);
    return `${words.map(({ word }) => vocabulary[word]).join(', ')} (topic ${topic})`;
  });
  return (
    `The prior of these seed words was higher in their topics, by ${short(seedStrength)} times the ` +
    `tokens that each has: ${topics.join('; ')}.`
  );
}

function becameText(priors: Priors, { covariates }: RunSettings): string {
  if (covariates === undefined) return priorsText(priors);
  return `beta = ${short(priors.beta)}`;
}

function priorsText({ alpha, beta }: Priors): string {
  const total = alpha.reduce((sum, value) => sum + value, 0);
  const [least, most] = [Math.min(...alpha), Math.max(...alpha)].map(short);
  return (
    `alpha = ${least === most ? least : `${least} to ${most}`} (${short(total)} over all topics) ` +
    `and beta = ${short(beta)}`
  );
}

function learntParts({ optimize, covariates }: RunSettings): string {
  if (covariates !== undefined) return 'beta was'; // alpha follows from the covariates
  switch (optimize) {
    case 'alpha':
      return 'the alpha of each topic was';
    case 'symmetric-alpha':
      return 'one alpha for all topics was';
    case 'beta':
      return 'beta was';
    default:
      return 'the alpha of each topic and beta were';
  }
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
