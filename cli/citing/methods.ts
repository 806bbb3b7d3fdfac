/** The paragraph for a methods section. */
import type { RunSettings } from '../../core/training/settings.ts';
import { isImported, isLearnt, isLive } from './traits.ts';
import type { Priors } from '../../core/sampler/sampler.ts';
import { count, grouped } from '../components/numbers.ts';
import type { CitedModel } from './cited-model.ts';

/** A few sentences in the past tense, with every number that decides the model. */
export function describeMethods(model: CitedModel): string {
  return [
    describeModel(model),
    describeCorpus(model),
    describeWords(model),
    describePriors(model),
    describeCovariates(model),
    describeSeedWords(model),
    describeChain(model),
    describeMeasures(model),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function describeModel(model: CitedModel): string {
  const { run } = model.evaluated;
  const program = run.version === undefined ? 'gibbon' : `gibbon ${run.version}`;
  if (isImported(model)) {
    return (
      `A latent Dirichlet allocation model (Blei, Ng and Jordan 2003) of ` +
      `${count(run.settings.numTopics, 'topic')} was taken over from MALLET (McCallum 2002) with ` +
      `${program}, which also uses collapsed Gibbs sampling (Griffiths and Steyvers 2004).`
    );
  }
  return (
    `A latent Dirichlet allocation model (Blei, Ng and Jordan 2003) of ` +
    `${count(run.settings.numTopics, 'topic')} was estimated by collapsed Gibbs sampling ` +
    `(Griffiths and Steyvers 2004) with ${program}.`
  );
}

function describeCorpus({ corpus, report, evaluated }: CitedModel): string {
  const { holdOut } = evaluated.run.settings;
  const { cut, duplicates } = report.documents;
  const heldOut =
    holdOut === undefined
      ? ''
      : `; ${shareText(holdOut)} of the documents were held out from training`;
  return [
    `The corpus has ${count(corpus.numDocuments, 'document')} with ` +
      `${count(corpus.numTokens, 'token')} of ${count(corpus.numWords, 'word')}${heldOut}.`,
    cut === undefined
      ? ''
      : `${count(cut.documents, 'long document')} ${wasOrWere(cut.documents)} cut into ` +
        `${count(cut.pieces, 'piece')}.`,
    duplicates.dropped && duplicates.count > 0
      ? `${count(duplicates.count, 'document')} with the text of an earlier one ` +
        `${wasOrWere(duplicates.count)} left out.`
      : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function describeWords({ words, report }: CitedModel): string {
  const removed = report.steps
    .filter(({ tokensRemoved }) => tokensRemoved > 0)
    .map(({ filter }) => asPhrase(filter));
  const language =
    words.languages.length === 0
      ? ''
      : `The texts are in ${inEnglish(words.languages)}${report.languageDetected ? ' (detected)' : ''}.`;
  return [
    language,
    countedBy(words),
    phrasesOf(words),
    removed.length === 0 ? '' : `Left out were: ${removed.join('; ')}.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** A filter of words, in a sentence: "shorter than 3", "in fewer than 5 documents". */
function asPhrase(filter: string): string {
  if (/^shorter than \d+$/.test(filter))
    return `words of ${filter.replace('shorter', 'fewer')} characters`;
  return /^in (fewer|more) than/.test(filter) ? `words ${filter}` : filter;
}

function inEnglish(languages: readonly string[]): string {
  const names = new Intl.DisplayNames('en', { type: 'language' });
  return new Intl.ListFormat('en').format(
    languages.map((language) => names.of(language) ?? language),
  );
}

/** Nothing of counts: how they were made is not known. */
function countedBy({ reduction, keepCase, languages }: CitedModel['words']): string {
  if (languages.length === 0) return '';
  const forms = {
    none: 'as they are written',
    stem: 'by their stem',
    lemma: 'by their dictionary form',
  };
  const letterCase = keepCase ? 'distinguishing upper and lower case' : 'in lower case';
  return `Words were counted ${forms[reduction]}, ${letterCase}.`;
}

function phrasesOf({ phrases, phraseList, replacements }: CitedModel['words']): string {
  const done = [
    ...(phrases === undefined
      ? []
      : [`collocations with an NPMI of at least ${phrases} were joined`]),
    ...(phraseList === undefined ? [] : ['the phrases of a list were joined']),
    ...(replacements === undefined ? [] : ['words were replaced by a list']),
  ].join('; ');
  return done === '' ? '' : `${done[0].toUpperCase()}${done.slice(1)}.`;
}

function describePriors(model: CitedModel): string {
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

function describeCovariates({ evaluated }: CitedModel): string {
  const { covariates } = evaluated.run.settings;
  if (covariates === undefined) return '';
  const fields = covariates.fields.map(({ field, kind }) => `${field} (${kind})`);
  const pairs = covariates.interactions.map(
    ([a, b]) =>
      `the interaction of ${covariates.fields[a].field} and ${covariates.fields[b].field}`,
  );
  return (
    `The prior of each document's topics depends on ${[...fields, ...pairs].join(', ')} by a ` +
    'Dirichlet-multinomial regression (Mimno and McCallum 2008).'
  );
}

function describeSeedWords({ evaluated }: CitedModel): string {
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

function describeChain(model: CitedModel): string {
  const { run, checkpoint, numSamples } = model.evaluated;
  if (isImported(model) && checkpoint.sweep === 0) return '';
  const { settings } = run;
  const { seed, sampler, staleness, sampleEvery = 1 } = settings;
  const reading = isLive(settings)
    ? `, with counts read at a staleness of ${staleness === Infinity ? 'any number of' : staleness} clocks (Ho et al. 2013)`
    : '';
  const averaged =
    numSamples > 1
      ? `; probabilities are averages over ${grouped(numSamples)} states at ` +
        `the end of the chain, ${count(sampleEvery, 'sweep')} apart`
      : '';
  return (
    `The chain ran for ${isImported(model) ? 'another ' : ''}${count(checkpoint.sweep, 'sweep')} from seed ${seed} ` +
    `(sampler ${sampler})${reading}${averaged}.`
  );
}

function describeMeasures({ evaluated, measurements }: CitedModel): string {
  const { npmi, cv } = evaluated.evaluation.means;
  const perplexity = evaluated.heldOut?.perplexity;
  const likelihood = measurements.at(-1)?.logLikelihoodPerToken;
  const parts = [
    ...(likelihood === undefined
      ? []
      : [`a log-likelihood of ${likelihood.toFixed(3)} nats per token`]),
    ...(perplexity === undefined
      ? []
      : [
          `a perplexity of ${grouped(Math.round(perplexity))} in held-out ` +
            'documents (by document completion)',
        ]),
    ...(npmi === undefined
      ? []
      : [`a mean topic coherence of ${npmi.toFixed(3)} (NPMI of ten top words)`]),
    ...(cv === undefined ? [] : [`${cv.toFixed(3)} (C_V)`]),
    `a topic diversity of ${evaluated.evaluation.diversity.toFixed(2)}`,
  ];
  return `It has ${parts.slice(0, -1).join(', ')}${parts.length > 1 ? ' and ' : ''}${parts.at(-1)}.`;
}

function shareText(share: number): string {
  return `${Number((share * 100).toPrecision(3))}%`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function wasOrWere(value: number): string {
  return value === 1 ? 'was' : 'were';
}
