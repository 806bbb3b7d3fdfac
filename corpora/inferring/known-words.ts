/** Finds the words of a model in new texts. */
import { Uint32List } from '../text/growing-arrays.ts';
import { PhraseCutter } from '../text/phrase-cutter.ts';
import { PhraseMatcher } from '../text/phrase-matcher.ts';
import { joinedFlag, type TokenizedBatch, wordMask } from '../text/tokenizing-messages.ts';
import { kept } from '../text/word-rules.ts';
import type { PoolAnswer } from '../threads/tokenizing-pool.ts';
import type { SettledWords } from '../importing/settle-words.ts';

/** The known words of some documents. */
export interface KnownTokens {
  /** Known tokens of each document. */
  readonly lengths: Uint32Array;
  /** The word of every known token, by the model's number. */
  readonly words: Uint32Array;
  /** Tokens of each document that the model does not know, though no filter takes them away. */
  readonly numUnknown: Uint32Array;
}

/** What a word of a tokenizing thread is to the model. */
const unknown = -1;
const dropped = -2;

interface ModelWords {
  readonly words: readonly string[];
  /** What was counted where it is not the word itself; parallel to `words`. */
  readonly stems: readonly (string | null)[];
}

/** Gives words their numbers in the model, by what was counted: a stem, a phrase or the word. */
export class KnownWords {
  readonly #idOfTerm = new Map<string, number>();
  readonly #idOfWord: ReadonlyMap<string, number>;
  readonly #phrases: Phrases | undefined;
  /** By thread and its number of the word: its number in the model, `unknown` or `dropped`. */
  readonly #threads: { readonly ids: number[]; readonly terms: Uint32List }[] = [];

  /**
   * @param phrases those that were found in the model's corpus; those that were given are among the
   *   settled words.
   */
  constructor({ words, stems }: ModelWords, settled: SettledWords, phrases: readonly string[]) {
    this.#idOfWord = new Map(words.map((word, id) => [word, id]));
    words.forEach((word, id) => this.#idOfTerm.set(stems[id] ?? word, id));
    if (settled.setup.keepDropped) {
      this.#phrases = new Phrases(settled, phrases, (word) => this.#idOfTerm.get(word) ?? unknown);
    }
  }

  ofTexts({ thread, tokenized }: PoolAnswer): KnownTokens {
    const { ids, terms } = (this.#threads[thread] ??= { ids: [], terms: new Uint32List() });
    const { newWords, newTerms, newVerdicts, lengths } = tokenized;
    newWords.forEach((word, index) => {
      const term = newTerms[index] ?? word;
      const isKept = newVerdicts[index] === kept;
      ids.push(isKept ? (this.#idOfTerm.get(term) ?? unknown) : dropped);
      terms.push(this.#phrases?.termOf(term) ?? 0);
    });
    if (this.#phrases === undefined) {
      const found = Int32Array.from(tokenized.words, (word) => ids[word]);
      return knownOnly(lengths, found);
    }
    return this.#withPhrases(tokenized, ids, terms.values);
  }

  /** The word of a count, which stands for itself. */
  ofCounts(vocabulary: readonly string[], tokens: Uint32Array): KnownTokens {
    const found = Int32Array.from(tokens, (token) => {
      const word = vocabulary[token];
      return this.#idOfWord.get(word) ?? this.#idOfTerm.get(word) ?? unknown;
    });
    return knownOnly(Uint32Array.of(tokens.length), found);
  }

  #withPhrases(
    { lengths, words }: TokenizedBatch,
    ids: readonly number[],
    termOfWord: Uint32Array,
  ): KnownTokens {
    const { matcher, ids: idOfPhrase } = this.#phrases!;
    const terms = words.map((word) => termOfWord[word & wordMask]);
    const joined = Uint8Array.from(words, (word) => ((word & joinedFlag) === 0 ? 0 : 1));
    const found = new Int32Array(words.length).fill(dropped);
    separate(lengths, joined);
    for (let token = 0; token < words.length;) {
      const after = matcher.match({ terms, roles: joined, joined }, token);
      found[token] = after > 0 ? idOfPhrase[matcher.word] : ids[words[token] & wordMask];
      token = after > 0 ? after : token + 1;
    }
    return knownOnly(lengths, found);
  }
}

/** The phrases of a model's corpus, as sequences of terms. */
class Phrases {
  readonly matcher = new PhraseMatcher();
  /** By the number that the matcher has of a phrase. */
  readonly ids: number[] = [];
  /** Terms that are part of a phrase, from 1 up; all others are 0. */
  readonly #terms = new Map<string, number>();

  constructor(
    { joins, setup, rules }: SettledWords,
    found: readonly string[],
    idOf: (phrase: string) => number,
  ) {
    const cutter = new PhraseCutter(setup);
    const all = new Map([
      ...joins,
      ...found.map((phrase) => [phrase.replaceAll('_', ' '), phrase] as const),
    ]);
    for (const [phrase, word] of all) {
      const terms = cutter.cut(phrase).map((form) => this.#number(rules.rule(form).term));
      const id = word === '' ? ofRemoved(phrase, idOf) : idOf(word);
      if (terms.length > 0) this.matcher.add(terms, this.ids.push(id) - 1);
    }
  }

  termOf(term: string): number {
    return this.#terms.get(term) ?? 0;
  }

  #number(term: string): number {
    const known = this.#terms.get(term) ?? this.#terms.size + 1;
    this.#terms.set(term, known);
    return known;
  }
}

/** A phrase with nothing in its place; older versions joined it to a word. */
function ofRemoved(phrase: string, idOf: (phrase: string) => number): number {
  const id = idOf(phrase.replaceAll(' ', '_'));
  return id === unknown ? dropped : id;
}

/** The first word of a document is joined to none before it. */
function separate(lengths: Uint32Array, joined: Uint8Array): void {
  let first = 0;
  for (const length of lengths) {
    if (length > 0) joined[first] = 0;
    first += length;
  }
}

function knownOnly(lengths: Uint32Array, found: Int32Array): KnownTokens {
  const known = new Uint32Array(lengths.length);
  const numUnknown = new Uint32Array(lengths.length);
  let token = 0;
  lengths.forEach((length, document) => {
    for (const end = token + length; token < end; token++) {
      if (found[token] >= 0) known[document]++;
      else if (found[token] === unknown) numUnknown[document]++;
    }
  });
  return { lengths: known, words: Uint32Array.from(found.filter((id) => id >= 0)), numUnknown };
}
