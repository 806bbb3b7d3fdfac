/** The vocabulary, read word by word. */
import type Database from 'better-sqlite3';
import type { Value } from '../checksum.ts';
import type { ProjectFile } from '../project-file.ts';
import { RowChecks } from '../row-checksums.ts';

interface StoredWord {
  readonly id: number;
  readonly word: string;
  readonly numTokens: number;
  readonly numDocuments: number;
}

/** The vocabulary, asked for word by word: a screen shows few of its words. */
export class WordTable {
  readonly #checks: RowChecks;
  readonly #byId: Database.Statement<[number], Value[]>;
  readonly #byWord: Database.Statement<[string, string], Value[]>;
  readonly #matching: Database.Statement<[string, string, number, number], Value[]>;
  readonly #numMatching: Database.Statement<[string], number>;
  readonly #known = new Map<number, StoredWord>();

  constructor({ path, database }: ProjectFile) {
    this.#checks = new RowChecks(path, database);
    this.#byId = database.prepare<[number], Value[]>('SELECT * FROM words WHERE id = ?').raw();
    this.#byWord = database
      .prepare<[string, string], Value[]>('SELECT * FROM words WHERE word = ? OR stem = ? LIMIT 1')
      .raw();
    this.#matching = database
      .prepare<[string, string, number, number], Value[]>(
        `SELECT * FROM words WHERE instr(word, ?) > 0
         ORDER BY instr(word, ?) > 1, num_tokens DESC, id LIMIT ? OFFSET ?`,
      )
      .raw();
    this.#numMatching = database
      .prepare<[string], number>('SELECT count(*) FROM words WHERE instr(word, ?) > 0')
      .pluck();
  }

  word(id: number): string {
    return this.#stored(id).word;
  }

  /** The word as it is shown, or the stem that was counted. */
  find(word: string): StoredWord | undefined {
    const row = this.#byWord.get(word, word);
    return row && this.#checked(row);
  }

  /** Words that contain a text: those that begin with it first, then by falling tokens. */
  matching(text: string, { first, limit }: { first: number; limit: number }): StoredWord[] {
    return this.#matching.all(text, text, limit, first).map((row) => this.#checked(row));
  }

  numMatching(text: string): number {
    return this.#numMatching.get(text) ?? 0;
  }

  #stored(id: number): StoredWord {
    let stored = this.#known.get(id);
    if (stored === undefined) {
      stored = this.#checked(this.#byId.get(id)!);
      this.#known.set(id, stored);
    }
    return stored;
  }

  #checked(row: Value[]): StoredWord {
    this.#checks.check('words', row);
    const [id, word, , numDocuments, numTokens] = row as WordRow;
    return { id, word, numTokens, numDocuments };
  }
}

type WordRow = [id: number, word: string, stem: string | null, documents: number, tokens: number];
