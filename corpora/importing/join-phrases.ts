import { CodeUnits } from '../text/code-units.ts';
import { Uint32List, ByteList } from '../text/growing-arrays.ts';
import { type Collocation, PhraseCounter, tokenRole } from '../text/phrase-counter.ts';
import { PhraseMatcher } from '../text/phrase-matcher.ts';
import { Tokenizer } from '../text/tokenizer.ts';
import { kept } from '../text/word-rules.ts';
import type { FoundPhrase } from './report.ts';
import { type ScratchDocument, scratchDocuments } from './scratch-documents.ts';
import type { ScratchTokens } from './scratch-tokens.ts';
import type { SettledWords } from './settle-words.ts';
import type { WordTally } from './word-tally.ts';

/** What joining words into phrases did. */
export interface JoinedPhrases {
  /** Found by `--phrases`, the most frequent first. */
  readonly found: readonly FoundPhrase[];
  /** By how much there are fewer tokens now. */
  readonly tokensRemoved: number;
  readonly wordsAdded: number;
}

/** A pair must occur so often before anything is said about it. */
const minCount = 10;
const unspaced =
  '[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}]';
const betweenUnspaced = new RegExp(`(?<=${unspaced})_(?=${unspaced})`, 'gu');
const tokensPerBatch = 1 << 17;

/**
 * Finds phrases, joins them and those that were given, and counts all words anew.
 *
 * @param scratch everything that the texts hold, stop words too.
 * @param joined where the tokens go, without what is dropped.
 */
export function joinPhrases(
  { scratch, joined, tally }: { scratch: ScratchTokens; joined: ScratchTokens; tally: WordTally },
  settled: SettledWords,
): JoinedPhrases {
  const documents = (): Generator<ScratchDocument> =>
    scratchDocuments(scratch, tally, settled.setup.stopLists.length);
  const numWords = tally.words.length;
  const phrases = new Phrases(tally);
  phrases.addGiven(settled);
  const minNpmi = settled.settings.phrases;
  const found = minNpmi === undefined ? [] : findPhrases(phrases, documents, minNpmi);
  tally.forgetCounts();
  const tokensRemoved = rewrite(documents(), phrases.matcher, { tally, joined });
  return { found, tokensRemoved, wordsAdded: tally.words.length - numWords };
}

/** Two rounds: pairs first, then pairs of pairs, so that phrases have up to four content words. */
function findPhrases(
  phrases: Phrases,
  documents: () => Iterable<ScratchDocument>,
  minNpmi: number,
): FoundPhrase[] {
  const pairs = new PhraseCounter();
  for (const document of documents()) pairs.count(document);
  const found = phrases.addFound(pairs.collocations({ minCount, minNpmi }));
  const longer = new PhraseCounter();
  for (const document of documents()) {
    longer.count(phrases.join(document), (first, last) => phrases.has(first) || phrases.has(last));
  }
  found.push(...phrases.addFound(longer.collocations({ minCount, minNpmi })));
  return found.sort((a, b) => b.count - a.count || (a.phrase < b.phrase ? -1 : 1));
}

/** The phrases so far: their words, and the terms of which they are made. */
class Phrases {
  readonly matcher = new PhraseMatcher();
  readonly #tally: WordTally;
  readonly #wordOfTerm: readonly string[];
  readonly #partsOfTerm = new Map<number, readonly number[]>();

  constructor(tally: WordTally) {
    this.#tally = tally;
    this.#wordOfTerm = tally.commonestWords().map((word, term) => word ?? tally.terms[term]);
  }

  has(term: number): boolean {
    return this.#partsOfTerm.has(term);
  }

