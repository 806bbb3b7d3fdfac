/** One pass over all documents and their topics, with all that is counted on the way. */
import type { TopicCorrelations } from '../../../core/inspection/related-topics.ts';
import { type DocumentPriors, DocumentShares } from '../../../core/inspection/shares.ts';
import type { TopDocuments } from '../../../core/inspection/top-documents.ts';
import type { DocumentGroups } from './document-groups.ts';

/** Documents from which correlations are computed: an even sample of about this many is plenty. */
const numSampled = 20_000;

interface PassInput {
  readonly numTopics: number;
  readonly numDocuments: number;
  readonly priors: DocumentPriors;
  readonly best: TopDocuments;
  /** Undefined when there are too many topics. */
  readonly correlations: TopicCorrelations | undefined;
  readonly groups: DocumentGroups | undefined;
}

/** Gathers what documents say about topics, one document after the other. */
export class DocumentPass {
  readonly best: TopDocuments;
  readonly correlations: TopicCorrelations | undefined;
  /** Tokens of each topic, and documents with at least one of them. */
  readonly topicTotals: Float64Array;
  readonly topicDocuments: Uint32Array;
  /** Tokens of each topic in each group (groups x K). */
  readonly groupTopics: Uint32Array;
  readonly #shares: DocumentShares;
  readonly #groups: DocumentGroups | undefined;
  readonly #tallies: Uint32Array;
  /** The same of all samples. */
  readonly #sums: Uint32Array;
  readonly #sampleEvery: number;

  constructor({ numTopics, numDocuments, priors, best, correlations, groups }: PassInput) {
    this.best = best;
    this.correlations = correlations;
    this.topicTotals = new Float64Array(numTopics);
    this.topicDocuments = new Uint32Array(numTopics);
    this.groupTopics = new Uint32Array((groups?.names.length ?? 0) * numTopics);
    this.#shares = new DocumentShares(priors);
    this.#groups = groups;
    this.#tallies = new Uint32Array(numTopics);
    this.#sums = new Uint32Array(numTopics);
    this.#sampleEvery = Math.max(1, Math.floor(numDocuments / numSampled));
  }

  /**
   * @param topics the topic of each of the document's tokens.
   * @param sampled the same in all samples, one after the other.
   */
  add(document: number, topics: Uint16Array, sampled: Uint16Array): void {
    if (topics.length === 0) return;
    const numSamples = sampled.length / topics.length;
    for (const topic of sampled) this.#sums[topic]!++;
    const tallies = this.#tallies;
    const present: number[] = [];
    for (const topic of topics) if (tallies[topic]!++ === 0) present.push(topic);
    const shares = this.#shares.in(document);
    const group = this.#groups?.groupOf[document] ?? -1;
    for (const topic of present) {
      const count = tallies[topic]!;
      this.topicTotals[topic]! += count;
      this.topicDocuments[topic]!++;
      if (group >= 0) this.groupTopics[group * tallies.length + topic]! += count;
      const sum = this.#sums[topic]!;
      const share = shares.of(topic, { count: sum / numSamples, length: topics.length });
      this.best.offer(topic, { document, count: sum, share });
    }
    if (document % this.#sampleEvery === 0) this.#addToCorrelations(present, topics.length);
    for (const topic of present) tallies[topic] = 0;
    for (const topic of sampled) this.#sums[topic] = 0;
  }

  #addToCorrelations(present: number[], length: number): void {
    if (this.correlations === undefined) return;
    present.sort((a, b) => a - b);
    const shares = present.map((topic) => this.#tallies[topic]! / length);
    this.correlations.add(present, shares);
  }
}
