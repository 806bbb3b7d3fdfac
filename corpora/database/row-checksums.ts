/**
 * A checksum in every row that holds something no other checksum covers: texts, names, labels,
 * metadata, settings, measurements. It is the last column of its table, a CRC-32 of the others.
 *
 * CRC-32 finds every flipped bit and every damage within 32 bits, and of all else it misses one in
 * four thousand million; it costs a fraction of what writing the row does.
 */
import { crc32 } from 'node:zlib';
import type Database from 'better-sqlite3';

type Value = string | number | null | Uint8Array;

/** What of a row is not as it was written, in words; `row` is all its columns. */
type Describe = (row: readonly Value[]) => string;

/** Written by an import: all rows have a checksum, or (an older version) none has. */
const tablesOfCorpus: Readonly<Record<string, Describe>> = {
  corpus: () => 'the settings or the report of the import',
  documents: ([id]) => `the name, label or metadata of document ${id}`,
  parents: ([, name]) => `the name of "${name}", which was cut into pieces,`,
  texts: ([id]) => `the text of document ${id}`,
  token_chunks: ([, first]) =>
    `the tokens from document ${first} on, or their places in the texts,`,
  words: ([id]) => `the word ${id}, or its stem,`,
};

/** Written as runs go on; what an older version wrote has no checksum. */
const tablesOfRuns: Readonly<Record<string, Describe>> = {
  runs: ([, name]) => `the name, the settings or the state of the run "${name}"`,
  measurements: ([run, sweep]) => `the measurement at sweep ${sweep} of run ${run}`,
  topic_notes: ([run, topic]) => `the label of topic ${topic} of run ${run}`,
};

/** What is short is gathered first: each call of crc32 costs as much as some hundred characters. */
const shortText = 1000;

/** Kind and length go in as well, so that nothing can move from one column to the next. */
function rowChecksum(values: readonly Value[]): number {
  let checksum = 0;
  let gathered = '';
  for (const value of values) {
    if (isStoredAsNull(value)) gathered += 'null ';
    else if (typeof value === 'number') gathered += `number ${value} `;
    else if (typeof value === 'string' && value.length < shortText) {
      gathered += `text ${value.length} ${value}`;
    } else {
      const kind = typeof value === 'string' ? 'text' : 'bytes';
      checksum = crc32(value, crc32(`${gathered}${kind} ${value.length} `, checksum));
      gathered = '';
    }
  }
  return gathered === '' ? checksum : crc32(gathered, checksum);
}

/** NaN always is, and an empty array of bytes when it has no memory of its own. */
function isStoredAsNull(value: Value): value is null {
  return value === null || Number.isNaN(value) || (typeof value === 'object' && value.length === 0);
}

/**
 * The columns of a row with their checksum after them, ready to be inserted.
 *
 * Half a surrogate pair (JSON may hold one) becomes U+FFFD: it would be stored as bytes that are
 * not UTF-8 and read back as three characters, and the places of all words after it be wrong.
 */
export function sealed(values: readonly Value[]): Value[] {
  const row: Value[] = [];
  for (const value of values) row.push(typeof value === 'string' ? value.toWellFormed() : value);
  row.push(rowChecksum(row));
  return row;
}

/** Gives a row that was changed its checksum anew. */
export function sealRow(database: Database.Database, table: 'runs', id: number | bigint): void {
  const checksum = rowChecksum(readRow(database, table, id).slice(0, -1));
  database.prepare(`UPDATE ${table} SET checksum = ? WHERE id = ?`).run(checksum, id);
}

/** Whether a row is as it was written; also true of one that has no checksum. */
export function isRowWhole(database: Database.Database, table: 'runs', id: number): boolean {
  const row = readRow(database, table, id);
  const stored = row.at(-1);
  return stored === null || stored === rowChecksum(row.slice(0, -1));
}

function readRow(database: Database.Database, table: 'runs', id: number | bigint): Value[] {
  return database
    .prepare<[typeof id], Value[]>(`SELECT * FROM ${table} WHERE id = ?`)
    .raw()
    .get(id)!;
}

/** Whether the rows of the corpus have checksums: those of older versions have none. */
export function hasRowChecksums(database: Database.Database): boolean {
  if (!hasColumn(database)) return false;
  const rows = Object.keys(tablesOfCorpus).map((table) =>
    database.prepare(`SELECT 1 FROM ${table} WHERE checksum IS NOT NULL LIMIT 1`).all(),
  );
  return rows.some(({ length }) => length > 0);
}

/** What does not match its checksum, or lacks one, table by table. */
export function* damagedRows(database: Database.Database): Generator<() => Iterable<string>> {
  if (!hasColumn(database)) return;
  const isSealed = hasRowChecksums(database);
  for (const [table, describe] of Object.entries({ ...tablesOfCorpus, ...tablesOfRuns })) {
    const mayLack = table in tablesOfRuns || !isSealed;
    yield () => damagedIn(database, { table, describe, mayLack });
  }
}

function* damagedIn(
  database: Database.Database,
  { table, describe, mayLack }: { table: string; describe: Describe; mayLack: boolean },
): Generator<string> {
  const rows = database.prepare<[], Value[]>(`SELECT * FROM ${table}`).raw().iterate();
  for (const row of rows) {
    const stored = row.at(-1);
    if (stored === null && mayLack) continue;
    if (stored === null) yield `${describe(row)} has lost its checksum`;
    else if (rowChecksum(row.slice(0, -1)) !== stored) {
      yield `${describe(row)} does not match its checksum`;
    }
  }
}

/** A file that is only read is not brought up to date. */
function hasColumn(database: Database.Database): boolean {
  const columns = database.pragma('table_info(corpus)') as { name: string }[];
  return columns.some(({ name }) => name === 'checksum');
}
