/** Finds the words of a text. */
import { characterClass, classOfCharacter, makeCharacterClasses } from './character-classes.ts';
import { endOfAddress } from './addresses.ts';
import { FormTable, hashUnits } from './form-table.ts';
import { FoundTokens } from './found-tokens.ts';
import { WordSegmenter } from './word-segmenter.ts';

export interface TokenizerOptions {
  /** Whether tokens may begin with a digit. */
  readonly keepNumbers: boolean;
  /** A regular expression of one's own; every match is a token. */
  readonly tokenPattern?: string | undefined;
}

/** More letters in a row are not a word but encoded data. */
const longestWord = 256;

/**
 * Finds the words of a text.
 *
 * A word begins with a letter, continues with letters, combining marks and digits, and may hold
 * apostrophes and hyphens between them. Stretches of scripts without spaces go to Intl.Segmenter.
 * What begins with a digit is not a word unless numbers are kept; nor are web and mail addresses
 * and HTML entities. The text is not changed: places found are places in what the user wrote, and
 * normalizing is done once for each distinct form (see `WordRules`).
 */
export class Tokenizer {
  readonly forms = new FormTable();
  readonly #classes = makeCharacterClasses();
  readonly #segmenter = new WordSegmenter();
  readonly #keepNumbers: boolean;
  readonly #pattern: RegExp | undefined;
  readonly #found = new FoundTokens();

  constructor({ keepNumbers, tokenPattern }: TokenizerOptions) {
    this.#keepNumbers = keepNumbers;
    this.#pattern = tokenPattern === undefined ? undefined : new RegExp(tokenPattern, 'gu');
  }

  /**
   * @param units the code units of the text (see `CodeUnits`).
   * @returns the tokens in the order of the text; the list is used again for the next text.
   */
  tokenize(text: string, units: Uint16Array): FoundTokens {
    this.#found.clear();
    if (this.#pattern === undefined) this.#scan(text, units);
    else this.#match(text, this.#pattern, units);
    return this.#found;
  }

  #scan(text: string, units: Uint16Array): void {
    const classes = this.#classes;
    const length = text.length;
    let place = 0;
    while (place < length) {
      const kind = classes[units[place]];
      if (kind === characterClass.letter) place = this.#word(text, units, place);
      else if (kind === characterClass.other) place++;
      else if (kind === characterClass.digit) place = this.#number(text, units, place);
      else if (kind === characterClass.unspaced) place = this.#unspaced(text, units, place);
      else if (kind === characterClass.surrogate) place = this.#astral(text, units, place);
      else place++;
    }
  }

  /** Takes a word from `start` on; returns the place after it. The innermost loop of an import. */
  #word(text: string, units: Uint16Array, start: number): number {
    const classes = this.#classes;
    const length = text.length;
    let hash = units[start];
    let place = start + 1;
    while (place < length) {
      const unit = units[place];
      const kind = classes[unit];
      if (kind === characterClass.joiner) {
        const next = place + 1 < length ? classes[units[place + 1]] : characterClass.other;
        if (next < characterClass.letter || next > characterClass.digit) break;
      } else if (kind < characterClass.letter || kind > characterClass.digit) {
        if (kind !== characterClass.surrogate || !isAstralLetter(text, place)) break;
        hash = (Math.imul(hash, 31) + unit) | 0;
        place++; // and the second half below
      }
      hash = (Math.imul(hash, 31) + units[place]) | 0;
      place++;
    }
    const after = endOfAddress(units, start, place, length);
    if (after > place) return after;
    if (place - start > longestWord) return place;
    this.#found.push(this.forms.intern(units, start, place, hash), start, place);
    return place;
  }

  /** Takes what begins with a digit: `3rd`, `1990s`, `1,000`. */
  #number(text: string, units: Uint16Array, start: number): number {
    const classes = this.#classes;
    let place = start + 1;
    while (place < text.length) {
      const kind = classes[units[place]];
      const isInside =
        (kind >= characterClass.letter && kind <= characterClass.digit) ||
        (isSeparator(units[place]) && isBetweenDigits(classes, units, place, text.length));
      if (!isInside) break;
      place++;
    }
    if (this.#keepNumbers) this.#emitStretch(units, start, place);
    return place;
  }

  #unspaced(text: string, units: Uint16Array, start: number): number {
    const classes = this.#classes;
    let end = start;
    while (end < text.length) {
      const kind = classes[units[end]];
      if (kind === characterClass.surrogate) {
        if (classOfCharacter(characterAt(text, end)) !== characterClass.unspaced) break;
        end++;
      } else if (kind !== characterClass.unspaced && kind !== characterClass.mark) break;
      end++;
    }
    this.#segmenter.segment(text.slice(start, end), (from, to) => {
      this.#emitStretch(units, start + from, start + to);
    });
    return end;
  }

  #astral(text: string, units: Uint16Array, start: number): number {
    const kind = classOfCharacter(characterAt(text, start));
    if (kind === characterClass.unspaced) return this.#unspaced(text, units, start);
    if (kind !== characterClass.letter) return start + 2;
    let end = start;
    while (end < text.length) {
      const character = characterAt(text, end);
      const next = classOfCharacter(character);
      if (next < characterClass.letter || next > characterClass.digit) break;
      end += character.length;
    }
    this.#emitStretch(units, start, end);
    return end;
  }

  #match(text: string, pattern: RegExp, units: Uint16Array): void {
    for (const match of text.matchAll(pattern)) {
      const [token] = match;
      if (token.length > 0) this.#emitStretch(units, match.index, match.index + token.length);
    }
  }

  #emitStretch(units: Uint16Array, start: number, end: number): void {
    if (end - start > longestWord) return;
    const form = this.forms.intern(units, start, end, hashUnits(units, start, end));
    this.#found.push(form, start, end);
  }
}

function characterAt(text: string, place: number): string {
  return String.fromCodePoint(text.codePointAt(place)!);
}

function isAstralLetter(text: string, place: number): boolean {
  const kind = classOfCharacter(characterAt(text, place));
  return kind >= characterClass.letter && kind <= characterClass.digit;
}

const fullStop = 46;
const comma = 44;

function isSeparator(unit: number): boolean {
  return unit === fullStop || unit === comma;
}

function isBetweenDigits(
  classes: Uint8Array,
  units: Uint16Array,
  place: number,
  length: number,
): boolean {
  const { digit } = characterClass;
  if (place + 1 >= length) return false;
  return classes[units[place - 1]] === digit && classes[units[place + 1]] === digit;
}
