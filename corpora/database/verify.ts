/**
 * Looks for damage in a project file: SQLite's own structure, the corpus against its counts and its
 * fingerprint, every row of texts, names and settings against its checksum, every checkpoint against
 * its checksums and the corpus, and what was derived from checkpoints against the same, derived
 * again.
 */
import type Database from 'better-sqlite3';
import { CheckpointStore, type CheckpointSummary } from './checkpoints.ts';
import { CorpusStore } from './corpus-store.ts';
import { computeFingerprint } from './fingerprint.ts';
import { buildDerivedTables } from './inspection/build.ts';
import type { DerivedName } from './inspection/derived-tables.ts';
import type { ProjectFile } from './project-file.ts';
import { damagedRows, hasRowChecksums } from './row-checksums.ts';
import { RunStore, type StoredRun } from './runs.ts';

export interface Problem {
  /** "file", "corpus", or a run. */
  readonly where: string;
  readonly what: string;
}

export interface Verification {
  readonly numDocuments: number;
  readonly numTokens: number;
  readonly numRuns: number;
  readonly numCheckpoints: number;
  /** Whether texts, names, labels and metadata have checksums: older versions wrote none. */
  readonly hasChecksums: boolean;
  /** Empty when all is well. */
  readonly problems: readonly Problem[];
}

/** As the file stands at this moment, also when a run is being trained in it. */
export function verifyProject(file: ProjectFile): Verification {
  return new Verifier(file).run();
}

/** SQLite lists at most this many problems of a file, and so do we. */
const mostProblems = 20;

class Verifier {
  readonly #file: ProjectFile;
  readonly #database: Database.Database;
  readonly #problems: Problem[] = [];
  readonly #counts = { numDocuments: 0, numTokens: 0, numRuns: 0, numCheckpoints: 0 };
  #hasChecksums = false;

  constructor(file: ProjectFile) {
    this.#file = file;
    this.#database = file.database;
  }

