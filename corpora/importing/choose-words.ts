/** Which words become the vocabulary, by the filters that need the whole corpus. */
import { kept } from '../text/word-rules.ts';
import { defaultMaxDocumentShare, defaultMinDocuments, type WordSettings } from './options.ts';
import type { InPieces } from '../breaks.ts';
import type { NameTally } from './name-tally.ts';
import type { FilterStep } from './report.ts';
import type { WordTally } from './word-tally.ts';

/** A word of the finished vocabulary. */
export interface ChosenWord {
  /** What a person sees. */
  readonly word: string;
  /** What was counted, where it differs. */
  readonly stem: string | null;
  readonly numDocuments: number;
  readonly numTokens: number;
}

export interface ChosenWords {
  /** By falling number of tokens, then by name: the same whatever the threads did. */
  readonly words: readonly ChosenWord[];
  /** The final number of every provisional word; -1 for one that is left out. */
  readonly finalIds: Int32Array;
  readonly steps: readonly FilterStep[];
  readonly found: { readonly tokens: number; readonly words: number };
}

/** What happened before the words were chosen. */
export interface StepsBefore {
  /** Names of the filters, in order; verdict v is `reasons[v - 1]`. */
  readonly reasons: readonly string[];
  /** Tokens taken away while texts were read, by verdict. */
  readonly tokens: Float64Array;
  /** Words that became one with others; undefined when no phrases were looked for. */
  readonly phrases?: { readonly tokensRemoved: number; readonly wordsAdded: number } | undefined;
}

export interface WordChoice {
  readonly settings: WordSettings;
  /** Documents with at least one word, of which `maxDocumentShare` is a share. */
  readonly numDocuments: number;
  readonly names: NameTally;
  /** What may be counted by a fixed vocabulary; undefined when the corpus decides. */
  readonly vocabulary?: ReadonlySet<string> | undefined;
}

/** Applies the filters that need the whole corpus, and gives the words that remain their numbers. */
export function* chooseWords(
  tally: WordTally,
  before: StepsBefore,
  choice: WordChoice,
): InPieces<ChosenWords> {
  const { settings, numDocuments } = choice;
  const terms = gatherTerms(tally);
  yield;
  const steps = new Steps(tally, before, terms);
  // A word that occurs only inside phrases is dropped; one from a source of counts stays.
  let left = before.phrases === undefined ? terms : terms.filter(occurs);
  for (const { name, keeps } of corpusFilters(tally, choice)) {
    yield;
    const next = left.filter(keeps);
    steps.add(name, left, next);
    left = next;
  }
  if (settings.maxWords !== undefined && left.length > settings.maxWords) {
    const next = left.sort(byWorth(settings, numDocuments)).slice(0, settings.maxWords);
    steps.add(`beyond the best ${settings.maxWords} by ${settings.maxWordsBy}`, left, next);
    left = next;
  }
  yield;
  left.sort(byTokensThenName);
  yield;
  const words = left.map(({ term, word, numDocuments: documents, numTokens }) => {
    const stem = tally.terms[term];
    return { word, stem: stem === word ? null : stem, numDocuments: documents, numTokens };
  });
  return { words, finalIds: finalIdsOf(tally, left), steps: steps.list, found: steps.found };
}

interface Term {
  readonly term: number;
  /** The commonest word of the term. */
  readonly word: string;
  readonly numTokens: number;
  readonly numDocuments: number;
}

/** The terms of the words that are not left out. */
function gatherTerms(tally: WordTally): Term[] {
  const numTokens = new Float64Array(tally.terms.length);
  const termOfWord = tally.termOfWord.values;
  const verdicts = tally.verdicts.values;
  tally.tokensOfWord.forEach((tokens, word) => {
    if (verdicts[word] === kept) numTokens[termOfWord[word]] += tokens;
  });
  return tally.commonestWords().flatMap((word, term) => {
    if (word === undefined) return [];
    return [{ term, word, numTokens: numTokens[term], numDocuments: tally.documentsOfTerm[term] }];
  });
}

interface CorpusFilter {
  readonly name: string;
  readonly keeps: (term: Term) => boolean;
}

