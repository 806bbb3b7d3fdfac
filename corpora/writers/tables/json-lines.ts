/** Writes rows as JSON Lines. */
import type { Table } from './table.ts';

/** An object on each line, its keys the columns; what is not there is null. */
export function* jsonLines({ columns, rows }: Table): Generator<string> {
  for (const row of rows) {
    const entries = columns.map(({ name }, index) => [name, row[index] ?? null] as const);
    yield `${JSON.stringify(Object.fromEntries(entries))}\n`;
  }
}
