/** Finds phrases and joins their words. */
import { decodeSpans } from '../database/token-spans.ts';
import { PhraseCutter } from '../text/phrase-cutter.ts';
import {
  type Collocation,
  PhraseCounter,
  type PhraseTokens,
  tokenRole,
} from '../text/phrase-counter.ts';
import { noWord, PhraseMatcher } from '../text/phrase-matcher.ts';
import { kept } from '../text/word-rules.ts';
import type { InPieces } from '../breaks.ts';
import type { FoundPhrase } from './report.ts';
import { type OpenedBatch, openedBatches } from './opened-batches.ts';
import type { ScratchTokens } from './scratch-tokens.ts';
import type { SettledWords } from './settle-words.ts';
import { TokenBatchWriter } from './token-batch-writer.ts';
import type { WordTally } from './word-tally.ts';

/** What joining words into phrases did. */
export interface JoinedPhrases {
  /** Found by `--phrases`, the most frequent first. */
  readonly found: readonly FoundPhrase[];
  /** By how much there are fewer tokens now. */
  readonly tokensRemoved: number;
  readonly wordsAdded: number;
}

const unspaced =
  '[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}]';
const betweenUnspaced = new RegExp(`(?<=${unspaced})_(?=${unspaced})`, 'gu');

/**
 * Finds phrases, joins them and those that were given, and recounts all words.
 *
 * @param scratch everything that the texts hold, stop words too.
 * @param joined where the tokens go, without what is dropped.
 */
export function* joinPhrases(
  { scratch, joined, tally }: { scratch: ScratchTokens; joined: ScratchTokens; tally: WordTally },
  settled: SettledWords,
): InPieces<JoinedPhrases> {
  const batches = (): Generator<OpenedBatch> =>
    openedBatches(scratch, tally, settled.setup.stopLists.length);
  const numWords = tally.words.length;
  const phrases = new Phrases(tally);
  phrases.addGiven(settled);
  const minNpmi = settled.settings.phrases;
  const found = minNpmi === undefined ? [] : yield* findPhrases(phrases, batches, minNpmi);
  tally.forgetCounts();
  const tokensRemoved = yield* rewrite(batches(), phrases.matcher, { tally, joined });
  return { found, tokensRemoved, wordsAdded: tally.words.length - numWords };
}

/** A pair must occur this often to be considered: ten times, more in a large corpus. */
function leastCount(numTokens: number): number {
  return Math.max(10, Math.round(numTokens / 200_000));
}

/** Two rounds: pairs first, then pairs of pairs, so that phrases have up to four content words. */
function* findPhrases(
  phrases: Phrases,
  batches: () => Iterable<OpenedBatch>,
  minNpmi: number,
): InPieces<FoundPhrase[]> {
  const pairs = new PhraseCounter();
  for (const batch of batches()) {
    pairs.count(batch);
    yield;
  }
  const minCount = leastCount(pairs.numTokens);
  const found = phrases.addFound(pairs.collocations({ minCount, minNpmi }));
  const longer = new PhraseCounter();
  for (const batch of batches()) {
    longer.count(phrases.join(batch), (first, last) => phrases.has(first) || phrases.has(last));
    yield;
  }
  return found
    .concat(phrases.addFound(longer.collocations({ minCount, minNpmi })))
    .sort((a, b) => b.count - a.count || (a.phrase < b.phrase ? -1 : 1));
}

/** The phrases so far: their words, and the terms of which they are made. */
class Phrases {
  readonly matcher = new PhraseMatcher();
  readonly #tally: WordTally;
  readonly #wordOfTerm: readonly string[];
  /** Terms of phrases are newer than all others. */
  readonly #firstOwnTerm: number;
  readonly #partsOfTerm = new Map<number, readonly number[]>();

  constructor(tally: WordTally) {
    this.#tally = tally;
    this.#firstOwnTerm = tally.terms.length;
    this.#wordOfTerm = tally.commonestWords().map((word, term) => word ?? tally.terms[term]);
  }

