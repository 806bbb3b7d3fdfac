/** The topics while they form: their words and shares, counted anew now and then. */
import { topWords } from '../../core/inspection/top-words.ts';
import type { Trainer } from '../../core/training/trainer.ts';
import type { CorpusStore } from '../../corpora/database/corpus-store.ts';
import type { FormingTopics } from '../screens/training/feed.ts';

const numTopWords = 12;
/** Topics are counted anew no more often than this, and never for more than 2% of the time. */
const secondsPerCount = 3;
const restPerCost = 50;

export class TopicWatch {
  readonly #numTokens: number;
  readonly #vocabulary: readonly string[];
  #topics: FormingTopics = { sweep: -1, list: [] };
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
    const counts = trainer.counts();
    const words = topWords(counts, numTopWords);
    this.#topics = {
      sweep: trainer.sweep,
      list: words.map((list, topic) => ({
        topic,
        share: counts.topicTotals[topic] / this.#numTokens,
        words: list.map((word) => this.#vocabulary[word]),
      })),
    };
    const cost = performance.now() - start;
    this.#dueAt = performance.now() + Math.max(secondsPerCount * 1000, restPerCost * cost);
  }
}