  run(): Verification {
    // One transaction, so that all is seen as of one moment; on a damaged file even that may fail.
    this.#check('file', () => {
      this.#database.transaction(() => {
        this.#checkAll();
      })();
    });
    return { ...this.#counts, hasChecksums: this.#hasChecksums, problems: this.#problems };
  }

  #checkAll(): void {
    this.#check('file', () => {
      this.#checkStructure();
    });
    this.#check('file', () => {
      this.#checkRows();
    });
    this.#check('corpus', () => {
      const corpus = new CorpusStore(this.#file);
      this.#counts.numDocuments = corpus.summary().numDocuments;
      this.#counts.numTokens = corpus.summary().numTokens;
      this.#checkCorpus(corpus);
    });
    this.#check('runs', () => {
      const corpus = new CorpusStore(this.#file);
      const checkpoints = new CheckpointStore(this.#file, corpus);
      for (const run of new RunStore(this.#file).list()) {
        this.#counts.numRuns++;
        this.#check(`run "${run.name}"`, () => {
          this.#checkRun(run, corpus, checkpoints);
        });
      }
    });
  }

  /** What a check stumbles over is a problem as well. */
  #check(where: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#found(where, error instanceof Error ? error.message : String(error));
    }
  }

  #found(where: string, what: string): void {
    if (this.#problems.length < mostProblems) this.#problems.push({ where, what });
  }

  #expect(where: string, what: string, { found, expected }: Expectation): void {
    if (found !== expected) this.#found(where, `${what}: ${found}; ${expected} was expected`);
  }

  #checkStructure(): void {
    const found = this.#database.pragma(`integrity_check(${mostProblems})`) as {
      integrity_check: string;
    }[];
    for (const { integrity_check: what } of found) if (what !== 'ok') this.#found('file', what);
    const dangling = this.#database.pragma('foreign_key_check') as { table: string }[];
    for (const { table } of dangling) this.#found('file', `a row of ${table} belongs to nothing`);
  }

  #checkRows(): void {
    this.#hasChecksums = hasRowChecksums(this.#database);
    for (const ofTable of damagedRows(this.#database)) {
      this.#check('file', () => {
        for (const what of ofTable()) this.#found('file', what);
      });
    }
  }

  #checkCorpus(corpus: CorpusStore): void {
    const { numDocuments, numWords, numTokens, fingerprint } = corpus.summary();
    const expect = (what: string, found: number | string, expected: number | string) => {
      this.#expect('corpus', what, { found, expected });
    };
    expect('documents', this.#count('SELECT count(*) FROM documents'), numDocuments);
    expect('last document', this.#count('SELECT max(id) FROM documents'), numDocuments - 1);
    expect('words', this.#count('SELECT count(*) FROM words'), numWords);
    const numTexts = this.#count('SELECT count(*) FROM texts');
    if (numTexts > 0) expect('texts', numTexts, numDocuments);
    const tokens = corpus.tokenSource();
    expect('tokens', sum(tokens.documentLengths), numTokens);
    expect(
      'tokens in chunks',
      corpus.chunks().reduce((all, chunk) => all + chunk.numTokens, 0),
      numTokens,
    );
    expect('fingerprint', computeFingerprint(this.#database), fingerprint);
    this.#checkWordCounts(corpus);
  }

  /** The vocabulary's tallies against the tokens. */
  #checkWordCounts(corpus: CorpusStore): void {
    const { numWords } = corpus.summary();
    const { words, tokenCounts, documentCounts } = corpus.vocabulary();
    const source = corpus.tokenSource();
    const numOf = new Uint32Array(numWords);
    const documentsOf = new Uint32Array(numWords);
    const lastDocument = new Int32Array(numWords).fill(-1);
    for (const { firstDocument, numDocuments } of corpus.chunks()) {
      const all = source.readWords(firstDocument, firstDocument + numDocuments);
      let token = 0;
      for (let document = firstDocument; document < firstDocument + numDocuments; document++) {
        for (const end = token + source.documentLengths[document]!; token < end; token++) {
          const word = all[token]!;
          if (word >= numWords) {
            this.#found('corpus', `document ${document} has the word ${word} of ${numWords}`);
            return;
          }
          numOf[word]!++;
          if (lastDocument[word] !== document) documentsOf[word]!++;
          lastDocument[word] = document;
        }
      }
    }
    for (let word = 0; word < numWords; word++) {
      const at = `"${words[word]}"`;
      this.#expect('corpus', `tokens of ${at}`, {
        found: numOf[word]!,
        expected: tokenCounts[word]!,
      });
      this.#expect('corpus', `documents of ${at}`, {
        found: documentsOf[word]!,
        expected: documentCounts[word]!,
      });
    }
  }

  #checkRun(run: StoredRun, corpus: CorpusStore, checkpoints: CheckpointStore): void {
    const where = `run "${run.name}"`;
    if (run.fingerprint !== corpus.summary().fingerprint) {
      this.#found(where, 'it was trained on another corpus');
    }
    for (const checkpoint of checkpoints.list(run)) {
      this.#counts.numCheckpoints++;
      const at = `${where}, checkpoint of sweep ${checkpoint.sweep}`;
      const damage = checkpoints.findDamage(checkpoint);
      if (damage !== undefined) {
        this.#found(at, damage);
        continue;
      }
      this.#check(at, () => {
        const isInRange = this.#checkTopics(at, run, { corpus, checkpoints, checkpoint });
        if (isInRange) this.#checkDerived(at, run, { corpus, checkpoints, checkpoint });
      });
    }
  }

  #checkTopics(at: string, run: StoredRun, { corpus, checkpoints, checkpoint }: Stored): boolean {
    const { numTopics } = run.settings;
    this.#expect(at, 'priors', { found: checkpoint.priors.alpha.length, expected: numTopics });
    for (const { firstDocument, numDocuments } of corpus.chunks()) {
      const range = { first: firstDocument, end: firstDocument + numDocuments };
      const highest = checkpoints
        .readTopics(checkpoint, range)
        .reduce((most, topic) => Math.max(most, topic), 0);
      if (highest < numTopics) continue;
      this.#found(at, `a token has topic ${highest} of ${numTopics}`);
      return false;
    }
    return true;
  }

  #checkDerived(at: string, run: StoredRun, { corpus, checkpoints, checkpoint }: Stored): void {
    const stored = this.#database
      .prepare<[number], { name: DerivedName; part: number; data: Buffer }>(
        'SELECT name, part, data FROM derived WHERE checkpoint = ?',
      )
      .all(checkpoint.id);
    if (stored.length === 0) return;
    const { numTopics } = run.settings;
    const rebuilt = buildDerivedTables({ corpus, checkpoints, checkpoint, numTopics });
    for (const { name, part, data } of stored) {
      // A table of another version is not read by this one either.
      const expected = rebuilt.read(name, part);
      if (expected === undefined || expected.equals(data)) continue;
      this.#found(at, `${name}, part ${part}, is not what the assignments say`);
    }
  }

  #count(sql: string): number {
    return this.#database.prepare<[], number>(sql).pluck().get() ?? 0;
  }
}

interface Expectation {
  readonly found: number | string;
  readonly expected: number | string;
}

interface Stored {
  readonly corpus: CorpusStore;
  readonly checkpoints: CheckpointStore;
  readonly checkpoint: CheckpointSummary;
}

function sum(values: Uint32Array): number {
  return values.reduce((all, value) => all + value, 0);
}
