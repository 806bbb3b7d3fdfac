/** Writes rows as CSV or TSV. */
import type { ExportOptions } from '../writer.ts';
import type { Cell, Table } from './table.ts';

/**
 * A header and a line for each row, with quotes (RFC 4180) around what would otherwise be cut. What
 * is not there is an empty field.
 */
export function* delimitedLines(
  { columns, rows }: Table,
  delimiter: ',' | '\t',
  { forSpreadsheets }: ExportOptions,
): Generator<string> {
  const asField = (cell: Cell): string => {
    if (typeof cell !== 'string') return cell === undefined ? '' : String(cell);
    return quoted(forSpreadsheets ? harmless(cell) : cell, delimiter);
  };
  yield `${columns.map(({ name }) => asField(name)).join(delimiter)}\n`;
  for (const row of rows) yield `${row.map(asField).join(delimiter)}\n`;
}

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
