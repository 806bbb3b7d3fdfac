/** What a reader is. */
import type { Format } from './formats.ts';
import type { BadFiles, OnBadFiles } from './bad-files.ts';
import type { BadRows, OnBadRows } from './bad-rows.ts';
import type { SourceDocument } from './document.ts';
import type { FileParsers } from './parsing/file-parsers.ts';
import type { ReadingNotes } from './reading-notes.ts';
import type { Decoding } from './recognition/encoding.ts';
import type { CleaningOptions, TextCleaner } from '../text/cleaning/clean-texts.ts';
import type { WordList } from '../text/word-list.ts';
import type { Source } from './source.ts';
import type { TableOptions } from './tables/dialect.ts';

/** What the person says about the sources; what is left out is detected. */
export interface ReadOptions extends CleaningOptions, Decoding {
  /** Column names, or numbers from 1 up; several text columns are joined by a blank line. */
  readonly textColumns?: readonly string[] | undefined;
  readonly idColumn?: string | undefined;
  readonly labelColumn?: string | undefined;
  /** For counts: their words, as a file or line by line, when no file beside them has them. */
  readonly vocabulary?: string | WordList | undefined;
  /** Whether links may lead out of the folder that is read; false. */
  readonly followLinks?: boolean | undefined;
  /** Files that cannot be read: `fail`, when all have been looked at. */
  readonly onBadFiles?: OnBadFiles | undefined;
  /** Rows and lines that cannot be read: `fail`, when all have been looked at. */
  readonly onBadRows?: OnBadRows | undefined;
  readonly table?: TableOptions | undefined;
}

export interface ReadContext {
  readonly options: ReadOptions;
  readonly notes: ReadingNotes;
  readonly badFiles: BadFiles;
  readonly parsers: FileParsers;
  readonly badRows: BadRows;
  readonly cleaner: TextCleaner;
  /** Reads a source inside a source, such as a table in a folder, with the reader that it takes. */
  readOther(source: Source): AsyncIterable<SourceDocument>;
}

/**
 * Reads one format. A new one is a file beside this one and a line in `readers.ts`; its name is in `formats.ts`.
 *
 * A reader yields the documents in the order of the source, one at a time, and holds no more of it
 * than it must. What is wrong with the source is a `UserError` that says where.
 */
export interface Reader {
  /** As in `--format`. */
  readonly format: Format;
  /** Whether its documents have columns or fields, which options name. */
  readonly hasColumns?: true;
  /** One line for the help. */
  readonly about: string;
  /** How likely the source is of this format, by its name and its beginning: see `likelihood`. */
  likelihood(source: Source): number;
  read(source: Source, context: ReadContext): AsyncIterable<SourceDocument>;
}
