/** What a person may ask about a trained run, and what the answers are made of. */
import type { TopicFate } from '../evaluation/compare-topics.ts';
import type { TopicMap } from './topic-map/topic-map.ts';
import type { TopicStanding } from './topic-standing.ts';
import type { LongWork } from './long-work.ts';
import type { Effects } from './topic-effects.ts';
import type { TrendField, Trends } from './trends.ts';

/**
 * What a person who inspects a trained run asks, as small synchronous questions. Lists are windows
 * onto queries, so that half a million documents cost no more than the rows on the screen.
 *
 * Documents and topics are numbered from 0 and never change their numbers. Every string may hold
 * anything that was in the texts, including control characters: code that shows it must make it
 * inert.
 */
export interface Inspection {
  /** The project file's name, for the headline. */
  readonly fileName: string;
  /** The run under inspection; `openRun` changes it. */
  readonly run: RunSummary;
  readonly corpus: CorpusSummary;

  /** Reports the progress of long questions. */
  readonly work: LongWork;

  /** The runs of this project file that have a checkpoint, newest first. */
  runs(): readonly RunSummary[];
  /** Inspects another run of the same corpus from now on. */
  openRun(name: string): void;
  /**
   * The topics of the open run matched with those of another run of this project file.
   *
   * @throws {UserError} when there is no such run, or it has no whole checkpoint.
   */
  compareWith(name: string): RunComparison;

  /** All topics of the run in the order of their numbers. */
  topics(): readonly TopicSummary[];
  /** The words of a topic by falling relevance; lambda in [0, 1], 1 = probable, 0 = distinctive. */
  topicWords(topic: number, lambda: number, span: Span): Rows<TopicWord>;
  /**
   * The documents with the largest share of a topic, best first.
   *
   * @param filter only those whose metadata have this, as `parseDocumentFilter` reads it; '': all.
   */
  topicDocuments(topic: number, span: Span, filter?: string): Rows<TopicDocument>;
  /** Topics that appear in the same documents more often than chance, closest first. */
  relatedTopics(topic: number, limit: number): readonly RelatedTopic[];
  /** The map of all topics by their words; undefined where they are too many for one. */
  topicMap(): TopicMap | undefined;
  /** The topic's share over time or by group; undefined where the corpus has no such field. */
  topicBreakdown(topic: number): Breakdown | undefined;

  /** The fields of the metadata that divide the documents, times first. */
  trendFields(): readonly TrendField[];
  /** The shares of all topics by one of these fields. */
  trends(field: string): Trends;

  /** The fields that the shares of this run's topics were made to depend on: its covariates. */
  effectFields(): readonly string[];
  /**
   * How the shares of all topics depend on each of them; takes long the first time.
   *
   * @throws {UserError} when the run has no covariates, or their metadata have changed since it began.
   */
  effects(): Effects;

  /** The documents with their topic shares, in the order of their numbers, without their texts. */
  documents(span: Span): Rows<DocumentSummary>;
  /** The documents with exactly this name. */
  documentsNamed(name: string): readonly number[];
  /** The priors of the topics in a document (length K). */
  alphaOf(document: number): Float64Array;
  /** One document with its text, tokens and topic shares. */
  document(document: number): DocumentView;

  /** A word of the vocabulary by its text; undefined when the vocabulary does not hold it. */
  word(word: string): WordView | undefined;
  /** The places where a word occurs, in the order of the documents. */
  keywordInContext(word: string, span: Span): Rows<KeywordInContext>;

  search(text: string, kind: SearchKind, span: Span): Rows<SearchHit>;

  /**
   * Gives a topic, or the group that it stands for, a label, or removes it (undefined); stored in the
   * project file.
   */
  setLabel(topic: number, label: string | undefined): void;
  /**
   * Shows a topic as one with the others of that name from now on, or alone again (undefined);
   * stored in the project file.
   */
  setGroup(topic: number, name: string | undefined): void;
  /** Hides a topic from lists, or shows it again; stored in the project file. */
  setHidden(topic: number, hidden: boolean): void;

  close(): void;
}

/** Which rows of a list are wanted: `limit` of them from row `first` (counted from 0). */
export interface Span {
  readonly first: number;
  readonly limit: number;
}

/** A window onto a list. */
export interface Rows<Row> {
  readonly first: number;
  /** How many rows the whole list has. */
  readonly total: number;
  readonly rows: readonly Row[];
}

export interface CorpusSummary {
  readonly numDocuments: number;
  readonly numWords: number;
  readonly numTokens: number;
}

/** Two runs side by side, their topics matched one to one by the distance of their words. */
export interface RunComparison {
  /** The other run. */
  readonly name: string;
  /** Its topics. */
  readonly numTopics: number;
  /** Mean of 1 - distance over the matched topics, 0 to 1; higher is more alike. */
  readonly similarity: number;
  /** The topics of the open run, the most alike first. */
  readonly topics: readonly ComparedTopic[];
  /** The topics of the other run that the open one does not have, in the order of their numbers. */
  readonly others: readonly ComparedTopic[];
}

export interface ComparedTopic {
  readonly topic: number;
  /** Its most frequent words. */
  readonly words: readonly string[];
  /** Hellinger distance of its words from those of its partner, 0 to 1; 1 without one. */
  readonly distance: number;
  readonly fate: TopicFate;
  /** Of the other run: its partner where that is the same topic, else what is related, nearest first. */
  readonly counterparts: readonly { readonly topic: number; readonly words: readonly string[] }[];
}

