/** Texts that wait for their documents, by name. */
import type Database from 'better-sqlite3';
import { keysOf } from './name-keys.ts';
import type { ProjectFile } from './project-file.ts';

/** What a source of texts has for a document. */
export interface GivenText {
  readonly text: string;
  readonly label: string | null;
  /** As JSON. */
  readonly metadata: string | null;
}

/** Texts in the database, on disk: memory does not grow with them. */
export class GivenTexts {
  numTexts = 0;
  readonly #insert: Database.Statement;
  readonly #byKey: readonly Database.Statement<[string], GivenText>[];
  readonly #byNumber: Database.Statement<[number], GivenText>;
  readonly #database: Database.Database;

  /** @param file a file that nobody else writes to. */
  constructor({ database }: ProjectFile) {
    this.#database = database;
    database.exec(
      'CREATE TEMP TABLE given_texts (number INTEGER PRIMARY KEY, key0 TEXT, key1 TEXT, key2 TEXT, ' +
        'text TEXT NOT NULL, label TEXT, metadata TEXT)',
    );
    for (const key of keyColumns)
      database.exec(`CREATE INDEX given_texts_${key} ON given_texts (${key})`);
    this.#insert = database.prepare('INSERT INTO given_texts VALUES (?, ?, ?, ?, ?, ?, ?)');
    const found = 'SELECT text, label, metadata FROM given_texts WHERE';
    this.#byKey = keyColumns.map((key) =>
      database.prepare<[string], GivenText>(`${found} ${key} = ? LIMIT 2`),
    );
    this.#byNumber = database.prepare<[number], GivenText>(`${found} number = ?`);
  }

  add(name: string, { text, label, metadata }: GivenText): void {
    this.#insert.run(this.numTexts++, ...keysOf(name), text, label, metadata);
  }

  /** The text of this name: its path, its file name, or that without the ending; if only one has it. */
  named(name: string): GivenText | undefined {
    for (const [index, key] of keysOf(name).entries()) {
      const found = this.#byKey[index].all(key);
      if (found.length > 0) return found.length === 1 ? found[0] : undefined;
    }
    return undefined;
  }

  /** The text with this number, from 0 up, in the order in which they were added. */
  at(number: number): GivenText | undefined {
    return this.#byNumber.get(number);
  }

  drop(): void {
    this.#database.exec('DROP TABLE given_texts');
  }
}

const keyColumns = ['key0', 'key1', 'key2'] as const;