function corpusFilters(
  tally: WordTally,
  { settings, numDocuments, names, vocabulary }: WordChoice,
): CorpusFilter[] {
  const least = settings.minDocuments ?? defaultMinDocuments(numDocuments);
  const share = settings.maxDocumentShare ?? defaultMaxDocumentShare(numDocuments);
  const filters: CorpusFilter[] = [];
  if (vocabulary !== undefined) {
    const name = 'not in the vocabulary';
    filters.push({ name, keeps: ({ term }) => vocabulary.has(tally.terms[term]) });
  }
  if (settings.dropNames === true) {
    filters.push({ name: 'names', keeps: ({ word }) => !names.isName(word) });
  }
  const { wholes } = tally;
  if (wholes !== undefined) {
    const leastWholes = settings.minWholes ?? 1;
    const name = `in fewer than ${leastWholes} whole works`;
    filters.push({ name, keeps: ({ term }) => wholes.of(term) >= leastWholes });
  }
  if (least > 1) {
    const name = `in fewer than ${least} documents`;
    filters.push({ name, keeps: (term) => term.numDocuments >= least });
  }
  if (share < 1) {
    const name = `in more than ${Number((share * 100).toFixed(2))}% of the documents`;
    filters.push({ name, keeps: (term) => term.numDocuments <= share * numDocuments });
  }
  return filters;
}

/** What is kept first when the vocabulary is too large. */
function byWorth({ maxWordsBy }: WordSettings, numDocuments: number): (a: Term, b: Term) => number {
  if (maxWordsBy === 'count') return byTokensThenName;
  const tfIdf = (term: Term): number => term.numTokens * Math.log(numDocuments / term.numDocuments);
  return (a, b) => tfIdf(b) - tfIdf(a) || byTokensThenName(a, b);
}

function byTokensThenName(a: Term, b: Term): number {
  return b.numTokens - a.numTokens || (a.word < b.word ? -1 : 1);
}

function finalIdsOf(tally: WordTally, chosen: readonly Term[]): Int32Array {
  const idOfTerm = new Int32Array(tally.terms.length).fill(-1);
  chosen.forEach(({ term }, id) => (idOfTerm[term] = id));
  const termOfWord = tally.termOfWord.values;
  const verdicts = tally.verdicts.values;
  return Int32Array.from(tally.words, (_, id) =>
    verdicts[id] === kept ? idOfTerm[termOfWord[id]] : -1,
  );
}

/** Keeps account of what each filter removes. */
class Steps {
  readonly list: FilterStep[] = [];
  readonly found: { readonly tokens: number; readonly words: number };
  #tokens: number;
  #words: number;

  constructor(tally: WordTally, { reasons, tokens, phrases }: StepsBefore, terms: readonly Term[]) {
    const verdicts = tally.verdicts.values;
    const wordsOf = new Float64Array(reasons.length + 1);
    const tokensOf = Float64Array.from(tokens);
    verdicts.forEach((verdict, id) => {
      wordsOf[verdict]++;
      // Of texts, only tokens that are kept were tallied; of a source of counts, all.
      tokensOf[verdict] += tally.tokensOfWord[id];
    });
    const numTokens = tokensOf.reduce((sum, count) => sum + count, 0);
    this.#tokens = numTokens + (phrases?.tokensRemoved ?? 0);
    this.#words = verdicts.length - (phrases?.wordsAdded ?? 0);
    this.found = { tokens: this.#tokens, words: this.#words };
    reasons.forEach((reason, index) => {
      this.#push(reason, tokensOf[index + 1], wordsOf[index + 1]);
    });
    const sharingTerms = wordsOf[kept] - terms.length;
    if (sharingTerms > 0) this.#push('counted with others of the same stem', 0, sharingTerms);
    if (phrases !== undefined) {
      const swallowed = terms.length - terms.filter(occurs).length;
      this.#push('joined into phrases', phrases.tokensRemoved, swallowed - phrases.wordsAdded);
    }
  }

  add(filter: string, before: readonly Term[], after: readonly Term[]): void {
    this.#push(filter, sumOfTokens(before) - sumOfTokens(after), before.length - after.length);
  }

  #push(filter: string, tokensRemoved: number, wordsRemoved: number): void {
    this.#tokens -= tokensRemoved;
    this.#words -= wordsRemoved;
    this.list.push({
      filter,
      tokensRemoved,
      wordsRemoved,
      tokens: this.#tokens,
      words: this.#words,
    });
  }
}

function occurs({ numTokens }: Term): boolean {
  return numTokens > 0;
}

function sumOfTokens(terms: readonly Term[]): number {
  return terms.reduce((sum, { numTokens }) => sum + numTokens, 0);
}