export interface RunSummary {
  readonly name: string;
  readonly numTopics: number;
  /** Complete sweeps at the checkpoint that is shown. */
  readonly sweep: number;
  /** Sweeps that were asked for; undefined where the run is to end by itself, and has not yet. */
  readonly numSweeps: number | undefined;
  readonly seed: number;
  /** A run whose process was killed is interrupted. */
  readonly state: string;
  /** The last measured value; undefined when the run was never measured. */
  readonly logLikelihoodPerToken: number | undefined;
  /** ISO 8601. */
  readonly created: string;
}

/** A topic of another run whose notes were carried over. */
export interface CarriedFrom {
  readonly run: string;
  readonly topic: number;
  /** Of the two topics' words, in [0, 1]. */
  readonly similarity: number;
}

export interface TopicSummary {
  readonly topic: number;
  readonly label: string | undefined;
  readonly hidden: boolean;
  /** The name of the group that it is shown with; its label then, too. */
  readonly group?: string | undefined;
  /** Where groups are joined: the topics that this one stands for, when there are several. */
  readonly members?: readonly number[] | undefined;
  /** Where groups are joined: the topic that stands for this one; it has no tokens of its own then. */
  readonly memberOf?: number | undefined;
  /** Where its notes come from, while nobody has confirmed them. */
  readonly carried?: CarriedFrom | undefined;
  /** Of all tokens, in [0, 1]. */
  readonly share: number;
  readonly numTokens: number;
  /** Its prior in a document. */
  readonly alpha: number;
  /** What that says of it beside the others; undefined for most topics, and for groups. */
  readonly standing?: TopicStanding | undefined;
  /** Documents with at least one token of it. */
  readonly numDocuments: number;
  /** Mean NPMI of the pairs of its top 10 words, in [-1, 1]; undefined when it has fewer than 2. */
  readonly coherence: number | undefined;
  /** Kullback-Leibler divergence of its words from the corpus's, in nats, at least 0. */
  readonly distinctiveness: number;
  /** Its most relevant words at the default lambda, enough for a wide line. */
  readonly words: readonly string[];
}

export interface TopicWord {
  readonly word: string;
  /** Tokens of the word in this topic. */
  readonly count: number;
  /** Tokens of the word in all topics: those of held-out documents are not among them. */
  readonly corpusCount: number;
  /** p(word | topic), smoothed by beta. */
  readonly probability: number;
  readonly relevance: number;
}

export interface TopicDocument {
  readonly document: number;
  readonly name: string;
  readonly label: string | undefined;
  /** Of the document's tokens, smoothed by alpha, in [0, 1]. */
  readonly share: number;
  readonly numTokens: number;
  /** How its text begins (or its commonest words, when the text was not kept). */
  readonly excerpt: string;
}

export interface RelatedTopic {
  readonly topic: number;
  /** Correlation of the two topics' shares over documents, in [-1, 1]. */
  readonly correlation: number;
}

/** A topic's share in each of a row of groups, in time's order when the field is a time. */
export interface Breakdown {
  readonly field: string;
  readonly isTime: boolean;
  readonly groups: readonly BreakdownGroup[];
}

export interface BreakdownGroup {
  readonly name: string;
  /** Of the group's tokens, in [0, 1]. */
  readonly share: number;
  readonly numDocuments: number;
}

/** A document in a list. */
export interface DocumentSummary {
  readonly document: number;
  readonly name: string;
  readonly label: string | undefined;
  readonly metadata: readonly (readonly [name: string, value: string])[];
  /** Its tokens in the corpus, also where it was held out from training. */
  readonly numTokens: number;
  /** Every topic with at least one token here, by falling share. */
  readonly shares: readonly TopicShare[];
}

export interface DocumentView extends DocumentSummary {
  /** The long document that this is a piece of. */
  readonly parent: ParentDocument | undefined;
  /** The text as it was read; undefined when it was not kept (counts, or left out). */
  readonly text: string | undefined;
  /** With their topics; none where the document was held out from training. */
  readonly tokens: readonly DocumentToken[];
  /** The topics of the tokens in all samples of the run, one after the other, for their shares. */
  readonly sampledTopics: Uint16Array;
}

/** A topic in a document. */
export interface TopicShare {
  readonly topic: number;
  /** Tokens of the topic there. */
  readonly tokens: number;
  /** See `DocumentShares`: smoothed by alpha, averaged over samples; all K topics add up to 1. */
  readonly share: number;
}

export interface ParentDocument {
  readonly name: string;
  /** Which piece this is, from 0. */
  readonly part: number;
  /** The documents that are its pieces, in order. */
  readonly pieces: readonly number[];
}

export interface DocumentToken {
  readonly word: string;
  readonly topic: number;
  /** Where it stands in the text, in UTF-16 units: from `start` up to `end`; -1 without a text. */
  readonly start: number;
  readonly end: number;
}

export interface WordView {
  readonly word: string;
  readonly numTokens: number;
  readonly numDocuments: number;
  /** The topics that hold it, by falling share of the word's tokens that the run was trained on. */
  readonly topics: readonly {
    readonly topic: number;
    readonly count: number;
    readonly share: number;
  }[];
}

export interface KeywordInContext {
  readonly document: number;
  readonly name: string;
  /** Topic of this occurrence; undefined in a document that was held out from training. */
  readonly topic: number | undefined;
  readonly before: string;
  /** The word as it is written there. */
  readonly keyword: string;
  readonly after: string;
}

export type SearchKind = 'words' | 'documents' | 'topics';

export type SearchHit =
  | { readonly kind: 'word'; readonly word: string; readonly numTokens: number }
  | {
      readonly kind: 'document';
      readonly document: number;
      readonly name: string;
      readonly excerpt: string;
    }
  | { readonly kind: 'topic'; readonly topic: number; readonly label: string | undefined };