  has(term: number): boolean {
    return term >= this.#firstOwnTerm && this.#partsOfTerm.has(term);
  }

  /** Phrases of a file are cut into words as texts are; one with a word that never occurs is none. */
  addGiven({ joins, setup, rules }: SettledWords): void {
    const cutter = new PhraseCutter(setup);
    for (const [phrase, word] of joins) {
      const terms = cutter.cut(phrase).map((form) => {
        const id = this.#tally.idOf(rules.rule(form).word);
        return id === undefined ? undefined : this.#tally.termOfWord.at(id);
      });
      if (terms.length === 0 || terms.includes(undefined)) continue;
      this.matcher.add(terms as number[], word === '' ? noWord : this.#tally.intern(word));
    }
  }

  addFound(collocations: readonly Collocation[]): FoundPhrase[] {
    return collocations.map(({ terms, count, npmi }) => {
      const parts = terms.flatMap((term) => this.#partsOfTerm.get(term) ?? [term]);
      const phrase = joinWords(parts.map((term) => this.#wordOfTerm[term]));
      const word = this.#tally.intern(phrase);
      this.matcher.add(parts, word);
      this.#partsOfTerm.set(this.#tally.termOfWord.at(word), parts);
      return { phrase, count, npmi: Number(npmi.toFixed(4)) };
    });
  }

  /** The tokens as they look with their phrases joined. */
  join(batch: OpenedBatch): PhraseTokens {
    const { matcher } = this;
    const terms = new Uint32Array(batch.terms.length);
    const roles = new Uint8Array(terms.length);
    const joined = new Uint8Array(terms.length);
    let length = 0;
    let isAfterGap = false;
    for (let start = 0; start < batch.terms.length;) {
      const end = matcher.match(batch, start);
      const isGap = end > 0 && matcher.word === noWord;
      if (!isGap) {
        terms[length] = end > 0 ? this.#tally.termOfWord.at(matcher.word) : batch.terms[start];
        roles[length] = end > 0 ? tokenRole.content : batch.roles[start];
        joined[length] = isAfterGap ? 0 : batch.joined[start];
        length++;
      }
      isAfterGap = isGap;
      start = end > 0 ? end : start + 1;
    }
    return {
      terms: terms.subarray(0, length),
      roles: roles.subarray(0, length),
      joined: joined.subarray(0, length),
    };
  }
}

/** `state_of_the_union`; where a script writes no spaces, none is marked. */
function joinWords(words: readonly string[]): string {
  return words.join('_').replace(betweenUnspaced, '');
}

/** @returns how many tokens fewer there are. */
function* rewrite(
  batches: Iterable<OpenedBatch>,
  matcher: PhraseMatcher,
  { tally, joined }: { tally: WordTally; joined: ScratchTokens },
): InPieces<number> {
  const output = new TokenBatchWriter(joined);
  const verdicts = tally.verdicts.values;
  let tokensRemoved = 0;
  let document = 0;
  for (const batch of batches) {
    const { lengths, words, roles } = batch;
    const { starts, ends } = decodeSpans(batch.spans, lengths);
    let token = 0;
    for (const length of lengths) {
      for (const last = token + length; token < last;) {
        const end = matcher.match(batch, token);
        const word = end > 0 ? matcher.word : words[token];
        const after = end > 0 ? end : token + 1;
        const isGone = word === noWord;
        if (end > 0) tokensRemoved += countContent(roles, token, end) - (isGone ? 0 : 1);
        if (!isGone && verdicts[word] === kept) output.push(word, starts[token], ends[after - 1]);
        token = after;
      }
      tally.count(output.endDocument(), document++);
    }
    yield;
  }
  output.flush();
  return tokensRemoved;
}

function countContent(roles: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let token = start; token < end; token++) if (roles[token] === tokenRole.content) count++;
  return count;
}
