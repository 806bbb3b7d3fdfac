/** Questions about topics, answered from the project file. */
import {
  usualLambda,
  orderByRelevance,
  relevance,
  wordProbability,
} from '../../../core/inspection/relevance.ts';
import type {
  Breakdown,
  RelatedTopic,
  Rows,
  Span,
  TopicDocument,
  TopicSummary,
  TopicWord,
} from '../../../core/inspection/inspection.ts';
import type { TopicGroups } from '../../../core/inspection/topic-groups.ts';
import { type DocumentPriors, DocumentShares } from '../../../core/inspection/shares.ts';
import type { CheckpointSummary } from '../checkpoints.ts';
import type { CorpusStore, CorpusSummary } from '../corpus-store.ts';
import { filteredDocuments } from '../document-search.ts';
import type { StoredBreakdown } from './document-tables.ts';
import { asFloat32, asUint32, noTopic, numRelated, type DerivedTables } from './derived-tables.ts';
import type { DocumentQueries, TopicTally } from './document-queries.ts';
import { TopicCounts, type WordCounts } from './topic-counts.ts';
import type { TopicNotes } from './topic-notes.ts';
import { TopicSummaries } from './topic-summaries.ts';
import type { WordTable } from './word-table.ts';

interface TopicQueriesInput {
  readonly tables: DerivedTables;
  readonly words: WordTable;
  readonly documents: DocumentQueries;
  readonly notes: TopicNotes;
  readonly groups: TopicGroups;
  readonly checkpoint: CheckpointSummary;
  /** Of the topics in documents. */
  readonly priors: DocumentPriors;
  /** Prior of each topic in a document, whatever its group (length K). */
  readonly alpha: Float64Array;
  /** Tokens of each word that the run was trained on (length V). */
  readonly wordTokenCounts: Uint32Array;
  /** With the tokens that the run was trained on. */
  readonly corpus: CorpusSummary;
  readonly store: CorpusStore;
}

/** A topic's words with their tallies, all of them. */
interface WordList {
  readonly topic: number;
  readonly words: Uint32Array;
  /** Tokens in all samples. */
  readonly sums: Uint32Array;
  readonly total: number;
  /** Tokens in the last state. */
  readonly counts: Uint32Array;
  readonly corpusCounts: Uint32Array;
}

/** The questions about topics, answered from the derived tables of one checkpoint. */
export class TopicQueries {
  readonly #input: TopicQueriesInput;
  readonly #counts: TopicCounts;
  readonly #summaries: TopicSummaries;
  readonly #shares: DocumentShares;
  #lastList: WordList | undefined;
  #lastRanking: { topic: number; documents: readonly TopicTally[] } | undefined;
  #lastMask: { text: string; mask: Uint8Array | undefined } | undefined;
  #lastFiltered: { topic: number; text: string; documents: readonly TopicTally[] } | undefined;
  #lastOrder: { topic: number; lambda: number; order: Uint32Array } | undefined;

