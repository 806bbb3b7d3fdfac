/** The report of an import, in words. */
import { inert } from '../components/inert.ts';
import { count, grouped, percent } from '../components/numbers.ts';
import type { ImportReport } from '../../corpora/importing/report.ts';
import { dateLines } from './date-lines.ts';
import { readingLines } from './reading-lines.ts';
import { named } from './named.ts';

/** The report of an import for people. */
export function describeImport(report: ImportReport, file: string): string {
  const { documents, tokens, words } = report;
  const lines = [
    `${file}: ${count(documents.kept, 'document')}, ${count(tokens.kept, 'token')}, ` +
      `${count(words.kept, 'word')}${languageOf(report)}`,
    ...doubtLines(report),
    ...documentLines(report),
    ...readingLines(report),
    ...noteLines(report),
    '',
    ...stepLines(report),
    ...phraseLines(report),
    ...textLines(report),
    ...metadataLines(report),
    ...dateLines(report.dates),
    ...runLines(report),
    ...lengthLines(report),
    '',
    `Most frequent words: ${report.topWords.map(({ word }) => word).join(' ')}`,
  ];
  return lines.map(inert).join('\n');
}

function languageOf({ languages, languageDetected }: ImportReport): string {
  if (languages.length === 0) return '';
  return ` (${languages.join(', ')}${languageDetected ? ', detected from a sample' : ''})`;
}

function doubtLines({ doubts = [] }: ImportReport): string[] {
  return doubts.map(({ says }) => `  WARNING: ${says}`);
}

function documentLines({ documents }: ImportReport): string[] {
  const { read, cut, empty, duplicates, repeatedNames } = documents;
  const lines = [`  documents read: ${grouped(read)}`];
  if (cut !== undefined) {
    lines.push(
      `  cut into pieces: ${count(cut.documents, 'document')} into ${grouped(cut.pieces)}`,
    );
  }
  if (empty.count > 0) lines.push(`  empty, kept in their place: ${named(empty)}`);
  if (duplicates.count > 0) {
    lines.push(
      `  same text as an earlier one: ${named(duplicates)}` +
        (duplicates.dropped ? '; dropped' : '; kept (--drop-duplicates)'),
    );
  }
  if (repeatedNames.count > 0)
    lines.push(`  names of more than one document: ${named(repeatedNames)}`);
  return lines;
}

function noteLines({ badBytes, badFiles, skippedFiles, ...links }: ImportReport): string[] {
  const lines: string[] = [];
  if (badFiles !== undefined && badFiles.count > 0) {
    lines.push(`  files that could not be read, left out: ${grouped(badFiles.count)}`);
    lines.push(...badFiles.first.map(({ reason }) => `    ${reason}`));
  }
  if (badBytes.replaced > 0) {
    lines.push(
      `  bytes that are not text: ${grouped(badBytes.replaced)}, in ${named(badBytes.files)}`,
    );
  }
  if (badBytes.nul > 0) lines.push(`  NUL bytes, read as spaces: ${grouped(badBytes.nul)}`);
  if (skippedFiles.count > 0)
    lines.push(`  files that are not texts, skipped: ${named(skippedFiles)}`);
  const { linksOutside, readAlready } = links;
  if (linksOutside !== undefined && linksOutside.count > 0) {
    lines.push(`  links out of the folder, not followed: ${named(linksOutside)} (--follow-links)`);
  }
  if (readAlready !== undefined && readAlready.count > 0)
    lines.push(`  links to files already read: ${named(readAlready)}`);
  return lines;
}

function phraseLines({ phrases }: ImportReport): string[] {
  if (phrases.length === 0) return [];
  const shown = phrases.slice(0, 12).map(({ phrase }) => phrase);
  return ['', `Phrases: ${grouped(phrases.length)}, such as ${shown.join(' ')}`];
}

/** What a table of metadata was joined to, and what of it found no counterpart. */
export function metadataLines({ metadata }: Pick<ImportReport, 'metadata'>): string[] {
  if (metadata === undefined) return [];
  const { fields = [], joined, unknown, without, repeated } = metadata;
  const what = fields.length === 0 ? '' : ` ${named({ count: fields.length, names: fields })}`;
  const lines = ['', `Metadata:${what} joined to ${count(joined, 'document')}`];
  if (unknown.count > 0) lines.push(`  names that no document has: ${named(unknown)}`);
  if (without.count > 0) lines.push(`  documents without an entry: ${named(without)}`);
  if (repeated !== undefined && repeated.count > 0) {
    lines.push(
      `  names with several entries that differ, of which the last holds: ${named(repeated)}`,
    );
  }
  return lines;
}

/** What a source of texts was joined to. */
function textLines({ texts }: ImportReport): string[] {
  if (texts === undefined) return [];
  const { source, joined, unused, tokens, placed } = texts;
  const lines = [
    '',
    `Texts of ${source}: joined to ${count(joined, 'document')}; ` +
      `${percent(placed / tokens, 1)} of the tokens found in them`,
  ];
  if (unused > 0) lines.push(`  texts that no document has: ${grouped(unused)}`);
  return lines;
}

function runLines({ run }: ImportReport): string[] {
  if (run === undefined) return [];
  const { name, numTopics, logLikelihoodPerToken } = run;
  return [
    '',
    `Run "${name}": ${count(numTopics, 'topic')} as they came with the documents, ` +
      `log-likelihood ${logLikelihoodPerToken.toFixed(4)} per token`,
  ];
}

function stepLines({ steps, tokens, words }: ImportReport): string[] {
  const rows = [
    ['', 'tokens', 'words'],
    ['found', grouped(tokens.found), grouped(words.found)],
    ...steps
      .filter(({ tokensRemoved, wordsRemoved }) => tokensRemoved + wordsRemoved > 0)
      .map(({ filter, tokensRemoved, wordsRemoved }) => [
        filter,
        change(-tokensRemoved),
        change(-wordsRemoved),
      ]),
    ['kept', grouped(tokens.kept), grouped(words.kept)],
  ];
  const width = Math.max(...rows.map(([name]) => name!.length));
  return rows.map(
    ([name, tokenCount, wordCount]) =>
      `  ${name!.padEnd(width)} ${tokenCount!.padStart(14)} ${wordCount!.padStart(12)}`,
  );
}

/** How long the documents are, as bars: rows of powers of two. */
function lengthLines({ lengths }: ImportReport): string[] {
  const most = Math.max(...lengths.map(({ documents }) => documents));
  const rows = lengths.map(({ from, to, documents }) => {
    const range = from === to ? grouped(from) : `${grouped(from)}-${grouped(to)}`;
    const bar = '#'.repeat(Math.ceil((documents / most) * 30));
    return `  ${range.padStart(15)} ${bar.padEnd(30)} ${grouped(documents).padStart(9)}`;
  });
  return ['', 'Tokens in a document:', ...rows];
}

function change(difference: number): string {
  if (difference === 0) return '0';
  return difference < 0 ? `-${grouped(-difference)}` : `+${grouped(difference)}`;
}
