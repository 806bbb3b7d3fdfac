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

/** What is looked for in words: they may be in lower case, or as they are written in the texts. */
interface Sought {
  readonly typed: string;
  readonly small: string;
  /** For `LIKE`, to which the case of ASCII does not matter. */
  readonly inside: string;
  readonly start: string;
}

const isSought = String.raw`(instr(word, @small) > 0 OR instr(word, @typed) > 0 OR word LIKE @inside ESCAPE '\')`;
const beginsSo = String.raw`instr(word, @small) = 1 OR instr(word, @typed) = 1 OR word LIKE @start ESCAPE '\'`;

function soughtBy(typed: string): Sought {
  const small = typed.normalize('NFKC').toLowerCase();
  const start = `${small.replace(/[\\%_]/g, String.raw`\$&`)}%`;
  return { typed, small, start, inside: `%${start}` };
}

/** The vocabulary, asked for word by word: a screen shows few of its words. */
export class WordTable {
  readonly #checks: RowChecks;
  readonly #byId: Database.Statement<[number], Value[]>;
  readonly #byWord: Database.Statement<[string, string], Value[]>;
  readonly #matching: Database.Statement<[Sought & { first: number; limit: number }], Value[]>;
  readonly #numMatching: Database.Statement<[Sought], number>;
  readonly #known = new Map<number, StoredWord>();

  constructor({ path, database }: ProjectFile) {
    this.#checks = new RowChecks(path, database);
    this.#byId = database.prepare<[number], Value[]>('SELECT * FROM words WHERE id = ?').raw();
    this.#byWord = database
      .prepare<[string, string], Value[]>('SELECT * FROM words WHERE word = ? OR stem = ? LIMIT 1')
      .raw();
    this.#matching = database
      .prepare<[Sought & { first: number; limit: number }], Value[]>(
        `SELECT * FROM words WHERE ${isSought}
         ORDER BY NOT (${beginsSo}), num_tokens DESC, id LIMIT @limit OFFSET @first`,
      )
      .raw();
    this.#numMatching = database
      .prepare<[Sought], number>(`SELECT count(*) FROM words WHERE ${isSought}`)
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

  /** Words that contain a text, in any case: those that begin with it first, then by falling tokens. */
  matching(text: string, span: { first: number; limit: number }): StoredWord[] {
    return this.#matching.all({ ...soughtBy(text), ...span }).map((row) => this.#checked(row));
  }

  numMatching(text: string): number {
    return this.#numMatching.get(soughtBy(text)) ?? 0;
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
