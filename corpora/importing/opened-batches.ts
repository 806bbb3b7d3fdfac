/** Batches of tokens opened for the search for phrases. */
import { type PhraseTokens, tokenRole } from '../text/phrase-counter.ts';
import { kept } from '../text/word-rules.ts';
import { wordMask } from '../text/tokenizing-messages.ts';
import type { ScratchTokens } from './scratch-tokens.ts';
import type { WordTally } from './word-tally.ts';

/**
 * Some documents of the scratch file, opened up for the search for phrases: the tokens of all of
 * them one after the other. The first token of a document is never joined to the one before it.
 */
export interface OpenedBatch extends PhraseTokens {
  /** Tokens of each document. */
  readonly lengths: Uint32Array;
  /** Provisional numbers of the words. */
  readonly words: Uint32Array;
  /** As in the scratch file. */
  readonly spans: Uint8Array;
}

/** The batches of a scratch file that holds everything, dropped words too. */
export function* openedBatches(
  scratch: ScratchTokens,
  tally: WordTally,
  numStopLists: number,
): Generator<OpenedBatch> {
  const termOfWord = tally.termOfWord.values;
  const roleOfWord = Uint8Array.from(tally.verdicts.values, (verdict) => {
    if (verdict === kept) return tokenRole.content;
    return verdict <= numStopLists ? tokenRole.connector : tokenRole.barrier;
  });
  for (const { lengths, words, spans = new Uint8Array(0) } of scratch.batches()) {
    const terms = new Uint32Array(words.length);
    const roles = new Uint8Array(words.length);
    const joined = new Uint8Array(words.length);
    for (let token = 0; token < words.length; token++) {
      const word = words[token] & wordMask;
      terms[token] = termOfWord[word];
      roles[token] = roleOfWord[word];
      joined[token] = words[token] >>> 31;
      words[token] = word;
    }
    forEachStart(lengths, (token) => (joined[token] = 0));
    yield { lengths, words, terms, roles, joined, spans };
  }
}

/** The first token of every document that has one. */
function forEachStart(lengths: Uint32Array, visit: (token: number) => void): void {
  let token = 0;
  for (const length of lengths) {
    if (length > 0) visit(token);
    token += length;
  }
}
