/** Reads a document on each line: plain lines, and MALLET's format. */
import type { TextDocument } from './document.ts';
import { readLines } from './lines.ts';
import { likelihood, mostLines, shareOf } from './recognition/likelihood.ts';
import { findHeader } from './tables/find-header.ts';
import type { ReadContext, Reader } from './reader.ts';
import type { Source } from './source.ts';

/** A document on each line. A blank line is an empty document, so that numbers stay in step. */
export const linesReader: Reader = {
  format: 'lines',
  about: 'one document per line, the text alone',
  likelihood: (source) => (source.isFolder ? likelihood.no : likelihood.lastResort),
  async *read(source, context) {
    context.notes.readings.add(source.path, { format: 'lines', how: 'one document per line' });
    for await (const { first, lines } of readLines(source, context)) {
      for (const [index, text] of lines.entries()) {
        const line = first + index;
        yield { name: `${source.name}:${line}`, text, place: { path: source.path, line } };
      }
    }
  },
};

/** `id TAB label TAB text`, without header or quoting; MALLET's own files, too. */
export const malletReader: Reader = {
  format: 'mallet',
  about: 'one document per line: its name, label and text (tabs between them, or spaces)',
  likelihood: (source) => (source.isFolder ? likelihood.no : likelihoodOfNamedLines(source)),
  read: readNamedLines,
};

async function* readNamedLines(source: Source, context: ReadContext): AsyncGenerator<TextDocument> {
  const how = 'name, label and text on each line';
  context.notes.readings.add(source.path, { format: 'mallet', how });
  for await (const { first, lines } of readLines(source, context)) {
    for (const [index, content] of lines.entries()) {
      const place = { path: source.path, line: first + index };
      const { name, label, text } = splitNamedLine(content);
      yield {
        name: name === '' ? `${source.name}:${place.line}` : name,
        label: label === '' ? undefined : label,
        text,
        place,
      };
    }
  }
}

function splitNamedLine(line: string): { name: string; label: string; text: string } {
  const tab = line.indexOf('\t');
  const second = tab < 0 ? -1 : line.indexOf('\t', tab + 1);
  if (second >= 0) {
    return {
      name: line.slice(0, tab),
      label: line.slice(tab + 1, second),
      text: line.slice(second + 1),
    };
  }
  const [, name = '', label = '', text = ''] = /^(\S*)\s*(\S*)\s*(.*)$/su.exec(line) ?? [];
  return { name, label, text };
}

/** The share of the lines with three fields, and no header among them. */
function likelihoodOfNamedLines(source: Source): number {
  const { lines } = source.head;
  const fields = lines.map((line) => line.split('\t', 4));
  const share = shareOf(fields, ({ length }) => length === 3);
  if (share < mostLines) return likelihood.no;
  // Other lines among them may be inside the quotes of a cell.
  if (share < 1 && fields.some((row) => row.some(isOpenQuote))) return likelihood.no;
  const isQuoted = ([first]: readonly string[]): boolean => /^".*"$/u.test(first);
  const isTable =
    findHeader(fields) === true || longest(fields) !== 2 || shareOf(fields, isQuoted) > 0.3;
  return isTable ? likelihood.no : likelihood.byName;
}

/** A quote that is not closed in its field. */
function isOpenQuote(field: string): boolean {
  return /^"(?:[^"]|"")*$/u.test(field);
}

/** The field in which most is written, of most lines. */
function longest(rows: readonly (readonly string[])[]): number {
  const medians = [0, 1, 2].map((field) => {
    const lengths = rows.map((row) => row[field]?.length ?? 0).sort((a, b) => a - b);
    return lengths[lengths.length >> 1];
  });
  return medians.lastIndexOf(Math.max(...medians));
}
