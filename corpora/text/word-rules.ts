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

/** With the two other reasons and `kept` they fit into the six bits that a verdict has in a batch. */
export const mostStopLists = 61;

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
  /** The same where case is kept: stop words are left out in any case. */
  readonly #withoutCase: (text: string) => string;
  /** By words as they are normalized. */
  readonly #replacements: ReadonlyMap<string, string>;

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
    this.#withoutCase = lowerCaseFor(options);
    this.#lowerCase = options.keepCase ? (text) => text : this.#withoutCase;
    this.#replacements = new Map(
      Array.from(options.replacements, ([from, to]) => [this.normalize(from), to]),
    );
  }

  rule(form: string): Ruling {
    const replaced = this.#replacements;
    let word = this.normalize(form);
    if (this.#elisions !== undefined && !replaced.has(word))
      word = word.replace(this.#elisions, '');
    let list = replaced.has(word) ? -1 : this.#stopList(word);
    if (this.#english && list < 0 && !replaced.has(word)) word = possessiveBase(word);
    const replacement = replaced.get(word);
    if (replacement === '') return this.#drop(word, this.reasons.length);
    if (replacement !== undefined) {
      word = replacement;
      list = this.#stopList(word);
    }
    if (list >= 0) return this.#drop(word, list + 1);
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
      .replace(/[’\u02bc]/gu, "'")
      .replace(/[\u2010\u2011]/gu, '-');
  }

  #drop(word: string, verdict: number): Ruling {
    return { word, term: word, verdict };
  }

  #stopList(word: string): number {
    const { stopLists } = this.#options;
    const plain = this.#options.keepCase ? this.#withoutCase(word) : word;
    const base = this.#english && isContraction(plain) ? possessiveBase(plain) : plain;
    return stopLists.findIndex(({ words }) => words.has(plain) || words.has(base));
  }
}

function lowerCaseFor({ languages }: WordRulesOptions): (text: string) => string {
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
