/** Puts the report of an import together. */
import { namesOfDocuments, repeatedNames } from '../database/document-names.ts';
import { storedMetadata } from '../database/stored-metadata.ts';
import { findDates } from '../dates/find-dates.ts';
import type { ProjectFile } from '../database/project-file.ts';
import type { BadFiles } from '../readers/bad-files.ts';
import type { BadRows } from '../readers/bad-rows.ts';
import type { CleaningCounts } from '../text/cleaning/clean-texts.ts';
import type { ReadingNotes } from '../readers/reading-notes.ts';
import { askedReading } from './asked-reading.ts';
import type { ChosenWords } from './choose-words.ts';
import type { CorpusBuilder } from './corpus-builder.ts';
import type { ImportOptions, WordSettings } from './options.ts';
import { doubtsAbout } from './plausibility.ts';
import type { ImportReport, Origin } from './report.ts';
import type { SampledTexts } from './sampled-texts.ts';
import type { WrittenTokens } from './write-tokens.ts';

const numTopWords = 30;

export function makeReport(made: {
  file: ProjectFile;
  origin: Origin;
  options: ImportOptions;
  settings: WordSettings;
  notes: ReadingNotes;
  badFiles: BadFiles;
  badRows: BadRows;
  cleaned: CleaningCounts;
  builder: CorpusBuilder;
  chosen: ChosenWords;
  written: WrittenTokens;
  phrases: ImportReport['phrases'];
  metadata: ImportReport['metadata'];
  sampled: SampledTexts;
  texts: ImportReport['texts'];
}): ImportReport {
  const { file, notes, builder, chosen, written, settings } = made;
  const total = builder.writer.numDocuments;
  const { empty } = written;
  const report: ImportReport = {
    sources: made.origin.sources,
    asked: made.origin.asked ?? askedReading(made.options),
    formats: Object.fromEntries(notes.formats),
    languages: settings.languages,
    languageDetected: made.options.languages === undefined && settings.languages.length > 0,
    documents: {
      read: builder.numRead,
      total,
      kept: total - empty.count,
      empty: { count: empty.count, names: namesOfDocuments(file, empty.first) },
      duplicates: {
        ...builder.duplicates.toJSON(),
        dropped: made.options.dropDuplicates ?? false,
      },
      repeatedNames: repeatedNames(file),
      cut:
        builder.numCut === 0 ? undefined : { documents: builder.numCut, pieces: builder.numPieces },
    },
    ...ofReading(notes, made),
    cleaned: made.cleaned,
    repeatedLines: made.sampled.repeatedLines,
    minorLanguages: made.sampled.minorLanguages(settings.languages),
    longest: longestOf(file, written),
    tokens: { found: chosen.found.tokens, kept: written.numTokens },
    words: { found: chosen.found.words, kept: chosen.words.length },
    steps: chosen.steps,
    phrases: made.phrases,
    metadata: made.metadata,
    texts: made.texts,
    dates: findDates(storedMetadata(file)),
    topWords: chosen.words.slice(0, numTopWords).map(({ word, numTokens, numDocuments }) => ({
      word,
      tokens: numTokens,
      documents: numDocuments,
    })),
    lengths: histogram(written.lengths),
  };
  return { ...report, doubts: doubtsAbout(report) };
}

/** What happened to sources, rows and bytes. */
function ofReading(
  notes: ReadingNotes,
  { badFiles, badRows }: { badFiles: BadFiles; badRows: BadRows },
): Pick<ImportReport, 'badBytes' | 'skippedFiles'> & Partial<ImportReport> {
  return {
    badBytes: { replaced: notes.badBytes, nul: notes.nulBytes, files: notes.badByteFiles.toJSON() },
    badFiles: badFiles.toJSON(),
    skippedFiles: notes.skippedFiles.toJSON(),
    readings: notes.readings.toJSON(),
    badRows: badRows.toJSON(),
    shortRows: notes.shortRows.toJSON(),
    longRows: notes.longRows.toJSON(),
    repeatedColumns: notes.repeatedColumns.toJSON(),
    missingValues: notes.missingValues,
    linksOutside: notes.linksOutside.toJSON(),
    readAlready: notes.readAlready.toJSON(),
    manyLines: notes.manyLines,
  };
}

function longestOf(
  file: ProjectFile,
  { longest, lengths }: WrittenTokens,
): NonNullable<ImportReport['longest']> {
  const [name = ''] = namesOfDocuments(file, [longest.document]);
  const half = lengths.slice(1).reduce((sum, count) => sum + count, 0) / 2;
  let below = 0;
  const bits = lengths.findIndex((count, index) => index > 0 && (below += count) >= half);
  return { name, tokens: longest.tokens, median: bits < 1 ? 0 : 1.5 * 2 ** (bits - 1) };
}

/** From counts by powers of two to ranges; the empty ranges at both ends are left out. */
function histogram(counts: readonly number[]): ImportReport['lengths'] {
  const first = counts.findIndex((count) => count > 0);
  const last = counts.findLastIndex((count) => count > 0);
  return counts.slice(first, last + 1).map((documents, index) => {
    const bits = first + index;
    const from = bits === 0 ? 0 : 2 ** (bits - 1);
    return { from, to: bits === 0 ? 0 : 2 ** bits - 1, documents };
  });
}
