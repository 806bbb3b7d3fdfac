/** The paragraph for a methods section. */
import { describeCovariates, describePriors, describeSeedWords } from './priors.ts';
import { isImported, isLive } from './traits.ts';
import { count, grouped } from '../components/numbers.ts';
import type { CitedModel, DescribedModel } from './cited-model.ts';

/** A few sentences in the past tense, with every number that decides the model. */
export function describeMethods(model: CitedModel): string {
  return `${describeTraining(model)} ${describeMeasures(model)}`;
}

/**
 * All of them but the measures.
 *
 * @param options.namesFields whether the fields of the metadata are named.
 */
export function describeTraining(model: DescribedModel, { namesFields = true } = {}): string {
  return [
    describeModel(model),
    describeCorpus(model),
    describeWords(model),
    describePriors(model),
    describeCovariates(model, namesFields),
    describeSeedWords(model),
    describeChain(model),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function describeModel(model: DescribedModel): string {
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

function describeCorpus({ corpus, report, evaluated }: DescribedModel): string {
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

function describeWords({ words, report }: DescribedModel): string {
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
function countedBy({ reduction, keepCase, languages }: DescribedModel['words']): string {
  if (languages.length === 0) return '';
  const forms = {
    none: 'as they are written',
    stem: 'by their stem',
    lemma: 'by their dictionary form',
  };
  const letterCase = keepCase ? 'distinguishing upper and lower case' : 'in lower case';
  return `Words were counted ${forms[reduction]}, ${letterCase}.`;
}

function phrasesOf({ phrases, phraseList, replacements }: DescribedModel['words']): string {
  const done = [
    ...(phrases === undefined
      ? []
      : [`collocations with an NPMI of at least ${phrases} were joined`]),
    ...(phraseList === undefined ? [] : ['the phrases of a list were joined']),
    ...(replacements === undefined ? [] : ['words were replaced by a list']),
  ].join('; ');
  return done === '' ? '' : `${done[0].toUpperCase()}${done.slice(1)}.`;
}

function describeChain(model: DescribedModel): string {
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

function wasOrWere(value: number): string {
  return value === 1 ? 'was' : 'were';
}
