/** Writes rows as CSV or TSV. */
import type { ExportOptions } from '../writer.ts';
import type { Cell, Table } from './table.ts';

/**
 * A header and a line for each row, with quotes (RFC 4180) around what would otherwise be cut. What
 * is not there is an empty field.
 */
export function* delimitedLines(
  { columns, rows }: Table,
  delimiter: Delimiter,
  options: Pick<ExportOptions, 'forSpreadsheets'>,
): Generator<string> {
  yield delimitedHeader(
    columns.map(({ name }) => name),
    delimiter,
    options,
  );
  for (const row of rows) yield delimitedLine(row, delimiter, options);
}

/** Excel takes a file without this mark for one in the characters of its country. */
const byteOrderMark = '\ufeff';

/** The line with the names of the columns. */
export function delimitedHeader(
  names: readonly string[],
  delimiter: Delimiter,
  options: Pick<ExportOptions, 'forSpreadsheets'>,
): string {
  const line = delimitedLine(names, delimiter, options);
  return options.forSpreadsheets ? `${byteOrderMark}${line}` : line;
}

/** One of these lines, with its end. */
export function delimitedLine(
  cells: readonly Cell[],
  delimiter: Delimiter,
  { forSpreadsheets }: Pick<ExportOptions, 'forSpreadsheets'>,
): string {
  const asField = (cell: Cell): string => {
    if (typeof cell !== 'string') return cell === undefined ? '' : String(cell);
    return quoted(forSpreadsheets ? harmless(cell) : cell, delimiter);
  };
  return `${cells.map(asField).join(delimiter)}\n`;
}

type Delimiter = ',' | '\t';

function quoted(text: string, delimiter: string): string {
  const isPlain = !/["\r\n]|^\s|\s$/u.test(text) && !text.includes(delimiter);
  return isPlain ? text : `"${text.replaceAll('"', '""')}"`;
}

/**
 * Spreadsheets run text that begins so as a formula, which texts from strangers may well hold.
 *
 * Source: OWASP, "CSV Injection".
 */
function harmless(text: string): string {
  return /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
}
