// natural is imported here only, and never from its root (which loads database clients, prints to
// stdout and reads ./.env): the build bundles this one file, so that the installed program does
// not need the package.
import * as natural from 'natural/lib/natural/stemmers/index.js';

const stemmers: Readonly<Record<string, natural.Stemmer>> = {
  en: natural.PorterStemmer,
  de: natural.PorterStemmerDe,
  es: natural.PorterStemmerEs,
  fa: natural.PorterStemmerFa,
  fr: natural.PorterStemmerFr,
  id: natural.StemmerId,
  it: natural.PorterStemmerIt,
  nl: natural.PorterStemmerNl,
  no: natural.PorterStemmerNo,
  pt: natural.PorterStemmerPt,
  ru: natural.PorterStemmerRu,
  sv: natural.PorterStemmerSv,
  uk: natural.PorterStemmerUk,
};

/** Codes of the languages that can be stemmed. */
export const stemmedLanguages: readonly string[] = Object.keys(stemmers).sort();

/** What takes a word of the language to its stem; undefined for a language without a stemmer. */
export function stemmerFor(language: string): ((word: string) => string) | undefined {
  const stemmer = stemmers[language];
  if (stemmer === undefined) return undefined;
  return (word) => stemmer.stem(word) || word;
}
