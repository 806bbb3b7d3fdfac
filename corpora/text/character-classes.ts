/** What a character may do in a word. */
export const characterClass = {
  /** Ends a word. */
  other: 0,
  letter: 1,
  /** Continues a word and cannot begin one: combining marks, joiners of Indic and Arabic. */
  mark: 2,
  digit: 3,
  /** Apostrophe or hyphen: inside a word, when a letter, mark or digit follows. */
  joiner: 4,
  /** A letter of a script that writes no spaces between words: Intl.Segmenter cuts its runs. */
  unspaced: 5,
  /** First half of a character above U+FFFF: look at the whole of it. */
  surrogate: 6,
} as const;

const unspacedScripts = ['Han', 'Hiragana', 'Katakana', 'Thai', 'Lao', 'Khmer', 'Myanmar'];
const unspaced = new RegExp(`[${unspacedScripts.map((name) => `\\p{scx=${name}}`).join('')}]`, 'u');
const letter = /\p{L}/u;
const letterNumber = /\p{Nl}/u;
// Marks, the invisible signs between letters, and the soft hyphen (removed later).
const mark = /[\p{M}\u200b-\u200f\u2060\ufeff\u00ad]/u;
const digit = /\p{N}/u;
const joiner = /['’\-\u2010\u2011]/u;

/** The class of one character, given as a string of one or two code units. */
export function classOfCharacter(character: string): number {
  if (letter.test(character) || mark.test(character)) {
    if (unspaced.test(character)) return characterClass.unspaced;
    return letter.test(character) ? characterClass.letter : characterClass.mark;
  }
  if (letterNumber.test(character) && unspaced.test(character)) return characterClass.unspaced;
  if (digit.test(character)) return characterClass.digit;
  if (joiner.test(character)) return characterClass.joiner;
  return characterClass.other;
}

/** The class of every UTF-16 code unit (length 65,536). Takes some milliseconds: make it once. */
export function makeCharacterClasses(): Uint8Array {
  const classes = new Uint8Array(65_536);
  for (let unit = 0; unit < 65_536; unit++) {
    const isHighSurrogate = unit >= 0xd800 && unit <= 0xdbff;
    classes[unit] = isHighSurrogate
      ? characterClass.surrogate
      : classOfCharacter(String.fromCharCode(unit));
  }
  return classes;
}
