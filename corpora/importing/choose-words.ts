import { kept } from '../text/word-rules.ts';
import { defaultMaxDocumentShare, defaultMinDocuments, type WordSettings } from './options.ts';
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

/** What the rules took away before anything was counted. */
export interface DroppedBefore {
  /** Names of the filters, in order; verdict v is `reasons[v - 1]`. */
  readonly reasons: readonly string[];
  /** Tokens taken away, by verdict. */
  readonly tokens: Float64Array;
}

/**
 * Applies the filters that need the whole corpus, and gives the words that remain their numbers.
 *
 * @param numDocuments documents with at least one word, of which `maxDocumentShare` is a share.
 */
export function chooseWords(
  tally: WordTally,
  dropped: DroppedBefore,
  { settings, numDocuments }: { settings: WordSettings; numDocuments: number },
): ChosenWords {
  const terms = gatherTerms(tally);
  const steps = new Steps(tally, dropped);
  let left = terms.filter(({ isCandidate }) => isCandidate);
  for (const { name, keeps } of corpusFilters(settings, numDocuments)) {
    const next = left.filter(keeps);
    steps.add(name, left, next);
    left = next;
  }
  left.sort(byTokensThenName);
  if (settings.maxWords !== undefined && left.length > settings.maxWords) {
    const next = left.slice(0, settings.maxWords);
    steps.add(`beyond the ${settings.maxWords} most frequent`, left, next);
    left = next;
  }
  const words = left.map(({ term, word, numDocuments: documents, numTokens }) => {
    const stem = tally.terms[term];
    return { word, stem: stem === word ? null : stem, numDocuments: documents, numTokens };
  });
  return { words, finalIds: finalIdsOf(tally, left), steps: steps.list, found: steps.found };
}

interface Term {
  readonly term: number;
  /** The commonest word of the term. */
  word: string;
  tokensOfWord: number;
  numTokens: number;
  readonly numDocuments: number;
  isCandidate: boolean;
}

function gatherTerms(tally: WordTally): Term[] {
  const terms = tally.terms.map((word, term): Term => ({
    term, word, tokensOfWord: -1, numTokens: 0, numDocuments: tally.documentsOfTerm[term], isCandidate: false,
  })); // prettier-ignore
  const termOfWord = tally.termOfWord.values;
  const verdicts = tally.verdicts.values;
  tally.words.forEach((word, id) => {
    if (verdicts[id] !== kept) return;
    const term = terms[termOfWord[id]];
    const tokens = tally.tokensOfWord[id];
    term.isCandidate = true;
    term.numTokens += tokens;
    if (tokens > term.tokensOfWord || (tokens === term.tokensOfWord && word < term.word)) {
      term.word = word;
      term.tokensOfWord = tokens;
    }
  });
  return terms;
}

interface CorpusFilter {
  readonly name: string;
  readonly keeps: (term: Term) => boolean;
}

function corpusFilters(settings: WordSettings, numDocuments: number): CorpusFilter[] {
  const least = settings.minDocuments ?? defaultMinDocuments(numDocuments);
  const share = settings.maxDocumentShare ?? defaultMaxDocumentShare(numDocuments);
  const filters: CorpusFilter[] = [];
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

/** Keeps the books from all that was found to what is left. */
class Steps {
  readonly list: FilterStep[] = [];
  readonly found: { readonly tokens: number; readonly words: number };
  #tokens: number;
  #words: number;

  constructor(tally: WordTally, { reasons, tokens }: DroppedBefore) {
    const verdicts = tally.verdicts.values;
    const wordsDropped = new Float64Array(reasons.length + 1);
    let tokensKept = 0;
    verdicts.forEach((verdict, id) => {
      wordsDropped[verdict]++;
      if (verdict === kept) tokensKept += tally.tokensOfWord[id];
    });
    this.#tokens = tokensKept + tokens.reduce((sum, count) => sum + count, 0);
    this.#words = verdicts.length;
    this.found = { tokens: this.#tokens, words: this.#words };
    reasons.forEach((reason, index) => {
      this.#push(reason, tokens[index + 1], wordsDropped[index + 1]);
    });
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

function sumOfTokens(terms: readonly Term[]): number {
  return terms.reduce((sum, { numTokens }) => sum + numTokens, 0);
}
