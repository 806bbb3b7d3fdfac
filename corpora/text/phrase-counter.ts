/** Counts pairs of words that stand side by side, and tells phrases from chance. */
import { SequenceTable } from './sequence-table.ts';

/** How tokens look to the search for phrases. */
export interface PhraseTokens {
  readonly terms: Uint32Array;
  /** Per token: see `tokenRole`. */
  readonly roles: Uint8Array;
  /** Per token: 1 when only white space lies between it and the token before; else 0. */
  readonly joined: Uint8Array;
}

export const tokenRole = {
  /** May begin and end a phrase. */
  content: 0,
  /** A stop word: may stand inside a phrase. */
  connector: 1,
  /** Ends a phrase. */
  barrier: 2,
} as const;

/** Stop words in a row inside a phrase, as in "state of the union". */
const mostConnectors = 2;

/** Two content words with at most two stop words between them. */
export interface Collocation {
  /** The terms in order, connectors too. */
  readonly terms: readonly number[];
  readonly count: number;
  /** Normalized pointwise mutual information of the two content words, in [-1, 1]. */
  readonly npmi: number;
}

/**
 * Counts how often two words stand together, and tells which do so more often than chance.
 *
 * Source of the measure: Bouma, "Normalized (pointwise) mutual information in collocation
 * extraction" (2009).
 */
export class PhraseCounter {
  readonly #pairs = new SequenceTable();
  /** Content words seen so far. */
  numTokens = 0;
  #tokensOfTerm = new Uint32Array(1024);

  /** @param isWanted which pairs to count, by their first and last term. */
  count(
    { terms, roles, joined }: PhraseTokens,
    isWanted: (first: number, last: number) => boolean = () => true,
  ): void {
    for (let first = 0; first < terms.length; first++) {
      if (roles[first] !== tokenRole.content) continue;
      this.#countTerm(terms[first]);
      const last = this.#partner(roles, joined, first);
      if (last < 0 || !isWanted(terms[first], terms[last])) continue;
      this.#pairs.count(terms, first, last);
    }
  }

  /** The pairs that occur at least `minCount` times with an NPMI of at least `minNpmi`. */
  collocations({ minCount, minNpmi }: { minCount: number; minNpmi: number }): Collocation[] {
    const found: Collocation[] = [];
    for (const { terms, count } of this.#pairs.entries(minCount)) {
      const npmi = npmiOf({
        together: count / this.numTokens,
        first: this.#tokensOfTerm[terms[0]] / this.numTokens,
        last: this.#tokensOfTerm[terms[terms.length - 1]] / this.numTokens,
      });
      if (npmi >= minNpmi) found.push({ terms, count, npmi });
    }
    return found;
  }

  #countTerm(term: number): void {
    if (term >= this.#tokensOfTerm.length) {
      const grown = new Uint32Array(term * 2);
      grown.set(this.#tokensOfTerm);
      this.#tokensOfTerm = grown;
    }
    this.#tokensOfTerm[term]++;
    this.numTokens++;
  }

  /** The next content word, when only connectors lie between; -1 when there is none. */
  #partner(roles: Uint8Array, joined: Uint8Array, first: number): number {
    const end = Math.min(roles.length, first + mostConnectors + 2);
    for (let next = first + 1; next < end; next++) {
      if (joined[next] === 0 || roles[next] === tokenRole.barrier) return -1;
      if (roles[next] === tokenRole.content) return next;
    }
    return -1;
  }
}

function npmiOf({ together, first, last }: Record<'together' | 'first' | 'last', number>): number {
  if (together >= 1) return 1;
  return Math.log(together / (first * last)) / -Math.log(together);
}
