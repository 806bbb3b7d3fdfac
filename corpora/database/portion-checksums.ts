/**
 * Checksums of documents and of texts, one for each 256 consecutive rows: one in every row would
 * make an import of short documents a quarter slower.
 */
import type Database from 'better-sqlite3';
import { Checksum, type Value } from './checksum.ts';

const rowsPerPortion = 256;

const columnsOf = {
  documents: 'id, name, label, metadata, parent, part',
  texts: 'document, text',
} as const;

const meaningOf = { documents: 'the names, labels or metadata', texts: 'the texts' } as const;

type PortionedTable = keyof typeof columnsOf;

/** Takes rows as they are written, by rising number, and stores their checksums. */
export class PortionWriter {
  readonly #table: PortionedTable;
  readonly #insert: Database.Statement;
  readonly #checksum = new Checksum();
  #portion: number | undefined;

  constructor(database: Database.Database, table: PortionedTable) {
    this.#table = table;
    this.#insert = database.prepare('INSERT INTO portion_checksums VALUES (?, ?, ?)');
  }

  add(row: readonly [number, ...Value[]]): void {
    const portion = Math.floor(row[0] / rowsPerPortion);
    if (portion !== this.#portion) this.finish();
    this.#portion = portion;
    this.#checksum.add(row);
  }

  finish(): void {
    if (this.#portion === undefined) return;
    this.#insert.run(this.#table, this.#portion, this.#checksum.take());
    this.#portion = undefined;
  }
}

/** Recomputes the checksums after rows were changed. */
export function renewPortions(database: Database.Database, table: PortionedTable): void {
  database.prepare('DELETE FROM portion_checksums WHERE name = ?').run(table);
  const insert = database.prepare('INSERT INTO portion_checksums VALUES (?, ?, ?)');
  for (const [portion, checksum] of [...portionsOf(database, table)]) {
    insert.run(table, portion, checksum);
  }
}

/** What does not match its checksum, or lacks one. */
export function* damagedPortions(
  database: Database.Database,
  table: PortionedTable,
): Generator<string> {
  const stored = new Map(
    database
      .prepare<[string], [number, number]>(
        'SELECT portion, checksum FROM portion_checksums WHERE name = ?',
      )
      .raw()
      .all(table),
  );
  for (const [portion, checksum] of portionsOf(database, table)) {
    const first = portion * rowsPerPortion;
    const last = first + rowsPerPortion - 1;
    const which = `${meaningOf[table]} of documents ${first} to ${last}`;
    if (!stored.has(portion)) yield `${which} have lost their checksum`;
    else if (stored.get(portion) !== checksum) yield `${which} do not match their checksum`;
    stored.delete(portion);
  }
  for (const portion of stored.keys()) yield `${meaningOf[table]} of portion ${portion} are gone`;
}

function* portionsOf(
  database: Database.Database,
  table: PortionedTable,
): Generator<[portion: number, checksum: number]> {
  const columns = columnsOf[table];
  const key = columns.split(',', 1)[0];
  const rows = database
    .prepare<[], [number, ...Value[]]>(`SELECT ${columns} FROM ${table} ORDER BY ${key}`)
    .raw();
  const checksum = new Checksum();
  let current: number | undefined;
  for (const row of rows.iterate()) {
    const portion = Math.floor(row[0] / rowsPerPortion);
    if (current !== undefined && portion !== current) yield [current, checksum.take()];
    current = portion;
    checksum.add(row);
  }
  if (current !== undefined) yield [current, checksum.take()];
}
