import { VarintReader } from '../database/token-spans.ts';
import { type PhraseTokens, tokenRole } from '../text/phrase-counter.ts';
import { kept } from '../text/word-rules.ts';
import type { ScratchTokens, TokenBatch } from './scratch-tokens.ts';
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
  /** Places in the texts of the documents; ends are exclusive. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
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
  for (const batch of scratch.batches()) {
    const { lengths, words } = batch;
    const terms = new Uint32Array(words.length);
    const roles = new Uint8Array(words.length);
    for (let token = 0; token < words.length; token++) {
      terms[token] = termOfWord[words[token]];
      roles[token] = roleOfWord[words[token]];
    }
    yield { lengths, words, terms, roles, ...placesOf(batch) };
  }
}

function placesOf({
  lengths,
  words,
  spans = new Uint8Array(0),
}: TokenBatch): Pick<OpenedBatch, 'starts' | 'ends' | 'joined'> {
  const starts = new Uint32Array(words.length);
  const ends = new Uint32Array(words.length);
  const joined = new Uint8Array(words.length);
  const places = new VarintReader(spans);
  let token = 0;
  for (const length of lengths) {
    let end = 0;
    for (const first = token, last = token + length; token < last; token++) {
      const gap = places.next();
      starts[token] = end + (gap >>> 1);
      end = starts[token] + places.next();
      ends[token] = end;
      joined[token] = token > first ? gap & 1 : 0;
    }
  }
  return { starts, ends, joined };
}
