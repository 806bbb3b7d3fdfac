/** Lists of any length, written as they are made: a million rows take no more memory than ten. */
import { setImmediate } from 'node:timers/promises';
import { inertJson, inertLines } from './messages.ts';
import { type Column, tableLines } from './table.ts';

/** Characters that are gathered before they are written. */
const chunkLength = 1 << 16;

/** A table, and a line below it. */
export async function printTable(
  columns: readonly Column[],
  rows: Iterable<readonly string[]>,
  below?: () => string,
): Promise<void> {
  await printLines(tableLines(columns, rows));
  if (below !== undefined) await printLines([below()]);
}

/** Lines for people: nothing in them acts upon the terminal. */
export async function printLines(lines: Iterable<string>): Promise<void> {
  await writeAll(mapped(lines, (line) => `${inertLines(line)}\n`));
}

/** A JSON object on each line. */
export async function printJsonLines(rows: Iterable<unknown>): Promise<void> {
  await writeAll(mapped(rows, (row) => `${inertJson(JSON.stringify(row))}\n`));
}

/**
 * One JSON object on a line of its own, whose last field but those of `after` is a list:
 * `{..., "name": [...]}`.
 *
 * @param after what is known only when all rows were made.
 */
export async function printJsonList(
  others: Readonly<Record<string, unknown>>,
  name: string,
  rows: Iterable<unknown>,
  after: () => Readonly<Record<string, unknown>> = () => ({}),
): Promise<void> {
  const start = JSON.stringify(others).slice(0, -1);
  const separator = start === '{' ? '' : ',';
  await writeAll(
    (function* () {
      yield inertJson(`${start}${separator}${JSON.stringify(name)}:[`);
      let isFirst = true;
      for (const row of rows) {
        yield `${isFirst ? '' : ','}${inertJson(JSON.stringify(row))}`;
        isFirst = false;
      }
      const end = JSON.stringify(after()).slice(1);
      yield `]${end === '}' ? '' : ','}${end}\n`;
    })(),
  );
}

/** Rows of which only some can be had at once, one after the other. */
export function* inPages<Row>(
  { first, limit }: { readonly first: number; readonly limit: number },
  page: (span: { first: number; limit: number }) => { readonly rows: readonly Row[] },
): Generator<Row> {
  for (let start = first; start < first + limit; start += rowsPerPage) {
    const { rows } = page({ first: start, limit: Math.min(rowsPerPage, first + limit - start) });
    yield* rows;
    if (rows.length < rowsPerPage) return;
  }
}

export function* mapped<From, To>(rows: Iterable<From>, change: (row: From) => To): Generator<To> {
  for (const row of rows) yield change(row);
}

/** Rows that are asked for at once; each page reads things of its own, which must not cost more. */
const rowsPerPage = 10_000;

async function writeAll(parts: Iterable<string>): Promise<void> {
  let text = '';
  for (const part of parts) {
    text += part;
    if (text.length < chunkLength) continue;
    await write(text);
    text = '';
  }
  await write(text);
}

/**
 * Waits for who reads; and so that a signal is noticed.
 *
 * @throws what the system says when nobody reads any more: whoever writes closes what it has open.
 */
export async function write(text: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
  await setImmediate();
}
