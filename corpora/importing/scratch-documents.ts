import { VarintReader } from '../database/token-spans.ts';
import { type PhraseTokens, tokenRole } from '../text/phrase-counter.ts';
import { kept } from '../text/word-rules.ts';
import type { ScratchTokens } from './scratch-tokens.ts';
import type { WordTally } from './word-tally.ts';

/** A document of the scratch file, opened up for the search for phrases. */
export interface ScratchDocument extends PhraseTokens {
  /** Provisional numbers of the words. */
  readonly words: Uint32Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/** The documents of a scratch file that holds everything, dropped words too. */
export function* scratchDocuments(
  scratch: ScratchTokens,
  tally: WordTally,
  numStopLists: number,
): Generator<ScratchDocument> {
  const termOfWord = tally.termOfWord.values;
  const roleOfWord = Uint8Array.from(tally.verdicts.values, (verdict) => {
    if (verdict === kept) return tokenRole.content;
    return verdict <= numStopLists ? tokenRole.connector : tokenRole.barrier;
  });
  for (const { lengths, words, spans } of scratch.batches()) {
    const places = new VarintReader(spans ?? new Uint8Array(0));
    let token = 0;
    for (const length of lengths) {
      const own = words.subarray(token, token + length);
      token += length;
      const starts = new Uint32Array(length);
      const ends = new Uint32Array(length);
      const joined = new Uint8Array(length);
      for (let index = 0, end = 0; index < length; index++) {
        const gap = places.next();
        starts[index] = end + (gap >>> 1);
        end = starts[index] + places.next();
        ends[index] = end;
        joined[index] = index > 0 ? gap & 1 : 0;
      }
      const terms = own.map((word) => termOfWord[word]);
      const roles = new Uint8Array(own.length);
      for (let index = 0; index < own.length; index++) roles[index] = roleOfWord[own[index]];
      yield { words: own, terms, roles, joined, starts, ends };
    }
  }
}
