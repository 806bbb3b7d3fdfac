/** The options of an import, with their defaults. */
import type { ReadOptions } from '../readers/reader.ts';
import type { CleaningMode } from '../text/cleaning/clean-texts.ts';
import type { Reduction } from '../text/tokenizing-messages.ts';
import type { WordList } from '../text/word-list.ts';

/**
 * How sources become a corpus. What is left out is detected, or has the default given here.
 *
 * For texts, `vocabulary` holds the only words to keep, and the other filters are off then unless
 * they are given; for counts it holds the names of their words. A list of words is given as a file
 * or as its lines.
 */
export interface ImportOptions extends Partial<ReadOptions> {
  /** As in `--format`; by default detected from each source's name and beginning. */
  readonly format?: string | undefined;
  /** ISO 639-1 codes; by default detected from a sample. */
  readonly languages?: readonly string[] | undefined;
  /** Languages and lists; those of the languages. Empty: none. */
  readonly stopWords?: readonly (string | WordList)[] | undefined;
  readonly reduction?: Reduction | undefined;
  /** In characters (East Asian ones count double); 3, or 1 for counts. */
  readonly minLength?: number | undefined;
  /** A word must be in at least this many documents; see `defaultMinDocuments`. */
  readonly minDocuments?: number | undefined;
  /** A word must be in at least this many whole works; the pieces of a document that was cut are one. */
  readonly minWholes?: number | undefined;
  /** Whether words are left out that are nearly always written with a capital inside sentences. */
  readonly dropNames?: boolean | undefined;
  /** A word may be in this share of the documents, in (0, 1]; 0.5, or 1 for counts. */
  readonly maxDocumentShare?: number | undefined;
  /** How many words to keep, the most frequent; all, and so with Infinity, whatever was chosen before. */
  readonly maxWords?: number | undefined;
  /** Which are kept then: those with the most tokens, or with the highest tf-idf; count. */
  readonly maxWordsBy?: 'count' | 'tf-idf' | undefined;
  /** Lines such as `colour => color`. */
  readonly replacements?: string | WordList | undefined;
  /** Join collocations of at least this NPMI into phrases; not at all. */
  readonly phrases?: number | undefined;
  /** Phrases to join. */
  readonly phraseList?: string | WordList | undefined;
  readonly keepNumbers?: boolean | undefined;
  readonly keepCase?: boolean | undefined;
  readonly tokenPattern?: string | undefined;
  readonly splitWords?: number | undefined;
  readonly splitParagraphs?: boolean | undefined;
  /** Whether the texts are kept in the project file; true. */
  readonly keepText?: boolean | undefined;
  readonly dropDuplicates?: boolean | undefined;
  /** Whether to import even if the result looks wrong. */
  readonly anyway?: boolean | undefined;
  /** The texts of a source of counts or of a model: joined by the documents' names. */
  readonly texts?: string | undefined;
  /** A table with more about the documents. */
  readonly metadataFile?: string | undefined;
  /** Its column with the documents' names; by default detected. */
  readonly metadataKey?: string | undefined;
  /** Whether an existing project file may be replaced. */
  readonly replace?: boolean | undefined;
  /** Whether it may be replaced even if it has runs, which are lost. */
  readonly deleteRuns?: boolean | undefined;
  /** Threads that tokenize; as many as there are cores. */
  readonly numThreads?: number | undefined;
  /** Ends the import; nothing is left behind. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * How words were chosen: stored with the corpus, so that they can be chosen again. Lists of words
 * stand in it as they were, for a project file may be opened where their files are not.
 */
export interface WordSettings {
  readonly languages: readonly string[];
  /** Codes of languages, and lists. */
  readonly stopWords: readonly (string | WordList)[];
  readonly reduction: Reduction;
  readonly minLength: number;
  /** Undefined: by the number of documents. */
  readonly minDocuments: number | undefined;
  /** This and `dropNames` are not in files of older versions. */
  readonly minWholes?: number | undefined;
  readonly dropNames?: boolean | undefined;
  readonly maxDocumentShare: number | undefined;
  readonly maxWords: number | undefined;
  readonly maxWordsBy: 'count' | 'tf-idf';
  readonly vocabulary: WordList | undefined;
  readonly replacements: WordList | undefined;
  readonly phrases: number | undefined;
  readonly phraseList: WordList | undefined;
  readonly keepNumbers: boolean;
  readonly keepCase: boolean;
  readonly tokenPattern: string | undefined;
  readonly splitWords: number | undefined;
  readonly splitParagraphs: boolean;
  /** What is taken out of texts that are added; not in files of older versions. */
  readonly markup?: CleaningMode | undefined;
  readonly mail?: CleaningMode | undefined;
  readonly lineEndHyphens?: 'join' | 'keep' | undefined;
}

/**
 * How many documents a word must be in by default: 5 in a corpus of 2,000 documents or
 * more, 2 below 200, and 1 in a handful of documents, which would otherwise lose all their words.
 */
export function defaultMinDocuments(numDocuments: number): number {
  if (numDocuments < 10) return 1;
  if (numDocuments < 200) return 2;
  if (numDocuments < 800) return 3;
  return numDocuments < 2000 ? 4 : 5;
}

/** In a handful of documents, a word that is in most of them may still be the point. */
export function defaultMaxDocumentShare(numDocuments: number): number {
  return numDocuments < 10 ? 1 : 0.5;
}
