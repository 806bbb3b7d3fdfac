/** Finds the words of a document in its text, where another program chose the words. */
import { CodeUnits } from './code-units.ts';
import { Tokenizer } from './tokenizer.ts';
import { WordRules } from './word-rules.ts';

/** Where the tokens of a document stand in its text, in UTF-16 code units. */
export interface WordPlaces {
  /** -1 for a token that was not found. */
  readonly starts: Int32Array;
  /** Exclusive. */
  readonly ends: Int32Array;
}

/** Where something stands in a text; the end is exclusive. */
interface Place {
  readonly start: number;
  readonly end: number;
}

/** A text taken apart in one way: the words in their order, and where each of them occurs. */
interface Reading {
  readonly words: readonly string[];
  readonly places: readonly Place[];
  /** Indices into both, rising. */
  readonly occurrences: ReadonlyMap<string, readonly number[]>;
}

/** What MALLET takes for a word unless it is told otherwise: `e.g`, `o'clock`. */
const malletWord = /\p{L}[\p{L}\p{P}]+\p{L}/gu;
const letters = /[\p{L}\p{M}]+/gu;
const lettersAndDigits = /[\p{L}\p{M}\p{N}]+/gu;

/** Words are compared as an import would count them, without case, and with nothing filtered. */
const comparing = new WordRules({
  ...{ languages: [], stopLists: [], minLength: 1, keepCase: false },
  replacements: new Map(),
});

/**
 * Places words by occurrence: the i-th token of a word is its i-th occurrence in the text, whatever
 * the order of the tokens. That is exact where all occurrences of a word are tokens, as they are
 * when a model was made from texts. What a word is differs between programs, so several ways to take
 * the text apart are tried for each word, until one has the word often enough.
 */
export class WordPlacer {
  readonly #tokenizer = new Tokenizer({ keepNumbers: true });
  readonly #units = new CodeUnits();

  /** @param words the word of each token. */
  place(text: string, words: readonly string[]): WordPlaces {
    const readings = this.#readings(text);
    const starts = new Int32Array(words.length).fill(-1);
    const ends = new Int32Array(words.length).fill(-1);
    const inPhrases = new Set<number>();
    for (const [word, tokens] of phrasesFirst(occurrencesIn(words))) {
      const places = placesOf(word, tokens.length, readings, inPhrases);
      for (const [index, token] of tokens.entries()) {
        if (index === places.length) break;
        starts[token] = places[index].start;
        ends[token] = places[index].end;
      }
    }
    return { starts, ends };
  }

  #readings(text: string): readonly (() => Reading)[] {
    return [
      once(() => readingOf(text, this.#tokens(text))),
      once(() => readingOf(text, matches(text, malletWord))),
      once(() => readingOf(text, matches(text, letters))),
      once(() => readingOf(text, matches(text, lettersAndDigits))),
    ];
  }

  #tokens(text: string): Place[] {
    const found = this.#tokenizer.tokenize(text, this.#units.of(text));
    return Array.from({ length: found.length }, (_, token) => ({
      start: found.startOf(token),
      end: found.endOf(token),
    }));
  }
}

/** Where each word occurs, first to last. */
function occurrencesIn(words: readonly string[]): Map<string, number[]> {
  const occurrences = new Map<string, number[]>();
  for (const [at, word] of words.entries()) {
    const known = occurrences.get(word);
    if (known === undefined) occurrences.set(word, [at]);
    else known.push(at);
  }
  return occurrences;
}

/** Phrases first: the words inside them are tokens of the phrase. */
function phrasesFirst(tokens: ReadonlyMap<string, number[]>): [string, number[]][] {
  return [...tokens].sort(([a], [b]) => Number(b.includes('_')) - Number(a.includes('_')));
}

/**
 * The places of a word: of the first reading that has `count` of them, or else of the one that has
 * the most.
 *
 * @param inPhrases starts of words that are part of a phrase; added to where the word is one.
 */
function placesOf(
  word: string,
  count: number,
  readings: readonly (() => Reading)[],
  inPhrases: Set<number>,
): readonly Place[] {
  let best: readonly Place[] = [];
  const plain = comparing.normalize(word);
  for (const reading of readings) {
    const { places, occurrences } = reading();
    const free = (occurrences.get(plain) ?? [])
      .map((at) => places[at])
      .filter(({ start }) => !inPhrases.has(start));
    if (free.length > best.length) best = free;
    if (best.length >= count) return best;
  }
  if (best.length > 0 || !plain.includes('_')) return best;
  return phrasePlaces(plain.split('_'), readings[2](), inPhrases);
}

/** Where the parts of a phrase stand one after the other. */
function phrasePlaces(
  parts: readonly string[],
  { words, places, occurrences }: Reading,
  inPhrases: Set<number>,
): Place[] {
  return (occurrences.get(parts[0]) ?? [])
    .filter((at) => parts.every((part, index) => words[at + index] === part))
    .map((at) => {
      const taken = places.slice(at, at + parts.length);
      for (const { start } of taken) inPhrases.add(start);
      return { start: taken[0].start, end: taken.at(-1)!.end };
    });
}

function matches(text: string, pattern: RegExp): Place[] {
  return Array.from(text.matchAll(pattern), ({ 0: word, index }) => ({
    start: index,
    end: index + word.length,
  }));
}

function readingOf(text: string, places: readonly Place[]): Reading {
  const words = places.map(({ start, end }) => comparing.normalize(text.slice(start, end)));
  return { words, places, occurrences: occurrencesIn(words) };
}

function once<Result>(make: () => Result): () => Result {
  let made: { readonly result: Result } | undefined;
  return () => (made ??= { result: make() }).result;
}
