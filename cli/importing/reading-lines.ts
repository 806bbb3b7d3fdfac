/** The part of the import report that says how sources were read. */
import type { ImportReport, Named } from '../../corpora/importing/report.ts';
import type { ReadColumns } from '../../corpora/readers/reading-notes.ts';
import { grouped, percent } from '../components/numbers.ts';
import { named } from './named.ts';

type Reading = NonNullable<ImportReport['readings']>[number];

/** More ways of reading than this are not shown one by one. */
const mostReadings = 5;
const mostMetadata = 8;

/** What the sources were taken for, and what in them was mended or left out. */
export function readingLines(report: ImportReport): string[] {
  const { readings = [], shortRows, longRows, repeatedColumns, missingValues = 0 } = report;
  const lines = readings.slice(0, mostReadings).flatMap((reading) => linesOf(reading, readings));
  if (readings.length > mostReadings) {
    lines.push(`  and in ${readings.length - mostReadings} more ways (--json lists them)`);
  }
  const counted: readonly (readonly [string, Named | undefined])[] = [
    ['columns named by their number, as they have no name of their own', repeatedColumns],
    ['rows with too few cells, filled up with empty ones', shortRows],
    ['rows with extra empty cells, ignored', longRows],
  ];
  for (const [what, tally] of counted) {
    if (tally !== undefined && tally.count > 0) lines.push(`  ${what}: ${named(tally)}`);
  }
  if (missingValues > 0) {
    lines.push(
      `  NaN, NULL and the like, read as empty: ${grouped(missingValues)} (--keep-missing)`,
    );
  }
  return [...lines, ...cleaningLines(report), ...badRowLines(report), ...sampleLines(report)];
}

function cleaningLines({ cleaned }: ImportReport): string[] {
  if (cleaned === undefined) return [];
  const { markup, mailHeaders, mailQuotes, mailSignatures, attachments, cutWords = 0 } = cleaned;
  const mail = [
    ['headers', mailHeaders], ['quoted lines', mailQuotes], ['signatures', mailSignatures],
    ['encoded attachments', attachments],
  ] as const; // prettier-ignore
  const found = mail.filter(([, number]) => number > 0);
  const lines =
    markup > 0
      ? [`  texts with tags and entities, removed: ${grouped(markup)} (--markup keep)`]
      : [];
  if (cutWords > 0) {
    lines.push(
      `  words hyphenated at line ends, joined: ${grouped(cutWords)} (--line-end-hyphens keep)`,
    );
  }
  if (found.length > 0) {
    const parts = found.map(([what, number]) => `${what} of ${grouped(number)}`).join(', ');
    lines.push(`  mail, removed: ${parts} (--mail keep)`);
  }
  return lines;
}

/** What of the texts is better left out, and how. */
function sampleLines({
  languages,
  minorLanguages = [],
  repeatedLines = [],
}: ImportReport): string[] {
  const lines: string[] = [];
  if (minorLanguages.length > 0) {
    const all = [...languages, ...minorLanguages.map(({ language }) => language)].join(',');
    const found = minorLanguages.map(({ language, share }) => `${language} ${percent(share, 0)}`);
    lines.push(`  other languages of the texts: ${found.join(', ')} (--stop-words ${all})`);
  }
  if (repeatedLines.length > 0) {
    const [{ share }] = repeatedLines;
    lines.push(
      `  lines and phrases that recur, the commonest in ${percent(share, 0)} of the texts`,
    );
    lines.push(
      '  (--replacements FILE with such lines removes them):',
      ...repeatedLines.map(({ line }) => `    ${line} =>`),
    );
  }
  return lines;
}

function badRowLines({ badRows }: ImportReport): string[] {
  if (badRows === undefined || badRows.count === 0) return [];
  return [
    `  rows that could not be read, left out: ${grouped(badRows.count)}`,
    ...badRows.first.map(({ place, reason }) => `    ${place}: ${reason}`),
  ];
}

function linesOf({ format, how, columns, sources }: Reading, all: readonly Reading[]): string[] {
  const of = all.length > 1 ? `${named(sources)} ` : '';
  const lines = [`  ${of}read as ${format}${how === '' ? '' : `: ${how}`}`];
  if (columns !== undefined) lines.push(`    ${describeColumns(columns)}`);
  return lines;
}

function describeColumns({ text, id, label, date, metadata }: ReadColumns): string {
  const parts = [`text from ${text.map(quoted).join(' and ')}`];
  if (id !== undefined) parts.push(`names from ${quoted(id)}`);
  if (label !== undefined) parts.push(`labels from ${quoted(label)}`);
  if (date !== undefined) parts.push(`dates from ${quoted(date)}`);
  const others = metadata.filter((name) => name !== date);
  if (others.length > 0) {
    const shown = others.slice(0, mostMetadata).map(quoted).join(', ');
    parts.push(`metadata from ${shown}${others.length > mostMetadata ? ', ...' : ''}`);
  }
  return parts.join('; ');
}

function quoted(name: string): string {
  return `"${name}"`;
}
