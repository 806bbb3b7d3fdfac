/**
 * A checksum in every row that holds something no other checksum covers: names, labels, settings,
 * measurements. It is the last column of its table, the CRC-32 of the others. (Documents and their
 * texts: see portion-checksums.ts.)
 */
import type Database from 'better-sqlite3';
import { Checksum, type Value, wellFormed } from './checksum.ts';
import { damagedFile } from './damaged-file.ts';
import { damagedPortions } from './portion-checksums.ts';

/** What of a row is not as it was written, in words; `row` is all its columns. */
type Describe = (row: readonly Value[]) => string;

/** Written by an import: all rows have a checksum, or (an older version) none has. */
const tablesOfCorpus: Readonly<Record<string, Describe>> = {
  corpus: () => 'the settings or the report of the import',
  parents: ([, name]) => `the name of "${name}", which was cut into pieces,`,
  token_chunks: ([, first]) =>
    `the tokens from document ${first} on, or their places in the texts,`,
  words: ([id]) => `the word ${id}, or its stem,`,
};

/** Written as runs go on; in a file that an older version began, some rows have no checksum. */
const tablesOfRuns: Readonly<Record<string, Describe>> = {
  runs: ([, name]) => `the name, the settings or the state of the run "${name}"`,
  measurements: ([run, sweep]) => `the measurement at sweep ${sweep} of run ${run}`,
  topic_notes: ([run, topic]) => `the label of topic ${topic} of run ${run}`,
  topic_groups: ([run, topic]) => `the group of topic ${topic} of run ${run}`,
  carried_notes: ([run, topic]) => `where the label of topic ${topic} of run ${run} comes from`,
  checkpoints: ([, run, sweep]) => `the checkpoint of sweep ${sweep} of run ${run}`,
};

export type CheckedTable =
  | 'corpus'
  | 'parents'
  | 'token_chunks'
  | 'words'
  | 'runs'
  | 'measurements'
  | 'topic_notes'
  | 'topic_groups'
  | 'carried_notes'
  | 'checkpoints';

/** Looks at rows as they are read. */
export class RowChecks {
  readonly #path: string;
  readonly #database: Database.Database;
  readonly #isOn: boolean;
  readonly #hasColumn = new Map<CheckedTable, boolean>();
  readonly #kinds = new Map<CheckedTable, readonly string[]>();
  #isSealed: boolean | undefined;

  /** @param options.isOn false to read everything, damaged or not. */
  constructor(path: string, database: Database.Database, { isOn = true } = {}) {
    this.#path = path;
    this.#database = database;
    this.#isOn = isOn;
  }

