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
  readonly #lists: readonly (readonly [language: string, words: ReadonlySet<string>])[];
  readonly #languagesOf = new Map<string, readonly string[]>();
  readonly #texts = new Map<string, number>();
  #numTexts = 0;

  private constructor(lists: readonly (readonly [string, readonly string[]])[]) {
    this.#lists = lists.map(([language, words]) => [language, new Set(words)] as const);
  }

  static async load(): Promise<LanguageTally> {
    return new LanguageTally(await languageLists());
  }

  /** Asked once for each word: few of all stop words turn up. */
  #listsWith(word: string): readonly string[] {
    const known = this.#languagesOf.get(word);
    if (known !== undefined) return known;
    const found = this.#lists.filter(([, words]) => words.has(word)).map(([language]) => language);
    this.#languagesOf.set(word, found);
    return found;
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
    const scores = new Map<string, { hits: number; score: number }>();
    for (const word of words) {
      const languages = this.#listsWith(word);
      for (const language of languages) {
        const known = scores.get(language) ?? { hits: 0, score: 0 };
        if (known.hits === 0) scores.set(language, known);
        known.hits++;
        known.score += 1 / languages.length;
      }
    }
    const [best, second] = [...scores].sort(([, a], [, b]) => b.score - a.score);
    if (best === undefined || best[1].hits < words.length * leastOfText) return undefined;
    return best[1].score >= (second?.[1].score ?? 0) * ahead ? best[0] : undefined;
  }
}
