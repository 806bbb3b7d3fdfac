/** Counts every word of an import. */
import { Uint32List } from '../text/growing-arrays.ts';
import { wordMask } from '../text/tokenizing-messages.ts';
import { kept } from '../text/word-rules.ts';
import type { WholeTally } from './whole-tally.ts';

/**
 * All words of an import and how often they occur, by provisional numbers in the order in which
 * they turn up (which threads may change: the final numbers are given by `chooseWords`).
 *
 * A term is what is counted: the word itself, or the stem that it shares with other words.
 */
export class WordTally {
  readonly words: string[] = [];
  /** Per word: why it is left out, or `kept`. */
  readonly verdicts = new Uint32List();
  readonly termOfWord = new Uint32List();
  /** Term names; the same list as `words` while words are counted as they are. */
  readonly terms: string[];
  /** In how many whole works each term is; undefined where nobody asks. */
  readonly wholes: WholeTally | undefined;
  readonly #wordIds = new Map<string, number>();
  readonly #termIds: Map<string, number>;
  #tokensOfWord = new Float64Array(1024);
  #documentsOfTerm = new Uint32Array(1024);
  #lastDocumentOfTerm = new Uint32Array(1024); // plus 1; 0 is none

  constructor({ withTerms, wholes }: { withTerms: boolean; wholes?: WholeTally | undefined }) {
    this.wholes = wholes;
    this.#termIds = withTerms ? new Map() : this.#wordIds;
    this.terms = withTerms ? [] : this.words;
  }

  /** The number of a word, new or known. */
  intern(
    word: string,
    { term = word, verdict = kept }: { term?: string | undefined; verdict?: number } = {},
  ): number {
    const known = this.#wordIds.get(word);
    if (known !== undefined) return known;
    const id = this.words.length;
    this.#wordIds.set(word, id);
    this.words.push(word);
    this.verdicts.push(verdict);
    this.termOfWord.push(this.#termIds === this.#wordIds ? id : this.#internTerm(term));
    this.#makeRoom();
    return id;
  }

  idOf(word: string): number | undefined {
    return this.#wordIds.get(word);
  }

  /** Counts the tokens of one document, whether or not they have the `joinedFlag`. */
  count(words: Uint32Array, document: number): void {
    const tokens = this.#tokensOfWord;
    const documents = this.#documentsOfTerm;
    const last = this.#lastDocumentOfTerm;
    const terms = this.termOfWord.values;
    const { wholes } = this;
    for (const flagged of words) {
      const word = flagged & wordMask;
      tokens[word]++;
      const term = terms[word];
      if (last[term] === document + 1) continue;
      last[term] = document + 1;
      documents[term]++;
      wholes?.count(term, document);
    }
  }

  /** Before the tokens are counted a second time, as phrases. */
  forgetCounts(): void {
    this.#tokensOfWord.fill(0);
    this.#documentsOfTerm.fill(0);
    this.#lastDocumentOfTerm.fill(0);
    this.wholes?.forgetCounts();
  }

  /**
   * Per term, its most frequent word that is not left out (of equals, the first by name);
   * undefined for a term all of whose words are.
   */
  commonestWords(): (string | undefined)[] {
    const best = new Int32Array(this.terms.length).fill(-1);
    const tokens = this.#tokensOfWord;
    this.words.forEach((word, id) => {
      if (this.verdicts.at(id) !== kept) return;
      const term = this.termOfWord.at(id);
      const other = best[term];
      const isBetter =
        other < 0 ||
        tokens[id] > tokens[other] ||
        (tokens[id] === tokens[other] && word < this.words[other]);
      if (isBetter) best[term] = id;
    });
    return Array.from(best, (id) => (id < 0 ? undefined : this.words[id]));
  }

  get tokensOfWord(): Float64Array {
    return this.#tokensOfWord.subarray(0, this.words.length);
  }

  get documentsOfTerm(): Uint32Array {
    return this.#documentsOfTerm.subarray(0, this.terms.length);
  }

  #internTerm(term: string): number {
    const known = this.#termIds.get(term);
    if (known !== undefined) return known;
    const id = this.terms.length;
    this.#termIds.set(term, id);
    this.terms.push(term);
    return id;
  }

  #makeRoom(): void {
    if (this.words.length <= this.#tokensOfWord.length) return;
    const capacity = this.#tokensOfWord.length * 2;
    this.#tokensOfWord = grown(this.#tokensOfWord, new Float64Array(capacity));
    this.#documentsOfTerm = grown(this.#documentsOfTerm, new Uint32Array(capacity));
    this.#lastDocumentOfTerm = grown(this.#lastDocumentOfTerm, new Uint32Array(capacity));
  }
}

function grown<T extends Float64Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
