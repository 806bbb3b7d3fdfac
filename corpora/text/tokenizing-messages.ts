/** Every message between the importing thread and the tokenizing threads. */
import type { SplitOptions } from './pieces.ts';

/** Every message between the importing thread and the tokenizing threads, and what they start with. */

/** Given to a tokenizing thread as its `workerData`. */
export interface TokenizingStart {
  readonly setup: TokenizingSetup;
  /** Shared, one element: the thread adds 1 before each text. */
  readonly begun: Int32Array;
}

export interface TokenizingSetup {
  readonly keepNumbers: boolean;
  readonly tokenPattern: string | undefined;
  readonly keepCase: boolean;
  readonly minLength: number;
  readonly languages: readonly string[];
  readonly stopLists: readonly { readonly name: string; readonly words: ReadonlySet<string> }[];
  readonly replacements: ReadonlyMap<string, string>;
  readonly reduction: Reduction;
  readonly split: SplitOptions;
  /** Whether stop words and the like are handed on too, because phrases may hold them. */
  readonly keepDropped: boolean;
  /** Whether capitals are counted, which tell names. */
  readonly dropNames?: boolean | undefined;
}

/** What is counted in place of a word: its stem, its lemma (English only), or the word itself. */
export type Reduction = 'none' | 'stem' | 'lemma';

/** To a tokenizing thread; it answers with one `TokenizedBatch`, in the order of asking. */
export interface TextBatch {
  readonly texts: readonly string[];
}

/** Words are numbered by each thread for itself, from 0 up, in the order of `newWords`. */
export interface TokenizedBatch {
  /** Words that this thread meets for the first time, and what is counted in their place. */
  readonly newWords: readonly string[];
  /** Parallel to `newWords`; empty when words are counted as they are. */
  readonly newTerms: readonly string[];
  /** Parallel to `newWords`: why the word is left out, 0 when it stays. */
  readonly newVerdicts: Uint8Array;
  /** Pieces of each text. */
  readonly numPieces: Uint32Array;
  /** Where each piece ends in its text (UTF-16 code units). */
  readonly pieceEnds: Uint32Array;
  /** Tokens of each piece. */
  readonly lengths: Uint32Array;
  /** The word of every token; see `joinedFlag`. */
  readonly words: Uint32Array;
  /**
   * For every token two varints: the distance from the end of the token before (or from the start
   * of the piece), and its length.
   */
  readonly spans: Uint8Array;
  /** Where the spans of each text end (bytes). */
  readonly spanEnds: Uint32Array;
  /** Two per text, see `fingerprintOf`. */
  readonly fingerprints: Uint32Array;
  /** Tokens left out, texts x (1 + reasons): a row for each text, by verdict. */
  readonly dropped: Uint32Array;
  /** By the thread's numbers of words, see `CapitalCounter`; absent unless they are counted. */
  readonly capitals?: Uint32Array | undefined;
}

/**
 * Added to the number of a word when only white space lies between its token and the one before:
 * looked at when phrases are wanted, and not set otherwise.
 */
export const joinedFlag = 0x8000_0000;

/** Takes the flag off the number of a word. */
export const wordMask = 0x7fff_ffff;
