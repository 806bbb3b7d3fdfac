/** Stems and lemmas, by language. */
import { UserError } from '../../core/errors.ts';
import type { Reduction } from './tokenizing-messages.ts';

/**
 * What takes a word to its stem or lemma; undefined when words are counted as they are.
 *
 * @throws {UserError} when the language has none.
 */
export async function loadReduction(
  reduction: Reduction,
  languages: readonly string[],
): Promise<((word: string) => string) | undefined> {
  if (reduction === 'none') return undefined;
  return reduction === 'stem' ? loadStemmer(languages[0]) : loadLemmas(languages[0]);
}

async function loadStemmer(language = 'unknown'): Promise<(word: string) => string> {
  const { stemmedLanguages, stemmerFor } = await import('./natural-stemmers.ts');
  const stemmer = stemmerFor(language);
  if (stemmer !== undefined) return stemmer;
  throw new UserError(
    'language-unsupported',
    `Cannot stem the words: there is no stemmer for the language "${language}"`,
    {
      hint: `There are stemmers for: ${stemmedLanguages.join(' ')}.`,
      details: { reduction: 'stem', languages: stemmedLanguages.join(' ') },
    },
  );
}

async function loadLemmas(language = 'unknown'): Promise<(word: string) => string> {
  if (language !== 'en') {
    throw new UserError(
      'language-unsupported',
      `Cannot find the lemmas of the words: the language is "${language}"; English was expected`,
      { hint: 'Stem the words instead.', details: { reduction: 'lemma' } },
    );
  }
  const { default: lemmatize } = await import('wink-lemmatizer');
  return (word) => {
    const noun = lemmatize.noun(word);
    return noun === word ? lemmatize.verb(word) : noun;
  };
}
