/** The topics while they form: their words and shares, counted now and then. */
import { TopWords } from '../../inspection/top-words.ts';
import type { WordTopicCounts } from '../../corpus/word-topic-counts.ts';
import type { FormingTopics } from './progress.ts';
import { untilOthersRan } from '../until-others-ran.ts';

const numTopWords = 12;
/**
 * Topics are counted again when they are a third older, at first more often than later: young ones
 * change within moments. For 2% of the time at most, except whenever more of the corpus has come in.
 */
const growthPerCount = 1 / 3;
const leastRest = 300;
const mostRest = 3000;
const restPerCost = 50;
/**
 * Cells that are read in one go, in a few milliseconds: a table of a thousand topics or more takes
 * seconds, and the program must go on listening to keys and signals meanwhile.
 */
const cellsPerSlice = 1 << 20;

/** A chain that lets its counts be seen. */
interface WatchedChain {
  /** Complete sweeps. */
  readonly sweep: number;
  /** As they stand, also while workers change them; undefined while there is nothing to see. */
  peek(): WordTopicCounts | undefined;
  /** How far a start is, in which not all tokens have topics. */
  readonly growth?: { readonly share: number; readonly done: number } | undefined;
}

export class TopicWatch {
  readonly #vocabulary: readonly string[];
  readonly #now: () => number;
  #topics: FormingTopics = { sweep: -1, list: [] };
  #firstAt: number | undefined;
  #dueAt = 0;
  /** What had come in of the corpus when they were counted last, and when they may be again if more has. */
  #countedPart: number | undefined;
  #dueWithMoreAt = 0;
  /** Of the newest count: an older one still under way is dropped. */
  #turn = 0;

  /**
   * @param vocabulary the words by their numbers.
   * @param now milliseconds of a clock that never goes back.
   */
  constructor(vocabulary: readonly string[], now = () => performance.now()) {
    this.#vocabulary = vocabulary;
    this.#now = now;
  }

  /** As they were counted last. */
  get topics(): FormingTopics {
    return this.#topics;
  }

  isDueFor(chain: WatchedChain): boolean {
    const hasMoreComeIn = partOf(chain) !== this.#countedPart;
    return this.#now() > (hasMoreComeIn ? this.#dueWithMoreAt : this.#dueAt);
  }

  /**
   * Counts them, slice by slice; others may run in between, and workers may change the counts. A
   * count still under way is dropped.
   *
   * @throws the signal's reason when it is aborted.
   */
  async count(chain: WatchedChain, signal: AbortSignal): Promise<void> {
    const start = this.#now();
    this.#firstAt ??= start;
    this.#dueAt = this.#dueWithMoreAt = Infinity;
    const turn = ++this.#turn;
    const part = partOf(chain);
    const sweep = chain.sweep + (chain.growth?.done ?? 0);
    const counts = withTopics(chain.peek());
    const gathered = counts && (await this.#gather(counts, signal));
    const isSame = gathered && counts.rowOfWord === chain.peek()?.rowOfWord;
    if (turn !== this.#turn) return;
    this.#dueAt = this.#dueWithMoreAt = 0; // until it has been counted
    if (!isSame) return;
    const { topicTotals, words } = gathered;
    const numTokens = topicTotals.reduce((sum, count) => sum + count, 0); // that have a topic
    this.#topics = {
      sweep,
      list: words.map((list, topic) => ({
        topic,
        share: topicTotals[topic] / numTokens,
        words: list.map((word) => this.#vocabulary[word]),
      })),
    };
    const end = this.#now();
    const growth = growthPerCount * (end - this.#firstAt);
    const rest = Math.min(mostRest, Math.max(leastRest, growth));
    this.#countedPart = part;
    this.#dueAt = end + Math.max(rest, restPerCost * (end - start));
    this.#dueWithMoreAt = end + Math.max(leastRest, end - start);
  }

  async #gather(
    counts: WordTopicCounts,
    signal: AbortSignal,
  ): Promise<{ topicTotals: Int32Array; words: number[][] }> {
    const numTopics = counts.topicTotals.length;
    const numWords = counts.rowOfWord.length;
    const topWords = new TopWords(numTopics, numTopWords);
    const wordsPerSlice = Math.max(1, Math.floor(cellsPerSlice / numTopics));
    for (let first = 0; first < numWords; first += wordsPerSlice) {
      if (first > 0) await untilOthersRan();
      signal.throwIfAborted();
      topWords.add(counts, { first, end: Math.min(first + wordsPerSlice, numWords) });
    }
    return { topicTotals: counts.topicTotals, words: topWords.words };
  }
}

/** Nothing, while no token has a topic yet: topics without words would be taken for topics, and rested on. */
function withTopics(counts: WordTopicCounts | undefined): WordTopicCounts | undefined {
  return counts?.topicTotals.some((count) => count > 0) ? counts : undefined;
}

/** Of the corpus, what has come in: 1 when every token has a topic, 0 while the last ones get theirs. */
function partOf({ sweep, growth }: WatchedChain): number {
  return growth?.share ?? (sweep < 0 ? 0 : 1);
}