  constructor(input: TopicQueriesInput) {
    this.#input = input;
    this.#shares = new DocumentShares(input.priors);
    this.#counts = new TopicCounts(input.tables, input.groups);
    this.#summaries = new TopicSummaries({
      ...input,
      counts: this.#counts,
      topWords: (leader, limit) =>
        this.topicWords(leader, usualLambda, { first: 0, limit }).rows.map(({ word }) => word),
      countDocuments: (leader) => this.#rankedDocuments(leader, Infinity).length,
    });
  }

  get numTopics(): number {
    return this.#summaries.numTopics;
  }

  topics(): TopicSummary[] {
    return this.#summaries.all();
  }

  topicWords(topic: number, lambda: number, { first, limit }: Span): Rows<TopicWord> {
    const list = this.#wordList(topic);
    const smoothing = this.#smoothing(list);
    const places = this.#order(list, lambda).subarray(first, first + limit);
    const rows = Array.from(places, (place): TopicWord => {
      const [sum, corpusCount] = [list.sums[place]!, list.corpusCounts[place]!];
      return {
        word: this.#input.words.word(list.words[place]!),
        count: list.counts[place]!,
        corpusCount,
        probability: wordProbability(sum, smoothing),
        relevance: relevance({ count: sum, corpusCount }, lambda, smoothing),
      };
    });
    return { first, total: list.words.length, rows };
  }

  #order(list: WordList, lambda: number): Uint32Array {
    const { topic } = list;
    if (this.#lastOrder?.topic === topic && this.#lastOrder.lambda === lambda) {
      return this.#lastOrder.order;
    }
    const { sums, corpusCounts } = list;
    const smoothing = this.#smoothing(list);
    const { numSamples } = this;
    const order = orderByRelevance(sums, corpusCounts, { lambda, smoothing, numSamples });
    this.#lastOrder = { topic, lambda, order };
    return order;
  }

  #wordList(topic: number): WordList {
    if (this.#lastList?.topic === topic) return this.#lastList;
    const isMember = this.#input.groups.leaderOf(topic) !== topic;
    const { words, counts: sums } = isMember
      ? this.#counts.ownSums(topic)
      : this.#counts.sums(topic);
    const last = isMember ? this.#counts.ownLast(topic) : this.#counts.last(topic);
    const countOf = new Map(Array.from(last.words, (word, place) => [word, last.counts[place]!]));
    const counts = words.map((word) => countOf.get(word) ?? 0);
    const { wordTokenCounts } = this.#input;
    const corpusCounts = words.map((word) => wordTokenCounts[word]!);
    const total = sums.reduce((sum, count) => sum + count, 0);
    return (this.#lastList = { topic, words, sums, total, counts, corpusCounts });
  }

  get numSamples(): number {
    return this.#counts.numSamples;
  }

  wordSums(topic: number): WordCounts {
    return this.#counts.sums(topic);
  }

  wordCounts(topic: number): WordCounts {
    return this.#counts.last(topic);
  }

  /** Of sums over S samples: S times beta gives their mean. */
  #smoothing({ total }: WordList) {
    const { corpus, checkpoint } = this.#input;
    const { numTokens, numWords } = corpus;
    const beta = this.numSamples * checkpoint.priors.beta;
    return { topicTotal: total, numTokens, numWords, beta };
  }

  topicDocuments(asked: number, { first, limit }: Span, filter = ''): Rows<TopicDocument> {
    const { groups } = this.#input;
    const topic = groups.leaderOf(asked);
    const isGroup = groups.membersOf(topic).length > 1;
    const all = isGroup
      ? this.#rankedDocuments(topic, Infinity).length
      : this.#summaries.stored(topic).numDocuments;
    const ranked =
      filter === ''
        ? this.#rankedDocuments(topic, Math.min(all, first + limit))
        : this.#filteredDocuments(topic, filter);
    const total = filter === '' ? all : ranked.length;
    const rows = ranked.slice(first, first + limit).map((tally) => ({
      document: tally.document,
      ...this.#input.documents.title(tally.document),
      share: this.#shareOf(topic, tally),
      numTokens: tally.numTokens,
      excerpt: this.#input.documents.excerpt(tally.document),
    }));
    return { first, total, rows };
  }

  #shareOf(topic: number, { document, mean, numTokens }: TopicTally): number {
    return this.#shares.in(document).of(topic, { count: mean, length: numTokens });
  }

  /** The best documents of a topic: stored ones, or all of them where more are asked for. */
  #rankedDocuments(topic: number, wanted: number): readonly TopicTally[] {
    if (this.#lastRanking?.topic === topic) return this.#lastRanking.documents;
    const columns = asUint32(this.#input.tables.read('topic-documents-2', topic)!);
    const numStored = columns.length / 3;
    const { numSamples } = this;
    if (wanted <= numStored) {
      return Array.from(columns.subarray(0, numStored), (document, place) => ({
        document,
        mean: columns[numStored + place]! / numSamples,
        numTokens: columns[2 * numStored + place]!,
      }));
    }
    const documents = this.#input.documents.ofTopic(topic).sort((a, b) => {
      const difference = this.#shareOf(topic, b) - this.#shareOf(topic, a);
      return difference || a.document - b.document;
    });
    this.#lastRanking = { topic, documents };
    return documents;
  }

  /**
   * Those of all the topic's documents that a filter wants. A text that is not a filter selects
   * none.
   */
  #filteredDocuments(topic: number, text: string): readonly TopicTally[] {
    const last = this.#lastFiltered;
    if (last?.topic === topic && last.text === text) return last.documents;
    if (this.#lastMask?.text !== text) {
      this.#lastMask = { text, mask: filteredDocuments(this.#input.store, text) };
    }
    const { mask } = this.#lastMask;
    if (mask === undefined) return [];
    const documents = this.#rankedDocuments(topic, Infinity).filter(
      ({ document }) => mask[document] === 1,
    );
    this.#lastFiltered = { topic, text, documents };
    return documents;
  }

  /** Of a group: the closest of each of its topics, each topic once. */
  relatedTopics(asked: number, limit: number): RelatedTopic[] {
    const { groups } = this.#input;
    const topic = groups.leaderOf(asked);
    const closest = new Map<number, number>();
    for (const member of groups.membersOf(topic)) {
      for (const { topic: other, correlation } of this.#storedRelated(member)) {
        const leader = groups.leaderOf(other);
        if (leader === topic) continue;
        closest.set(leader, Math.max(correlation, closest.get(leader) ?? -1));
      }
    }
    return Array.from(closest, ([other, correlation]) => ({ topic: other, correlation }))
      .sort((a, b) => b.correlation - a.correlation)
      .slice(0, limit);
  }

  #storedRelated(topic: number): RelatedTopic[] {
    const bytes = this.#input.tables.read('related-topics-1', 0);
    if (bytes === undefined) return [];
    const topics = asUint32(bytes);
    const correlations = asFloat32(bytes);
    const related: RelatedTopic[] = [];
    for (let place = 0; place < numRelated; place++) {
      const at = (topic * numRelated + place) * 2;
      if (topics[at] === noTopic) break;
      related.push({ topic: topics[at]!, correlation: correlations[at + 1]! });
    }
    return related;
  }

  topicBreakdown(topic: number): Breakdown | undefined {
    const head = this.#input.tables.read('breakdown-2', 0);
    const bytes = this.#input.tables.read('breakdown-counts-1', 0);
    if (head === undefined || bytes === undefined) return undefined;
    const { field, isTime, groups } = JSON.parse(head.toString()) as StoredBreakdown;
    const counts = asUint32(bytes);
    const { groups: topicGroups } = this.#input;
    const members = topicGroups.membersOf(topicGroups.leaderOf(topic));
    return {
      field,
      isTime,
      groups: groups.map(({ name, numDocuments }, group) => {
        const row = counts.subarray(group * this.numTopics, (group + 1) * this.numTopics);
        const total = row.reduce((sum, count) => sum + count, 0);
        const own = members.reduce((sum, member) => sum + row[member]!, 0);
        return { name, numDocuments, share: total > 0 ? own / total : 0 };
      }),
    };
  }
}
