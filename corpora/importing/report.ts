/** What an import reports, as data. */
import type { FoundDates } from '../dates/find-dates.ts';
import type { BadFile } from '../readers/bad-files.ts';
import type { BadRow } from '../readers/bad-rows.ts';
import type { AskedReading } from './asked-reading.ts';
import type { MinorLanguage } from '../text/language-tally.ts';
import type { RepeatedLine } from '../text/repeated-lines.ts';
import type { CleaningCounts } from '../text/cleaning/clean-texts.ts';
import type { Reading } from '../readers/reading-notes.ts';

/** What a filter took away. */
export interface FilterStep {
  /** Such as "stop words (en)" or "in fewer than 5 documents". */
  readonly filter: string;
  readonly tokensRemoved: number;
  readonly wordsRemoved: number;
  /** What was left after it. */
  readonly tokens: number;
  readonly words: number;
}

/** Words that stand together more often than chance would have it. */
export interface FoundPhrase {
  /** With underscores between its words. */
  readonly phrase: string;
  readonly count: number;
  /** Normalized pointwise mutual information, in [-1, 1]. */
  readonly npmi: number;
}

/** How many, and the names of the first. */
export interface Named {
  readonly count: number;
  readonly names: readonly string[];
}

/** Something about an import that looks wrong. */
export interface Doubt {
  /** Such as "40 of 41 files were skipped". */
  readonly says: string;
  /** Whether it is so unlikely to be wanted that the import is refused. */
  readonly isGrave: boolean;
}

/** What happened to the sources on their way into the project file; stored in it. */
export interface ImportReport {
  readonly sources: readonly string[];
  /** The options given for them; not in the reports of older versions. */
  readonly asked?: AskedReading;
  /** Formats and how many sources had each. */
  readonly formats: Readonly<Record<string, number>>;
  /** ISO 639-1 codes, and whether they were detected or given. */
  readonly languages: readonly string[];
  readonly languageDetected: boolean;
  readonly documents: {
    /** Documents in the sources. */
    readonly read: number;
    /** Documents in the corpus: after cutting long ones and dropping duplicates. */
    readonly total: number;
    /** Of these, with at least one token. */
    readonly kept: number;
    readonly empty: Named;
    /** Documents whose text equals that of an earlier one. */
    readonly duplicates: Named & { readonly dropped: boolean };
    /** Names that more than one document has. */
    readonly repeatedNames: Named;
    /** Long documents that were cut, and their pieces. */
    readonly cut: { readonly documents: number; readonly pieces: number } | undefined;
  };
  readonly badBytes: { readonly replaced: number; readonly nul: number; readonly files: Named };
  /** Files that could not be read and were left out; not in the reports of older versions. */
  readonly badFiles?: { readonly count: number; readonly first: readonly BadFile[] };
  readonly skippedFiles: Named;
  /** What the sources were taken for. This and what follows is not in reports of older versions. */
  readonly readings?: readonly (Reading & { readonly sources: Named })[];
  /** Rows and lines that could not be read and were left out. */
  readonly badRows?: { readonly count: number; readonly first: readonly BadRow[] };
  /** Rows with too few cells; with empty cells too many. */
  readonly shortRows?: Named;
  readonly longRows?: Named;
  /** Columns named by their number, because they have no name of their own. */
  readonly repeatedColumns?: Named;
  /** Cells and fields such as NaN and NULL, read as empty. */
  readonly missingValues?: number;
  /** Links out of a folder, and links to what was read already; not in older reports. */
  readonly linksOutside?: Named;
  readonly readAlready?: Named;
  /** What looks wrong about the outcome. */
  readonly doubts?: readonly Doubt[];
  /** The longest document, and the median length, in tokens. */
  readonly longest?: { readonly name: string; readonly tokens: number; readonly median: number };
  /** The row of a table that runs over the most lines. */
  readonly manyLines?: { readonly lines: number; readonly place: string } | undefined;
  /** In how many documents markup, parts of mail and the like were taken out. */
  readonly cleaned?: CleaningCounts;
  /** Lines that many of the texts share, by a sample; words that say nothing about one text. */
  readonly repeatedLines?: readonly RepeatedLine[];
  /** Other languages of at least 1% of the texts, by a sample: their stop words are still there. */
  readonly minorLanguages?: readonly MinorLanguage[];
  readonly tokens: { readonly found: number; readonly kept: number };
  readonly words: { readonly found: number; readonly kept: number };
  readonly steps: readonly FilterStep[];
  /** Phrases that were found, the most frequent first; empty unless they were looked for. */
  readonly phrases: readonly FoundPhrase[];
  /** What `--metadata` found no document for, and documents that it has nothing for. */
  readonly metadata:
    | {
        /** Of the table; not in older reports. */
        readonly fields?: readonly string[];
        readonly joined: number;
        readonly unknown: Named;
        readonly without: Named;
        /** Names with several entries that are not the same; the last holds. Not in older reports. */
        readonly repeated?: Named;
      }
    | undefined;
  /** What came of the texts that were given for a source of counts; not in older reports. */
  readonly texts?: JoinedTexts | undefined;
  /** Fields that hold dates, or whose names promise them; not in older reports. */
  readonly dates?: readonly FoundDates[];
  /** The run that came with the documents, where the source holds a model. */
  readonly run?: {
    readonly name: string;
    readonly numTopics: number;
    /** In nats. */
    readonly logLikelihoodPerToken: number;
  };
  /** The most frequent words that remain: a stop word that is missing shows here. */
  readonly topWords: readonly {
    readonly word: string;
    readonly tokens: number;
    readonly documents: number;
  }[];
  /** How many documents have from `from` to `to` tokens. */
  readonly lengths: readonly {
    readonly from: number;
    readonly to: number;
    readonly documents: number;
  }[];
}

/** What a report says that the documents come from. */
export interface Origin extends Pick<ImportReport, 'sources'> {
  /** Where the sources were read before: what was said then. */
  readonly asked?: AskedReading | undefined;
}

/** From time to time while an import runs. */
export interface ImportProgress {
  readonly phase: 'reading' | 'writing';
  readonly documents: number;
  /** Bytes read, as they stand on disk, and all there are, where that is known. */
  readonly bytes: number;
  readonly totalBytes: number | undefined;
  /** The part of the phase that is done, 0 to 1, where it is known. */
  readonly share: number | undefined;
  readonly seconds: number;
}

/** Which rows of a table and which documents found a match. */
export type JoinedMetadata = NonNullable<ImportReport['metadata']>;

/** Which documents found their text in a source of texts, and which tokens their place in it. */
export interface JoinedTexts {
  readonly source: string;
  /** Documents that found their text. */
  readonly joined: number;
  /** Texts that no document has. */
  readonly unused: number;
  /** Documents with tokens that found none. */
  readonly without: Named;
  readonly tokens: number;
  /** Tokens that were found in their texts. */
  readonly placed: number;
}

/** What came of a table of metadata. */
export interface MetadataReport extends JoinedMetadata {
  readonly dates: readonly FoundDates[];
}
