/** Which words are left out before anything is counted. */
import { folded } from './folding.ts';
import { elisions, isContraction, possessiveBase } from './apostrophes.ts';

/** Why a word is left out before anything is counted; 0 means that it stays. */
export const kept = 0;

/** What becomes of one word form. */
export interface Ruling {
  /** The word as a person reads it: normalized, but not stemmed. */
  readonly word: string;
  /** What is counted: the stem, the lemma, or the word itself. */
  readonly term: string;
  /** `kept`, or 1 + the index in `WordRules.reasons`. */
  readonly verdict: number;
}

export interface StopList {
  /** As the report names it: a language's code or a file. */
  readonly name: string;
  readonly words: ReadonlySet<string>;
}

export interface WordRulesOptions {
  readonly languages: readonly string[];
  readonly stopLists: readonly StopList[];
  /** In characters; East Asian ones count double, since one of them says as much as two. */
  readonly minLength: number;
  readonly keepCase: boolean;
  /** Words to put in the place of others; an empty one removes the word. */
  readonly replacements: ReadonlyMap<string, string>;
  /** Takes a word to what is counted in its place; absent without stemming. */
  readonly reduce?: ((word: string) => string) | undefined;
}

/**
 * Decides what becomes of a word form. It is asked once for each distinct form, so it may take its
 * time: the text itself is never normalized.
 */
export class WordRules {
  /** Names of the filters, in the order in which they are applied. */
  readonly reasons: readonly string[];
  readonly #options: WordRulesOptions;
  readonly #english: boolean;
  readonly #foldsAlef: boolean;
  readonly #elisions: RegExp | undefined;
  readonly #lowerCase: (text: string) => string;

  constructor(options: WordRulesOptions) {
    this.#options = options;
    this.reasons = [
      ...options.stopLists.map((list) => `stop words (${list.name})`),
      `shorter than ${options.minLength}`,
      'replacements',
    ];
    this.#english = options.languages.includes('en');
    this.#foldsAlef = options.languages.includes('ar');
    this.#elisions = elisions(options.languages);
    this.#lowerCase = lowerCaseFor(options);
  }

  rule(form: string): Ruling {
    let word = this.normalize(form);
    const replacement = this.#options.replacements.get(word);
    if (replacement === '') return this.#drop(word, this.reasons.length);
    if (replacement !== undefined) word = replacement;
    else if (this.#elisions !== undefined) word = word.replace(this.#elisions, '');
    const list = this.#stopList(word);
    if (list >= 0) return this.#drop(word, list + 1);
    if (this.#english && replacement === undefined) word = possessiveBase(word);
    if (columns(word) < this.#options.minLength) return this.#drop(word, this.reasons.length - 1);
    return { word, term: this.#options.reduce?.(word) ?? word, verdict: kept };
  }

  /** Why a word that comes as a count is left out, or `kept`: such words stay as they are. */
  verdictOn(word: string): number {
    const list = this.#stopList(word);
    if (list >= 0) return list + 1;
    return columns(word) < this.#options.minLength ? this.reasons.length - 1 : kept;
  }

  /** Compatibility forms and case are folded; apostrophes and hyphens have one form each. */
  normalize(form: string): string {
    return folded(this.#lowerCase(form.normalize('NFKC')), this.#foldsAlef)
      .replace(/’/gu, "'")
      .replace(/[\u2010\u2011]/gu, '-');
  }

  #drop(word: string, verdict: number): Ruling {
    return { word, term: word, verdict };
  }

  #stopList(word: string): number {
    const { stopLists } = this.#options;
    const plain = this.#options.keepCase ? word.toLowerCase() : word;
    const base = this.#english && isContraction(plain) ? possessiveBase(plain) : plain;
    return stopLists.findIndex(({ words }) => words.has(plain) || words.has(base));
  }
}

function lowerCaseFor({ keepCase, languages }: WordRulesOptions): (text: string) => string {
  if (keepCase) return (text) => text;
  if (languages[0] === 'tr' || languages[0] === 'az') return (text) => text.toLocaleLowerCase('tr');
  // The dot that lower-casing leaves over the i of İ is no part of the word.
  return (text) => text.toLowerCase().replace(/i\u0307/gu, 'i');
}

const wide = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}]/u;

function columns(word: string): number {
  let width = 0;
  for (const character of word) width += wide.test(character) ? 2 : 1;
  return width;
}
