/** The topics while they form: their words and shares, counted anew now and then. */
import { topWords } from '../../core/inspection/top-words.ts';
import type { Trainer } from '../../core/training/trainer.ts';
import type { CorpusStore } from '../../corpora/database/corpus-store.ts';
import type { FormingTopics } from '../screens/training/feed.ts';

const numTopWords = 12;
/**
 * Topics are counted anew when they are a third older, at first more often than later: young ones
 * change within moments. Never for more than 2% of the time.
 */
const growthPerCount = 1 / 3;
const leastRest = 300;
const mostRest = 3000;
const restPerCost = 50;

export class TopicWatch {
  readonly #numTokens: number;
  readonly #vocabulary: readonly string[];
  #topics: FormingTopics = { sweep: -1, list: [] };
  #firstAt: number | undefined;
  #dueAt = 0;

  constructor(corpus: CorpusStore) {
    this.#numTokens = corpus.summary().numTokens;
    this.#vocabulary = corpus.vocabulary().words;
  }

  /** As they were counted last. */
  get topics(): FormingTopics {
    return this.#topics;
  }

  get isDue(): boolean {
    return performance.now() > this.#dueAt;
  }

  count(trainer: Trainer): void {
    const start = performance.now();
    this.#firstAt ??= start;
    const counts = trainer.peek();
    const words = topWords(counts, numTopWords);
    this.#topics = {
      sweep: trainer.sweep,
      list: words.map((list, topic) => ({
        topic,
        share: counts.topicTotals[topic] / this.#numTokens,
        words: list.map((word) => this.#vocabulary[word]),
      })),
    };
    const end = performance.now();
    const growth = growthPerCount * (end - this.#firstAt);
    const rest = Math.min(mostRest, Math.max(leastRest, growth));
    this.#dueAt = end + Math.max(rest, restPerCost * (end - start));
  }
}
