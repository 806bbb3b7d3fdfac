/** Counts the languages of texts by their stop words. */
import { languageLists } from './stop-words.ts';

export interface MinorLanguage {
  /** ISO 639-1. */
  readonly language: string;
  /** The share of the texts, 0 to 1. */
  readonly share: number;
}

/** The words of a text's beginning that are looked at. */
const numWords = 60;
const fewestWords = 8;
/** A text is in a language if this share of it is its stop words, and no other comes near. */
const leastOfText = 0.25;
/** By how much a language must be ahead: related ones share many stop words. */
const ahead = 1.25;
const leastShare = 0.01;
const fewestTexts = 3;

/** Scripts in which words are not set apart, or which one language has for itself. */
const scripts = [
  ['ja', /[\p{scx=Hira}\p{scx=Kana}]/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['th', /\p{Script=Thai}/gu],
  ['my', /\p{Script=Myanmar}/gu],
  ['zh', /\p{Script=Han}/gu],
] as const;

/** Where none of them is, they need not be counted. */
const unspaced = /[\u0e00-\u0e7f\u1000-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7ff]/u;

function byScript(start: string): string | undefined {
  const letters = start.match(/\p{L}/gu)?.length ?? 0;
  const isIn = (script: RegExp): boolean =>
    (start.match(script)?.length ?? 0) > letters * leastOfText;
  return scripts.find(([, script]) => isIn(script))?.[0];
}

/** In how many texts each language is the one of most stop words. */
export class LanguageTally {
  readonly #languages: readonly string[];
  /** Per stop word: the languages that have it, as indices. */
  readonly #languagesOf = new Map<string, number[]>();
  readonly #texts = new Map<string, number>();
  #numTexts = 0;

  private constructor(lists: readonly (readonly [string, readonly string[]])[]) {
    this.#languages = lists.map(([language]) => language);
    for (const [index, [, words]] of lists.entries()) {
      for (const word of new Set(words)) {
        const known = this.#languagesOf.get(word);
        if (known === undefined) this.#languagesOf.set(word, [index]);
        else known.push(index);
      }
    }
  }

  static async load(): Promise<LanguageTally> {
    return new LanguageTally(await languageLists());
  }

  note(text: string): void {
    this.#numTexts++;
    const language = this.languageOf(text);
    if (language !== undefined) this.#texts.set(language, (this.#texts.get(language) ?? 0) + 1);
  }

  /** Undefined where too little of the text tells it. */
  languageOf(text: string): string | undefined {
    const start = text.slice(0, numWords * 8);
    const ofScript = unspaced.test(start) ? byScript(start) : undefined;
    if (ofScript !== undefined) return ofScript;
    const words = start.toLowerCase().match(/\p{L}[\p{L}\p{M}]*/gu) ?? [];
    return words.length < fewestWords ? undefined : this.#byStopWords(words);
  }

  /** Languages of at least 1% of the texts that are not among the known, the commonest first. */
  minor(known: readonly string[]): MinorLanguage[] {
    const least = Math.max(fewestTexts, this.#numTexts * leastShare);
    return [...this.#texts]
      .filter(([language, count]) => count >= least && !known.includes(language))
      .sort(([a, countOfA], [b, countOfB]) => countOfB - countOfA || (a < b ? -1 : 1))
      .map(([language, count]) => ({ language, share: count / this.#numTexts }));
  }

  /** A word counts for the less, the more languages have it as a stop word. */
  #byStopWords(words: readonly string[]): string | undefined {
    const numHits = new Uint32Array(this.#languages.length);
    const scores = new Float64Array(this.#languages.length);
    for (const word of words) {
      const languages = this.#languagesOf.get(word) ?? [];
      for (const language of languages) {
        numHits[language]++;
        scores[language] += 1 / languages.length;
      }
    }
    const best = indexOfLargest(scores);
    if (numHits[best] < words.length * leastOfText) return undefined;
    const isAhead = scores.every((score, at) => at === best || scores[best] >= score * ahead);
    return isAhead ? this.#languages[best] : undefined;
  }
}

function indexOfLargest(values: Float64Array): number {
  return values.reduce((best, value, index) => (value > values[best] ? index : best), 0);
}
