/** What an evaluation needs of a trained model. */
import type { TrainedModel } from './held-out.ts';
import type { TopicWordsModel } from './topic-words-model.ts';

/** The topics of a run as new documents see them: p(word | topic), word by word. */
export class WordRows implements TrainedModel {
  readonly numTopics: number;
  readonly alpha: ArrayLike<number>;
  readonly #beta: number;
  readonly #divisors: Float64Array;
  /** Topics and counts of each word: from #starts[word] on. */
  readonly #starts: Uint32Array;
  readonly #topics: Uint32Array;
  readonly #counts: Uint32Array;

  constructor(model: TopicWordsModel, alpha: ArrayLike<number>) {
    this.numTopics = model.numTopics;
    this.alpha = alpha;
    this.#beta = model.beta;
    this.#divisors = Float64Array.from({ length: model.numTopics }, (_, topic) =>
      model.divisor(topic),
    );
    const starts = new Uint32Array(model.numWords + 1);
    for (let topic = 0; topic < model.numTopics; topic++) {
      for (const word of model.wordsOf(topic)) starts[word + 1]++;
    }
    for (let word = 0; word < model.numWords; word++) starts[word + 1] += starts[word];
    this.#starts = starts;
    this.#topics = new Uint32Array(starts[model.numWords]);
    this.#counts = new Uint32Array(starts[model.numWords]);
    const next = starts.slice();
    for (let topic = 0; topic < model.numTopics; topic++) {
      const counts = model.countsOf(topic);
      model.wordsOf(topic).forEach((word, place) => {
        const at = next[word]++;
        this.#topics[at] = topic;
        this.#counts[at] = counts[place];
      });
    }
  }

  fillWordRow(word: number, row: Float64Array): void {
    for (let topic = 0; topic < row.length; topic++)
      row[topic] = this.#beta / this.#divisors[topic];
    for (let at = this.#starts[word]; at < this.#starts[word + 1]; at++) {
      const topic = this.#topics[at];
      row[topic] += this.#counts[at] / this.#divisors[topic];
    }
  }
}

/** The model for a document with priors of its own. */
export function withAlpha(model: TrainedModel, alpha: ArrayLike<number>): TrainedModel {
  return {
    numTopics: model.numTopics,
    alpha,
    fillWordRow: (word, row) => {
      model.fillWordRow(word, row);
    },
  };
}
