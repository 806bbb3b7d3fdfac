/** What a report holds of a model: written by gibbon, read by the page. */
import type { TopicFate } from '../../evaluation/compare-topics.ts';
import type { TopicMap } from '../topic-map/topic-map.ts';

/** A page reads the version that it was made for, and refuses others. */
export const reportVersion = 2;

/**
 * A model as its report shows it. All texts in it are visible ones (`visible-text.ts`); lists of pairs
 * are flat: a, 1, b, 2 stands for (a, 1) and (b, 2).
 */
export interface Report {
  readonly version: typeof reportVersion;
  readonly title: string;
  readonly run: ReportRun;
  readonly corpus: {
    readonly numDocuments: number;
    readonly numTokens: number;
    readonly numWords: number;
  };
  /** The prior of each topic in a document (length K), and of each word in a topic. */
  readonly alpha: readonly number[];
  readonly beta: number;
  /** Where documents have priors of their own: the rows of them, and the row of each listed document. */
  readonly ownAlphas?: {
    readonly rows: readonly (readonly number[])[];
    readonly rowOf: readonly number[];
  };
  /** States of the run that its shares and probabilities are the means of. */
  readonly numSamples: number;
  readonly words: readonly ReportWord[];
  /** In the order of their numbers. */
  readonly topics: readonly ReportTopic[];
  /** Undefined where there are too many topics for one. */
  readonly map: TopicMap | undefined;
  readonly fields: readonly ReportField[];
  /** Where the run has covariates. */
  readonly effects?: ReportEffects | undefined;
  /** Documents that are listed, in the order of their numbers. */
  readonly documents: readonly ReportDocument[];
  readonly texts: readonly ReportText[];
  readonly about: ReportAbout;
  readonly comparison: ReportComparison | undefined;
  /** What was left out or joined, in sentences. */
  readonly leftOut: readonly string[];
}

export interface ReportRun {
  readonly name: string;
  readonly sweep: number;
  readonly seed: number;
  readonly logLikelihoodPerToken: number | null;
}

/** A word that is among the most relevant of some topic. */
export interface ReportWord {
  readonly word: string;
  /** Tokens in the corpus. */
  readonly tokens: number;
  /** Pairs of a topic and the word's tokens in it, by falling tokens. */
  readonly topics: readonly number[];
}

export interface ReportTopic {
  readonly label: string | null;
  readonly hidden: boolean;
  /** Of all tokens, 0 to 1. */
  readonly share: number;
  readonly tokens: number;
  /** Documents with at least one token of it. */
  readonly documents: number;
  readonly coherence: number | null;
  readonly distinctiveness: number;
  /** Pairs of a word (its place in `words`) and its tokens in the topic: the most relevant at any lambda. */
  readonly words: readonly number[];
  /**
   * What its probabilities follow from, (weight + beta) / (total + V beta): of each of these words, and of
   * all words, the mean of the tokens over the samples, and seed tokens.
   */
  readonly weights: readonly number[];
  readonly totalWeight: number;
  /** Pairs of a topic and the correlation of their shares over documents. */
  readonly related: readonly number[];
}

/** What documents are divided by, with the tokens of every topic in each group, of all documents. */
export interface ReportField {
  readonly field: string;
  readonly isTime: boolean;
  readonly groups: readonly {
    readonly name: string;
    readonly documents: number;
    /** Tokens of each topic (length K). */
    readonly tokens: readonly number[];
  }[];
}

/** How shares depend on covariates, of all documents. */
export interface ReportEffects {
  /** What the intervals cover and what they do not, in sentences. */
  readonly coverage: readonly string[];
  readonly fields: readonly {
    readonly field: string;
    readonly isCategory: boolean;
    /** Levels, or numbers as they rise; then, where documents have none, `null`. */
    readonly points: readonly {
      readonly value: string | number | null;
      readonly documents: number;
    }[];
    /**
     * Of each topic, four numbers for each point, in units of 0.01%: share, low, high (below low where there
     * is no interval), raw share or -1.
     */
    readonly topics: readonly (readonly number[])[];
  }[];
}

export interface ReportDocument {
  /** Its number in the project file. */
  readonly document: number;
  readonly name: string;
  /** Tokens. */
  readonly length: number;
  /** Pairs of a topic and its tokens here. */
  readonly topics: readonly number[];
  /** Of each of these topics, its tokens in all samples: its share follows from their mean. */
  readonly sums: readonly number[];
}

export interface ReportText {
  /** Its number in the project file. */
  readonly document: number;
  readonly text: string;
  /** Whether something before and after it was left out. */
  readonly cutBefore: boolean;
  readonly cutAfter: boolean;
  /** For each token: characters since the end of the last one, its length, its topic. */
  readonly tokens: readonly number[];
  readonly metadata: readonly (readonly [name: string, value: string])[];
}

export interface ReportAbout {
  readonly settings: readonly (readonly [name: string, value: string])[];
  /** What the import did: what was read, and what each step left out. */
  readonly losses: readonly (readonly [what: string, value: string])[];
  /** Pairs of a sweep and the log-likelihood per token after it. */
  readonly likelihood: readonly number[];
  readonly citation: string;
}

/** The topics of another run beside those of this one. */
export interface ReportComparison {
  readonly run: string;
  readonly numTopics: number;
  /** Mean of 1 - distance over the matched topics, 0 to 1. */
  readonly similarity: number;
  readonly topics: readonly {
    readonly partner: number | null;
    readonly distance: number;
    readonly fate: TopicFate;
    /** The most frequent words of the partner. */
    readonly words: readonly string[];
  }[];
}
