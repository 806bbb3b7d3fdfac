/** Makes spellings of a word that differ only in optional signs the same. */

/** Soft hyphen, tatweel, spaces out of ligatures, and invisible signs that join or part nothing. */
const invisible = /[\u00ad\u034f\u0640\u200b\u200e\u200f\u2060\ufeff\s]/gu;
/** Joiners change how letters of Indic scripts look; elsewhere some write them and some do not. */
const joiners = /(?<![\u0900-\u0dff])[\u200c\u200d]|[\u200c\u200d]$/gu;
/** Vowel marks of Arabic and points of Hebrew: hardly anybody writes them. */
const points = /[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]/gu; // prettier-ignore
const alefs = /[\u0622\u0623\u0625\u0671]/gu;
const special = /[\u00ad\u034f\u0591-\u0670\u0e4d\u0ecd\u06d6-\u06ed\u200b-\u200f\u2060\ufeff\s]/u;

/**
 * A word without what some write and others do not, so that both are counted as one.
 *
 * @param foldsAlef whether the forms of alef are one letter, as in Arabic (not in Persian).
 */
export function folded(word: string, foldsAlef: boolean): string {
  if (!special.test(word)) return word;
  const plain = word
    .replace(invisible, '')
    .replace(joiners, '')
    .replace(points, '')
    .replace(/\u0e4d\u0e32/gu, '\u0e33') // the Thai and Lao vowel am, which NFKC takes apart
    .replace(/\u0ecd\u0eb2/gu, '\u0eb3');
  return foldsAlef ? plain.replace(alefs, '\u0627') : plain;
}