  /** Phrases of a file are cut into words as texts are; one with a word that never occurs is none. */
  addGiven({ joins, setup, rules }: SettledWords): void {
    const tokenizer = new Tokenizer({ ...setup, tokenPattern: undefined });
    const units = new CodeUnits();
    for (const [phrase, word] of joins) {
      const tokens = tokenizer.tokenize(phrase, units.of(phrase));
      const terms = Array.from({ length: tokens.length }, (_, token) => {
        const form = phrase.slice(tokens.startOf(token), tokens.endOf(token));
        const id = this.#tally.idOf(rules.rule(form).word);
        return id === undefined ? undefined : this.#tally.termOfWord.at(id);
      });
      if (terms.length === 0 || terms.includes(undefined)) continue;
      this.matcher.add(terms as number[], this.#tally.intern(word));
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

  /** The document as it looks with its phrases joined. */
  join(document: ScratchDocument): Pick<ScratchDocument, 'terms' | 'roles' | 'joined'> {
    const terms = new Uint32List(document.terms.length);
    const roles: number[] = [];
    const joined: number[] = [];
    for (const { start, word } of segments(document, this.matcher)) {
      terms.push(word === undefined ? document.terms[start] : this.#tally.termOfWord.at(word));
      roles.push(word === undefined ? document.roles[start] : tokenRole.content);
      joined.push(document.joined[start]);
    }
    return { terms: terms.values, roles: Uint8Array.from(roles), joined: Uint8Array.from(joined) };
  }
}

/** `state_of_the_union`; where a script writes no spaces, none is marked. */
function joinWords(words: readonly string[]): string {
  return words.join('_').replace(betweenUnspaced, '');
}

/** One token, or several that are a phrase and its word. */
interface Segment {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  readonly word: number | undefined;
}

function* segments(document: ScratchDocument, matcher: PhraseMatcher): Generator<Segment> {
  for (let start = 0; start < document.words.length;) {
    const match = matcher.match(document, start);
    const end = match?.end ?? start + 1;
    yield { start, end, word: match?.word };
    start = end;
  }
}

/** @returns how many tokens fewer there are. */
function rewrite(
  documents: Iterable<ScratchDocument>,
  matcher: PhraseMatcher,
  { tally, joined }: { tally: WordTally; joined: ScratchTokens },
): number {
  const batch = new BatchWriter(joined);
  let tokensRemoved = 0;
  let number = 0;
  const verdicts = tally.verdicts.values;
  for (const document of documents) {
    const { words, roles, starts, ends } = document;
    for (const { start, end, word } of segments(document, matcher)) {
      const taken = word ?? words[start];
      if (word !== undefined) {
        const parts = roles.subarray(start, end);
        tokensRemoved += parts.filter((role) => role === tokenRole.content).length - 1;
      }
      if (verdicts[taken] === kept) batch.push(taken, starts[start], ends[end - 1]);
    }
    tally.count(batch.endDocument(), number++);
  }
  batch.flush();
  return tokensRemoved;
}

class BatchWriter {
  readonly #scratch: ScratchTokens;
  readonly #lengths = new Uint32List();
  readonly #words = new Uint32List();
  readonly #spans = new ByteList();
  #start = 0;
  #end = 0;

  constructor(scratch: ScratchTokens) {
    this.#scratch = scratch;
  }

  push(word: number, start: number, end: number): void {
    this.#words.push(word);
    this.#spans.pushVarint((start - this.#end) * 2);
    this.#spans.pushVarint(end - start);
    this.#end = end;
  }

  /** @returns the words of the document, good until the next call. */
  endDocument(): Uint32Array {
    if (this.#words.length >= tokensPerBatch) {
      const words = this.#words.values.slice(this.#start);
      this.#lengths.push(words.length);
      this.flush();
      return words;
    }
    const words = this.#words.values.subarray(this.#start);
    this.#lengths.push(words.length);
    this.#start = this.#words.length;
    this.#end = 0;
    return words;
  }

  flush(): void {
    if (this.#lengths.length === 0) return;
    const [lengths, words, spans] = [this.#lengths.values, this.#words.values, this.#spans.bytes];
    this.#scratch.append({ lengths, words, spans });
    this.#lengths.clear();
    this.#words.clear();
    this.#spans.clear();
    this.#start = 0;
    this.#end = 0;
  }
}
