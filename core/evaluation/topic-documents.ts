/** What the documents say of each topic, gathered in one pass over all assignments. */
import { type DocumentPriors, DocumentShares } from '../inspection/shares.ts';
import { mostTopWords } from './window-counter.ts';

/** A topic is in a document where its share is at least this; it has it where the share is half. */
const presentShare = 0.02;
const dominantShare = 0.5;
const considerableShare = 0.3;

export interface DocumentMeasures {
  readonly documentEntropy: number | undefined;
  readonly rankOneDocuments: number | undefined;
  readonly allocationRatio: number | undefined;
  readonly allocationCount: number | undefined;
}

export class TopicDocuments {
  readonly topWords: readonly Uint32Array[];
  readonly #shares: DocumentShares;
  /** Documents in which top words a <= b of a topic are tokens of it, at place a * n + b. */
  readonly #together: readonly Uint32Array[];
  /** Where a word is a top word: topic -> rank. */
  readonly #ranks: ReadonlyMap<number, ReadonlyMap<number, number>>;
  readonly #present: Uint32Array;
  readonly #tallies: Uint32Array;
  readonly #totals: Float64Array;
  /** Sum over documents of n_dk ln n_dk. */
  readonly #entropySums: Float64Array;
  readonly #numDocuments: Uint32Array;
  readonly #numRankOne: Uint32Array;
  readonly #numPresent: Uint32Array;
  readonly #numDominant: Uint32Array;
  readonly #numConsiderable: Uint32Array;

  /**
   * @param topWords of each topic, at most 31, all different.
   * @param priors of the topics in documents.
   */
  constructor(topWords: readonly Uint32Array[], priors: DocumentPriors) {
    const numTopics = topWords.length;
    this.topWords = topWords;
    this.#shares = new DocumentShares(priors);
    this.#together = topWords.map(({ length }) => new Uint32Array(length ** 2));
    this.#ranks = ranksOf(topWords);
    this.#present = new Uint32Array(numTopics);
    this.#tallies = new Uint32Array(numTopics);
    this.#totals = new Float64Array(numTopics);
    this.#entropySums = new Float64Array(numTopics);
    this.#numDocuments = new Uint32Array(numTopics);
    this.#numRankOne = new Uint32Array(numTopics);
    this.#numPresent = new Uint32Array(numTopics);
    this.#numDominant = new Uint32Array(numTopics);
    this.#numConsiderable = new Uint32Array(numTopics);
  }

  /** Words and topics of all tokens of one document. */
  addDocument(document: number, words: Uint32Array, topics: ArrayLike<number>): void {
    const touched: number[] = [];
    for (let token = 0; token < words.length; token++) {
      const topic = topics[token];
      if (this.#tallies[topic]++ === 0) touched.push(topic);
      const rank = this.#ranks.get(words[token])?.get(topic);
      if (rank !== undefined) this.#present[topic] |= 1 << rank;
    }
    this.#addShares(document, touched, words.length);
    for (const topic of touched) {
      this.#addPairs(topic);
      this.#tallies[topic] = 0;
    }
  }

  /** Documents with the words of two ranks as tokens of the topic. */
  together(topic: number, a: number, b: number): number {
    const { length } = this.topWords[topic];
    return this.#together[topic][Math.min(a, b) * length + Math.max(a, b)];
  }

  ofTopic(topic: number): DocumentMeasures {
    const numDocuments = this.#numDocuments[topic];
    const total = this.#totals[topic];
    const per = (count: number, all: number) => (all === 0 ? undefined : count / all);
    return {
      documentEntropy:
        total === 0 ? undefined : Math.max(0, Math.log(total) - this.#entropySums[topic] / total),
      rankOneDocuments: per(this.#numRankOne[topic], numDocuments),
      allocationRatio: per(this.#numDominant[topic], this.#numPresent[topic]),
      allocationCount: per(this.#numConsiderable[topic], numDocuments),
    };
  }

  #addShares(document: number, touched: readonly number[], length: number): void {
    if (touched.length === 0) return;
    const shares = this.#shares.in(document);
    let largest = -1;
    for (const topic of touched) {
      const count = this.#tallies[topic];
      const share = shares.of(topic, { count, length });
      this.#totals[topic] += count;
      this.#entropySums[topic] += count * Math.log(count);
      this.#numDocuments[topic]++;
      if (share >= presentShare) this.#numPresent[topic]++;
      if (share >= considerableShare) this.#numConsiderable[topic]++;
      if (share >= dominantShare) this.#numDominant[topic]++;
      const before = largest < 0 ? 0 : this.#tallies[largest];
      if (count > before || (count === before && topic < largest)) largest = topic;
    }
    this.#numRankOne[largest]++;
  }

  #addPairs(topic: number): void {
    const { length } = this.topWords[topic];
    const together = this.#together[topic];
    for (let rest = this.#present[topic]; rest !== 0; rest &= rest - 1) {
      const a = 31 - Math.clz32(rest & -rest);
      for (let others = rest; others !== 0; others &= others - 1) {
        together[a * length + (31 - Math.clz32(others & -others))]++;
      }
    }
    this.#present[topic] = 0;
  }
}

function ranksOf(topWords: readonly Uint32Array[]): Map<number, Map<number, number>> {
  const ranks = new Map<number, Map<number, number>>();
  topWords.forEach((words, topic) => {
    words.subarray(0, mostTopWords).forEach((word, rank) => {
      const ofWord = ranks.get(word) ?? new Map<number, number>();
      ranks.set(word, ofWord.set(topic, rank));
    });
  });
  return ranks;
}
