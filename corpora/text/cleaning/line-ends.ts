/** Words that were cut at line ends, as OCR and old typesetting leave them. */

/** From the beginning of the word: from each letter of a long one the search would take squared time. */
const cut =
  /(?=\p{L})(?<!\p{L}\p{M}*)(\p{L}[\p{L}\p{M}]*)([-\u2010\u00ad¬⸗])[^\S\n]*\r?\n[^\S\n]*(\p{Ll}[\p{L}\p{M}]*)/gu;
const hasCut = /\p{L}[-\u2010\u00ad¬⸗][^\S\n]*\r?\n[^\S\n]*\p{Ll}/u;
const wholeWord = /\p{L}[\p{L}\p{M}]*(?:[-\u2010]\p{L}[\p{L}\p{M}]*)*/gu;
/** After these a word is left out that both halves share: `See- und Luftweg`. */
const conjunctions: ReadonlySet<string> = new Set(['und', 'oder', 'bzw', 'sowie', 'and']);

export type Words = ReadonlySet<string>;

/** Whether the text has words that are cut at line ends. */
export function hasCutWords(text: string): boolean {
  return text.includes('\n') && hasCut.test(text);
}

/** Adds the words of the text that stand whole on their lines, in lower case. */
export function addWholeWords(text: string, words: Set<string>): void {
  for (const [word] of text.replace(cut, ' ').matchAll(wholeWord)) {
    words.add(word.toLowerCase().replaceAll('\u2010', '-'));
  }
}

/**
 * Puts cut words together. A hyphen stays where the text has the word with a hyphen, or where the
 * halves are words and the whole is none (`well-⏎known`); a soft hyphen or `¬` never stays.
 *
 * @param around words of other texts of the corpus, asked where the text itself does not tell.
 */
export function withWholeWords(
  text: string,
  around: readonly Words[],
): { text: string; joined: number } {
  const own = new Set<string>();
  addWholeWords(text, own);
  let joined = 0;
  const whole = text.replace(cut, (found: string, first: string, sign: string, second: string) => {
    const isHyphen = sign === '-' || sign === '\u2010';
    const between = isHyphen ? signBetween([first, second], own, around) : '';
    if (between === undefined) return found;
    joined++;
    return first + between + second;
  });
  return { text: whole, joined };
}

/** What belongs between the halves; undefined where they are two words. */
function signBetween(
  halves: readonly [string, string],
  own: Words,
  around: readonly Words[],
): '' | '-' | undefined {
  const [first, second] = halves.map((half) => half.toLowerCase());
  const isWord = (word: string): boolean => own.has(word) || around.some((some) => some.has(word));
  const [hyphened, whole] = [`${first}-${second}`, first + second];
  if (own.has(hyphened)) return '-';
  if (isWord(whole)) return '';
  if (conjunctions.has(second)) return undefined;
  return isWord(hyphened) || (isWord(first) && isWord(second)) ? '-' : '';
}
