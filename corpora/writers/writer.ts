/** What a writer is. */
import type { RunCovariates } from '../../core/covariates/weights.ts';
import type { DocumentPriors } from '../../core/inspection/shares.ts';
import type { TopicSummary } from '../../core/inspection/inspection.ts';
import type {
  AssignedDocument,
  DocumentSpan,
  TokenizedDocument,
} from '../database/assigned-documents.ts';

/**
 * Writes one format. A new one is a file beside this one and a line in `writers.ts`.
 *
 * A format is one file or several, each with a name of its own in the folder that is written. What a
 * file holds is made while it is written, a piece at a time: a million documents take no more memory
 * than the vocabulary and the topics do.
 */
export interface Writer {
  /** As a person names it. */
  readonly format: string;
  /** What it is and who reads it, in a few words. */
  readonly summary: string;
  readonly files: readonly ExportFile[];
}

export interface ExportFile {
  /** In the folder. One that ends in `.gz` is compressed. */
  readonly name: string;
  readonly needs: 'corpus' | 'run';
  /** Whether it is written only when it is asked for by name, because it is large. */
  readonly onlyWhenAsked?: boolean;
  /** Text with its line ends, or bytes; a promise where much is read before the first of them. */
  readonly content: (source: ExportSource, options: ExportOptions) => Content | Promise<Content>;
}

export type Content = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

export interface ExportOptions {
  /** Words of each topic, where a format lists them; all of the vocabulary. */
  readonly words: number | 'all';
  /** Whether text that a spreadsheet would take for a formula is made harmless, and UTF-8 is marked. */
  readonly forSpreadsheets: boolean;
  /** Ends the export; nothing is left behind. */
  readonly signal?: AbortSignal | undefined;
}

/** What can be written of a project file. */
export interface ExportSource {
  readonly numDocuments: number;
  readonly numTokens: number;
  /** The vocabulary; a word's place is its number. */
  readonly words: readonly string[];
  /** Tokens of each word, and documents with it. */
  readonly tokenCounts: Uint32Array;
  readonly documentCounts: Uint32Array;
  /** The documents in the order of their numbers, with their tokens. */
  documents(span?: DocumentSpan): Iterable<TokenizedDocument>;
  /** The name of one document, without reading its tokens. */
  nameOf(document: number): string;
  /** @throws {UserError} when nothing was trained on the corpus. */
  run(): ExportedRun;
}

/** One checkpoint of a run. */
export interface ExportedRun {
  readonly name: string;
  readonly sweep: number;
  /** The prior of each topic in a document (length K): the mean, where documents have their own. */
  readonly alpha: Float64Array;
  readonly priors: DocumentPriors;
  /** What the priors of documents follow from; undefined where all have the same. */
  readonly covariates?: RunCovariates | undefined;
  /** The prior of each word in a topic. */
  readonly beta: number;
  readonly topics: readonly TopicSummary[];
  /** Tokens that it was trained on, in all and of each word: without the documents that it held out. */
  readonly trained: { readonly numTokens: number; readonly tokenCounts: Uint32Array };
  documents(span?: DocumentSpan): Iterable<AssignedDocument>;
  /** The words that occur in a topic by falling count (ties by rising number), and their counts. */
  wordCounts(topic: number): { words: Uint32Array; counts: Uint32Array };
  /**
   * States of the chain that probabilities are averaged over; their counts of a topic added up, with
   * the seed tokens of each: p(word | topic) = (sum + S beta) / (their total + S V beta).
   */
  readonly numSamples: number;
  wordSums(topic: number): { words: Uint32Array; counts: Uint32Array };
}

/** Lines with their ends. */
export function* asLines(lines: Iterable<string>): Generator<string> {
  for (const line of lines) yield `${line}\n`;
}

/** What stands on one line of a format that has no way to write a line break or a tab. */
export function onOneLine(text: string): string {
  return text.replace(/[\t\r\n]+/gu, ' ');
}