  /**
   * @param row all columns of a row, in their order.
   * @throws {UserError} when it is not as it was written.
   */
  check(table: CheckedTable, row: readonly Value[]): void {
    // A row that another one refers to may be gone, whatever the type says.
    if ((row as readonly Value[] | undefined) === undefined) {
      throw damagedFile(this.#path, `a row of ${table} is gone`);
    }
    const what = this.damage(table, row);
    if (what === undefined) return;
    throw damagedFile(this.#path, what);
  }

  /** In words, what of the row is not as it was written; undefined when all is. */
  damage(table: CheckedTable, row: readonly Value[]): string | undefined {
    if (!this.#isOn || !this.#hasChecksums(table)) return undefined;
    const what = this.#damageOf(table, row);
    if (what === undefined) return undefined;
    const describe = tablesOfCorpus[table] ?? tablesOfRuns[table]!;
    return `${describe(row)} ${what}`;
  }

  #damageOf(table: CheckedTable, row: readonly Value[]): string | undefined {
    const stored = row.at(-1);
    // A row of another table, written to the wrong place, has a checksum that matches.
    const kinds = this.#kindsOf(table);
    if (!row.every((value, column) => isOfKind(value, kinds[column]))) return 'is of another kind';
    if (stored === null && this.#mayLack(table)) return undefined;
    if (stored === rowChecksum(row.slice(0, -1))) return undefined;
    return stored === null ? 'has lost its checksum' : 'does not match its checksum';
  }

  /** The types of the columns, as they are declared. */
  #kindsOf(table: CheckedTable): readonly string[] {
    let kinds = this.#kinds.get(table);
    if (kinds === undefined) {
      const columns = this.#database.prepare(`SELECT * FROM ${table} LIMIT 0`).columns();
      this.#kinds.set(table, (kinds = columns.map(({ type }) => type ?? '')));
    }
    return kinds;
  }

  #hasChecksums(table: CheckedTable): boolean {
    let has = this.#hasColumn.get(table);
    if (has === undefined) this.#hasColumn.set(table, (has = hasChecksums(this.#database, table)));
    return has;
  }

  #mayLack(table: CheckedTable): boolean {
    this.#isSealed ??= hasRowChecksums(this.#database);
    return mayLackChecksum(table, this.#isSealed);
  }
}

function isOfKind(value: Value, kind: string | undefined): boolean {
  if (value === null) return true;
  if (kind === 'TEXT') return typeof value === 'string';
  if (kind === 'BLOB') return value instanceof Uint8Array;
  return kind === 'REAL' ? typeof value === 'number' : Number.isInteger(value);
}

export function rowChecksum(values: readonly Value[]): number {
  const checksum = new Checksum();
  checksum.add(values);
  return checksum.take();
}

/** The columns of a row with their checksum after them, ready to be inserted. */
export function sealed(values: readonly Value[]): Value[] {
  const row = wellFormed(values);
  return [...row, rowChecksum(row)];
}

/** Gives a row that was changed its new checksum. */
export function sealRow(
  database: Database.Database,
  table: 'corpus' | 'runs' | 'checkpoints',
  id: number | bigint,
): void {
  const checksum = rowChecksum(readRow(database, table, id).slice(0, -1));
  const column = table === 'checkpoints' ? 'row_checksum' : 'checksum';
  database.prepare(`UPDATE ${table} SET ${column} = ? WHERE id = ?`).run(checksum, id);
}

/** Whether a row is as it was written; also true of one that has no checksum. */
export function isRowWhole(database: Database.Database, table: 'runs', id: number): boolean {
  const row = readRow(database, table, id);
  const stored = row.at(-1);
  return stored === null || stored === rowChecksum(row.slice(0, -1));
}

function readRow(
  database: Database.Database,
  table: 'corpus' | 'runs' | 'checkpoints',
  id: number | bigint,
): Value[] {
  return database
    .prepare<[typeof id], Value[]>(`SELECT * FROM ${table} WHERE id = ?`)
    .raw()
    .get(id)!;
}

/** Whether the rows of the corpus have checksums: those of older versions have none. */
export function hasRowChecksums(database: Database.Database): boolean {
  if (!hasChecksums(database, 'corpus')) return false;
  const rows = Object.keys(tablesOfCorpus).map((table) =>
    database.prepare(`SELECT 1 FROM ${table} WHERE checksum IS NOT NULL LIMIT 1`).all(),
  );
  return rows.some(({ length }) => length > 0);
}

/**
 * Files that were made with checksums have one in every row, but for checkpoints: these got theirs
 * later.
 */
function mayLackChecksum(table: string, isSealed: boolean): boolean {
  return !isSealed || table === 'checkpoints';
}

/** What does not match its checksum, or lacks one, table by table. */
export function* damagedRows(database: Database.Database): Generator<() => Iterable<string>> {
  const isSealed = hasRowChecksums(database);
  for (const [table, describe] of Object.entries({ ...tablesOfCorpus, ...tablesOfRuns })) {
    if (!hasChecksums(database, table)) continue;
    const mayLack = mayLackChecksum(table, isSealed);
    yield () => damagedIn(database, { table, describe, mayLack });
  }
  if (!isSealed) return;
  yield () => damagedPortions(database, 'documents');
  yield () => damagedPortions(database, 'texts');
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

/** A file of an older version that is only read may lack a table. */
export function hasTable(database: Database.Database, table: string): boolean {
  return (
    database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(table) !==
    undefined
  );
}

/** A file of an older version that is only read is not brought up to date. */
function hasChecksums(database: Database.Database, table: string): boolean {
  if (!hasTable(database, table)) return false;
  const columns = database.prepare(`SELECT * FROM ${table} LIMIT 0`).columns();
  return columns.at(-1)?.name.endsWith('checksum') ?? false;
}
