/** Joins the rows of a table to the documents of the same name. */
import type Database from 'better-sqlite3';
import { comparable, keysOf } from './name-keys.ts';
import { renewPortions } from './portion-checksums.ts';
import type { ProjectFile } from './project-file.ts';

const mostNames = 20;
/** Objects of JSON may each have fields of their own. */
const mostFields = 1000;

interface DocumentRow {
  readonly id: number;
  readonly name: string;
  readonly whole: string | null;
  readonly metadata: string | null;
}

/** Joins records to documents by name, in the database: memory does not grow with either. */
export class MetadataJoin {
  readonly #database: Database.Database;
  readonly #insert: Database.Statement;
  readonly #fields = new Set<string>();

  /** @param file a file that nobody else writes to. */
  constructor(file: ProjectFile) {
    this.#database = file.database;
    this.#database.exec(
      'CREATE TEMP TABLE records (key TEXT PRIMARY KEY, shown TEXT NOT NULL, record TEXT NOT NULL, ' +
        'used INTEGER DEFAULT 0, differs INTEGER DEFAULT 0)',
    );
    this.#insert = file.database.prepare(
      'INSERT INTO records (key, shown, record) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE ' +
        'SET differs = differs OR record <> excluded.record, record = excluded.record',
    );
  }

  /** The names of what the records hold, in the order in which they came. */
  get fields(): readonly string[] {
    return [...this.#fields];
  }

  /** Of several records with one key the last holds. */
  add(key: string, record: Readonly<Record<string, unknown>>): void {
    if (this.#fields.size < mostFields)
      for (const name of Object.keys(record)) this.#fields.add(name);
    this.#insert.run(comparable(key), key, JSON.stringify(record));
  }

  /**
   * In pieces, with a break after any document.
   *
   * @param options.replaces whether all other metadata are removed, even of documents without a
   * record; otherwise only columns of the same name are overwritten.
   * @returns documents that got something, keys without a document, documents without a key, and keys
   * of several records that are not the same.
   */
  *apply({ replaces = false } = {}): Generator<undefined, JoinOutcome, undefined> {
    const find = this.#database.prepare<[string], { record: string }>(
      'UPDATE records SET used = 1 WHERE key = ? RETURNING record',
    );
    const change = this.#database.prepare('UPDATE documents SET metadata = ? WHERE id = ?');
    const without = { count: 0, names: [] as string[] };
    let joined = 0;
    for (const row of this.#documents()) {
      yield;
      const record = keysOf(row.whole ?? row.name)
        .map((key) => find.get(key)?.record)
        .find((found) => found !== undefined);
      if (record === undefined) {
        if (without.count++ < mostNames) without.names.push(row.name);
        if (replaces && row.metadata !== null) change.run(null, row.id);
        continue;
      }
      joined++;
      change.run(replaces ? record : merge(row.metadata, record), row.id);
    }
    renewPortions(this.#database, 'documents');
    const unknown = this.#namesOf('used = 0');
    const repeated = this.#namesOf('differs = 1');
    this.#database.exec('DROP TABLE records');
    return { fields: this.fields, joined, unknown, without, repeated };
  }

  /** In portions, because a table cannot be changed while it is read. */
  *#documents(): Generator<DocumentRow> {
    const portion = this.#database.prepare<[number], DocumentRow>(
      'SELECT documents.id, documents.name, parents.name AS whole, metadata FROM documents ' +
        'LEFT JOIN parents ON parents.id = parent WHERE documents.id > ? ORDER BY documents.id LIMIT 1000',
    );
    for (
      let rows = portion.all(-1);
      rows.length > 0;
      rows = portion.all(rows[rows.length - 1].id)
    ) {
      yield* rows;
    }
  }

  #namesOf(which: string): Named {
    const count = this.#database
      .prepare<[], number>(`SELECT count(*) FROM records WHERE ${which}`)
      .pluck()
      .get();
    const names = this.#database
      .prepare<[], string>(
        `SELECT shown FROM records WHERE ${which} ORDER BY rowid LIMIT ${mostNames}`,
      )
      .pluck()
      .all();
    return { count: count ?? 0, names };
  }
}

interface JoinOutcome {
  readonly fields: readonly string[];
  readonly joined: number;
  readonly unknown: Named;
  readonly without: Named;
  readonly repeated: Named;
}

interface Named {
  readonly count: number;
  readonly names: readonly string[];
}

function merge(metadata: string | null, record: string): string {
  if (metadata === null) return record;
  return JSON.stringify({
    ...(JSON.parse(metadata) as Record<string, unknown>),
    ...(JSON.parse(record) as Record<string, unknown>),
  });
}
