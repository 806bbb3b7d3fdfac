import type Database from 'better-sqlite3';

interface StoredWord {
  readonly id: number;
  readonly word: string;
  readonly numTokens: number;
  readonly numDocuments: number;
}

const columns = 'id, word, num_tokens AS numTokens, num_documents AS numDocuments FROM words';

/** The vocabulary, asked for word by word: a screen shows few of its words. */
export class WordTable {
  readonly #byId: Database.Statement<[number], StoredWord>;
  readonly #byWord: Database.Statement<[string, string], StoredWord>;
  readonly #matching: Database.Statement<[string, string, number, number], StoredWord>;
  readonly #numMatching: Database.Statement<[string], number>;
  readonly #known = new Map<number, StoredWord>();

  constructor(database: Database.Database) {
    this.#byId = database.prepare(`SELECT ${columns} WHERE id = ?`);
    this.#byWord = database.prepare(`SELECT ${columns} WHERE word = ? OR stem = ? LIMIT 1`);
    this.#matching = database.prepare(
      `SELECT ${columns} WHERE instr(word, ?) > 0
       ORDER BY instr(word, ?) > 1, num_tokens DESC, id LIMIT ? OFFSET ?`,
    );
    this.#numMatching = database
      .prepare<[string], number>('SELECT count(*) FROM words WHERE instr(word, ?) > 0')
      .pluck();
  }

  word(id: number): string {
    return this.#stored(id).word;
  }

  /** Tokens of the word in the corpus. */
  numTokens(id: number): number {
    return this.#stored(id).numTokens;
  }

  /** The word as it is shown, or the stem that was counted. */
  find(word: string): StoredWord | undefined {
    return this.#byWord.get(word, word);
  }

  /** Words that contain a text: those that begin with it first, then by falling tokens. */
  matching(text: string, { first, limit }: { first: number; limit: number }): StoredWord[] {
    return this.#matching.all(text, text, limit, first);
  }

  numMatching(text: string): number {
    return this.#numMatching.get(text) ?? 0;
  }

  #stored(id: number): StoredWord {
    let stored = this.#known.get(id);
    if (stored === undefined) {
      stored = this.#byId.get(id)!;
      this.#known.set(id, stored);
    }
    return stored;
  }
}
