/** What readers are given: options, notes for the report, and helpers. */
import { BadFiles } from '../readers/bad-files.ts';
import { BadRows } from '../readers/bad-rows.ts';
import { FileParsers } from '../readers/parsing/file-parsers.ts';
import type { ReadContext } from '../readers/reader.ts';
import { readerFor } from '../readers/readers.ts';
import { ReadingNotes } from '../readers/reading-notes.ts';
import { TextCleaner } from '../text/cleaning/clean-texts.ts';
import type { Words } from '../text/cleaning/line-ends.ts';
import { readWith } from './document-source.ts';
import type { ImportOptions } from './options.ts';

/**
 * Its parsers are to be closed by whoever opened it.
 *
 * @param wordsOfCorpus as for the `TextCleaner`.
 */
export function openReadContext(options: ImportOptions, wordsOfCorpus?: () => Words): ReadContext {
  const { onBadBytes = 'fail', onBadFiles = 'fail', onBadRows = 'fail', signal } = options;
  const context: ReadContext = {
    options: { ...options, onBadBytes },
    notes: new ReadingNotes(),
    badFiles: new BadFiles(onBadFiles),
    parsers: new FileParsers({ signal }),
    badRows: new BadRows(onBadRows),
    cleaner: new TextCleaner(options, wordsOfCorpus),
    readOther: (source) => readWith(readerFor(source), source, context),
  };
  return context;
}
