/** Words with apostrophes in English and French. */

const contraction = /(?:n't|'(?:s|m|d|re|ve|ll))$/iu;

/** Whether an English word ends like `don't`, `we've`, `it's`. */
export function isContraction(word: string): boolean {
  return contraction.test(word);
}

/** `government's` -> `government`, `don't` -> `do`; other words as they are. */
export function possessiveBase(word: string): string {
  return word.replace(contraction, '');
}

const elided: Readonly<Record<string, string>> = {
  fr: '[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|quelqu|presqu',
  it: '[cdlmnstv]|un|dell|nell|all|dall|sull|coll|quell|quest|sant|bell|tutt|mezz|anch|com|dov|c',
  ca: '[dlmnst]',
};

/**
 * What is written together with the next word in French, Italian and Catalan (`l'auteur`,
 * `dell'arte`), for the languages among these; undefined when there is none.
 */
export function elisions(languages: readonly string[]): RegExp | undefined {
  const parts = languages.flatMap((language) => elided[language] ?? []);
  return parts.length === 0 ? undefined : new RegExp(`^(?:${parts.join('|')})'`, 'iu');
}
