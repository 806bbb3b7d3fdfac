import type { ImportReport, Named } from '../corpora/importing/report.ts';

/** The report of an import for people. */
export function describeImport(report: ImportReport, file: string): string {
  const { documents, tokens, words } = report;
  const lines = [
    `${file}: ${number(documents.kept)} documents, ${number(tokens.kept)} tokens, ` +
      `${number(words.kept)} words${languageOf(report)}`,
    ...documentLines(report),
    ...noteLines(report),
    '',
    ...stepLines(report),
    '',
    `Most frequent words: ${report.topWords.map(({ word }) => word).join(' ')}`,
  ];
  return lines.map(inert).join('\n');
}

function languageOf({ languages, languageDetected }: ImportReport): string {
  if (languages.length === 0) return '';
  return ` (${languages.join(', ')}${languageDetected ? ', found out from a sample' : ''})`;
}

function documentLines({ documents }: ImportReport): string[] {
  const { read, cut, empty, duplicates, repeatedNames } = documents;
  const lines = [`  documents read: ${number(read)}`];
  if (cut !== undefined) {
    lines.push(`  cut into pieces: ${number(cut.documents)} documents into ${number(cut.pieces)}`);
  }
  if (empty.count > 0) lines.push(`  empty, kept in their place: ${named(empty)}`);
  if (duplicates.count > 0) {
    lines.push(
      `  same text as an earlier one: ${named(duplicates)}` +
        (duplicates.dropped ? '; dropped' : '; kept (--drop-duplicates)'),
    );
  }
  if (repeatedNames.count > 0)
    lines.push(`  names that stand for several: ${named(repeatedNames)}`);
  return lines;
}

function noteLines({ badBytes, skippedFiles }: ImportReport): string[] {
  const lines: string[] = [];
  if (badBytes.replaced > 0) {
    lines.push(
      `  bytes that are no text: ${number(badBytes.replaced)}, in ${named(badBytes.files)}`,
    );
  }
  if (badBytes.nul > 0) lines.push(`  NUL bytes, read as spaces: ${number(badBytes.nul)}`);
  if (skippedFiles.count > 0)
    lines.push(`  files that are no texts, skipped: ${named(skippedFiles)}`);
  return lines;
}

function stepLines({ steps, tokens, words }: ImportReport): string[] {
  const rows = [
    ['', 'tokens', 'words'],
    ['found', number(tokens.found), number(words.found)],
    ...steps
      .filter(({ tokensRemoved, wordsRemoved }) => tokensRemoved + wordsRemoved > 0)
      .map(({ filter, tokensRemoved, wordsRemoved }) => [
        filter,
        `-${number(tokensRemoved)}`,
        `-${number(wordsRemoved)}`,
      ]),
    ['kept', number(tokens.kept), number(words.kept)],
  ];
  const width = Math.max(...rows.map(([name]) => name!.length));
  return rows.map(
    ([name, tokenCount, wordCount]) =>
      `  ${name!.padEnd(width)} ${tokenCount!.padStart(14)} ${wordCount!.padStart(12)}`,
  );
}

function named({ count, names }: Named): string {
  const shown = names.slice(0, 5).join(', ');
  return `${number(count)} (${shown}${count > 5 ? ', ...' : ''})`;
}

function number(value: number): string {
  return value.toLocaleString('en');
}

/** Control characters out of documents' names must not reach the terminal. */
function inert(line: string): string {
  return line.replace(/[\u0000-\u001f\u007f-\u009f]/gu, '\ufffd');
}
