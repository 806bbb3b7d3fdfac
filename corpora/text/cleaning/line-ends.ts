/** Words that were cut at line ends, as OCR and old typesetting leave them. */

const cut = /(\p{L}[\p{L}\p{M}]*)([-\u2010\u00ad¬⸗])[^\S\n]*\r?\n[^\S\n]*(\p{Ll}[\p{L}\p{M}]*)/gu;
const hasCut = /\p{L}[-\u2010\u00ad¬⸗][^\S\n]*\r?\n[^\S\n]*\p{Ll}/u;
const wholeWord = /\p{L}[\p{L}\p{M}]*(?:[-\u2010]\p{L}[\p{L}\p{M}]*)*/gu;

/**
 * Puts such words together. A hyphen stays where the text has the word with a hyphen, or both halves
 * as words and not the whole (`well-⏎known`); a soft hyphen or `¬` never stays. Undefined when
 * nothing is cut.
 */
export function withWholeWords(text: string): { text: string; joined: number } | undefined {
  if (!text.includes('\n') || !hasCut.test(text)) return undefined;
  const words = wordsOf(text);
  let joined = 0;
  const whole = text.replace(cut, (_, first: string, sign: string, second: string) => {
    joined++;
    const isHyphen = sign === '-' || sign === '\u2010';
    return first + (isHyphen && keepsHyphen(words, first, second) ? '-' : '') + second;
  });
  return { text: whole, joined };
}

function keepsHyphen(words: ReadonlySet<string>, first: string, second: string): boolean {
  const [start, end] = [first.toLowerCase(), second.toLowerCase()];
  if (words.has(`${start}-${end}`)) return true;
  return !words.has(start + end) && words.has(start) && words.has(end);
}

/** The words of the text that stand whole on their lines. */
function wordsOf(text: string): Set<string> {
  const words = new Set<string>();
  for (const [word] of text.replace(cut, ' ').matchAll(wholeWord)) {
    words.add(word.toLowerCase().replaceAll('\u2010', '-'));
  }
  return words;
}
