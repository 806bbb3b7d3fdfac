/**
 * Checksums of documents and of texts, one for each 256 consecutive rows: one in every row would
 * make an import of short documents a quarter slower.
 */
import { crc32 } from 'node:zlib';
import type Database from 'better-sqlite3';
import { Checksum, type Value } from './checksum.ts';
import { damagedFile } from './damaged-file.ts';

const rowsPerPortion = 256;

const columnsOf = {
  documents: 'id, name, label, metadata, parent, part',
  texts: 'document, text',
} as const;

const meaningOf = { documents: 'the names, labels or metadata', texts: 'the texts' } as const;

type PortionedTable = keyof typeof columnsOf;

/** A text of more UTF-16 units has a checksum of its own, so that it can be read without others. */
const longText = 4096;

/** Checks documents and texts as they are read: the whole portion of a row, once. */
export class PortionChecks {
  readonly #path: string;
  readonly #database: Database.Database;
  readonly #known = new Set<string>();
  readonly #isThere: boolean;

  /** @param options.isOn false to read everything, damaged or not. */
  constructor(path: string, database: Database.Database, { isOn = true } = {}) {
    this.#path = path;
    this.#database = database;
    this.#isThere = isOn && hasPortions(database);
  }

  /** @throws {UserError} when names, labels or metadata near that document are not as written. */
  checkDocument(id: number): void {
    this.#checkPortion('documents', id);
  }

  /**
   * @param text undefined where there is none.
   * @throws {UserError} when the text is not as it was written, or is gone.
   */
  checkText(id: number, text: string | undefined): void {
    if (text === undefined) {
      const portion = Math.floor(id / rowsPerPortion);
      if (this.#stored('texts', portion) === undefined) return; // texts were not kept
      throw damagedFile(this.#path, `the text of document ${id} is gone`);
    }
    const own = text.length > longText ? this.#stored('text', id) : undefined;
    if (own === undefined) this.#checkPortion('texts', id);
    else if (own !== checksumOf(id, text)) {
      throw damagedFile(this.#path, `the text of document ${id} does not match its checksum`);
    }
  }

  /** @throws {UserError} when these bytes, of a chunk of tokens, are not as they were written. */
  checkLengths(chunk: number, bytes: Uint8Array): void {
    const stored = this.#stored('lengths', chunk);
    if (stored === undefined || stored === crc32(bytes)) return;
    throw damagedFile(this.#path, `the lengths in chunk ${chunk} do not match their checksum`);
  }

  #checkPortion(table: PortionedTable, id: number): void {
    const portion = Math.floor(id / rowsPerPortion);
    const key = `${table} ${portion}`;
    if (!this.#isThere || this.#known.has(key)) return;
    const stored = this.#stored(table, portion);
    const [found] = portionsOf(this.#database, table, portion);
    if (found?.[1] !== stored) {
      const which = `${meaningOf[table]} near document ${id}`;
      throw damagedFile(this.#path, `${which} do not match their checksum`);
    }
    this.#known.add(key); // whoever asks for a damaged one again is told again
  }

  #stored(name: string, portion: number): number | undefined {
    if (!this.#isThere) return undefined;
    return this.#database
      .prepare<[string, number], number>(
        'SELECT checksum FROM portion_checksums WHERE name = ? AND portion = ?',
      )
      .pluck()
      .get(name, portion);
  }
}

/** An older version has none, or not even a table for them. */
function hasPortions(database: Database.Database): boolean {
  try {
    return database.prepare('SELECT 1 FROM portion_checksums LIMIT 1').get() !== undefined;
  } catch {
    return false;
  }
}

/**
 * To be called before rows are changed: the damaged ones among them would get checksums that match.
 *
 * @throws {UserError} when any row is not as it was written.
 */
export function checkAllPortions(
  path: string,
  database: Database.Database,
  table: PortionedTable,
): void {
  const [found] = damagedPortions(database, table);
  if (found !== undefined) throw damagedFile(path, found);
}

function checksumOf(...row: Value[]): number {
  const checksum = new Checksum();
  checksum.add(row);
  return checksum.take();
}

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
    const [id, text] = row;
    if (this.#table === 'texts' && typeof text === 'string' && text.length > longText) {
      this.#insert.run('text', id, checksumOf(id, text));
    }
  }

  finish(): void {
    if (this.#portion === undefined) return;
    this.#insert.run(this.#table, this.#portion, this.#checksum.take());
    this.#portion = undefined;
  }
}

/**
 * Recomputes the checksums after rows were changed. A file of an older version has none and gets none:
 * with some, it would look like one that has lost the others.
 */
export function renewPortions(database: Database.Database, table: PortionedTable): void {
  if (!hasPortions(database)) return;
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
  only?: number,
): Generator<[portion: number, checksum: number]> {
  const columns = columnsOf[table];
  const key = columns.split(',', 1)[0];
  const first = only === undefined ? 0 : only * rowsPerPortion;
  const end = only === undefined ? Number.MAX_SAFE_INTEGER : first + rowsPerPortion;
  const rows = database
    .prepare<[number, number], [number, ...Value[]]>(
      `SELECT ${columns} FROM ${table} WHERE ${key} >= ? AND ${key} < ? ORDER BY ${key}`,
    )
    .raw();
  const checksum = new Checksum();
  let current: number | undefined;
  for (const row of rows.iterate(first, end)) {
    const portion = Math.floor(row[0] / rowsPerPortion);
    if (current !== undefined && portion !== current) yield [current, checksum.take()];
    current = portion;
    checksum.add(row);
  }
  if (current !== undefined) yield [current, checksum.take()];
}
