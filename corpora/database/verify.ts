/**
 * Looks for damage in a project file: SQLite's own structure, the corpus against its counts and its
 * fingerprint, every row of texts, names and settings against its checksum, every checkpoint against
 * its checksums and the corpus, and what was derived from checkpoints against the same, derived
 * again.
 */
import type Database from 'better-sqlite3';
import type { Value } from './checksum.ts';
import type { Say } from '../project/say.ts';
import { documentPriors } from '../covariates/document-priors.ts';
import { CheckpointStore, type CheckpointSummary } from './checkpoints.ts';
import { CorpusStore } from './corpus-store.ts';
import { computeFingerprint } from './fingerprint.ts';
import { buildDerivedTables } from './inspection/build.ts';
import type { DerivedName } from './inspection/derived-tables.ts';
import type { ProjectFile } from './project-file.ts';
import { damagedRows, hasRowChecksums } from './row-checksums.ts';
import { runGaps } from './run-gaps.ts';
import { structuralProblems } from './structure.ts';
import type { Problem, Verification } from './verification.ts';
import { RunStore, type StoredRun } from './runs.ts';

export type { Problem, Verification } from './verification.ts';

/** As the file stands at this moment, also when a run is being trained in it. */
export function verifyProject(file: ProjectFile, onStage?: Say): Verification {
  return new Verifier(file, onStage).run();
}

/** SQLite lists at most this many problems of a file, and so do we. */
const mostProblems = 20;

class Verifier {
  readonly #file: ProjectFile;
  readonly #database: Database.Database;
  readonly #onStage: Say | undefined;
  readonly #problems: Problem[] = [];
  readonly #counts = { numDocuments: 0, numTokens: 0, numRuns: 0, numCheckpoints: 0 };
  #numProblems = 0;
  #hasChecksums = false;
  #isCorpusWhole = false;

  constructor(file: ProjectFile, onStage?: Say) {
    this.#file = file;
    this.#onStage = onStage;
    this.#database = file.database;
  }

  run(): Verification {
    // One transaction, so that all is seen as of one moment; on a damaged file even that may fail.
    this.#check('file', () => {
      this.#database.transaction(() => {
        this.#checkAll();
      })();
    });
    return {
      ...this.#counts,
      hasChecksums: this.#hasChecksums,
      numProblems: this.#numProblems,
      problems: this.#problems,
    };
  }

  #checkAll(): void {
    this.#check('file', () => {
      this.#checkStructure();
    });
    this.#onStage?.('rows against their checksums');
    this.#check('file', () => {
      this.#checkRows();
    });
    this.#onStage?.('the corpus against its fingerprint');
    this.#check('corpus', () => {
      const corpus = new CorpusStore(this.#file, { isChecked: false });
      this.#counts.numDocuments = corpus.summary().numDocuments;
      this.#counts.numTokens = corpus.summary().numTokens;
      const before = this.#numProblems;
      this.#checkCorpus(corpus);
      this.#isCorpusWhole = this.#numProblems === before;
    });
    this.#check('runs', () => {
      const corpus = new CorpusStore(this.#file, { isChecked: false });
      const checkpoints = new CheckpointStore(this.#file, corpus);
      const runs = new RunStore(this.#file, { isChecked: false });
      const damages = [...runs.damaged(), ...runGaps(this.#database)];
      for (const what of damages) this.#found('runs', what);
      for (const run of runs.list()) {
        this.#counts.numRuns++;
        this.#onStage?.(`the run "${run.name}"`);
        this.#check(`run "${run.name}"`, () => {
          this.#checkRun(run, corpus, checkpoints);
        });
      }
    });
  }

  /** An error inside a check is a problem as well. */
  #check(where: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#found(where, error instanceof Error ? error.message : String(error));
    }
  }

  #found(where: string, what: string): void {
    this.#numProblems++;
    if (this.#problems.length < mostProblems) this.#problems.push({ where, what });
  }

  #expect(where: string, what: string, { found, expected }: Expectation): void {
    if (found !== expected) this.#found(where, `${what}: ${found}; ${expected} was expected`);
  }

  #checkStructure(): void {
    for (const what of structuralProblems(this.#database, mostProblems)) this.#found('file', what);
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
    for (const { sweep, damage, checkpoint } of checkpoints.examined(run)) {
      this.#counts.numCheckpoints++;
      const at = `${where}, checkpoint of sweep ${sweep}`;
      if (damage !== undefined) this.#found(at, damage);
      if (checkpoint === undefined) continue;
      this.#check(at, () => {
        for (const { firstDocument: first, numDocuments } of corpus.chunks()) {
          checkpoints.readTopics(checkpoint, { first, end: first + numDocuments });
        }
        // A count of a word that is damaged decides how much memory the tables take.
        if (this.#isCorpusWhole) this.#checkDerived(at, run, { corpus, checkpoints, checkpoint });
      });
    }
  }

  /** Tables without a checksum are of an older version, and not read by this one either. */
  #checkDerived(at: string, run: StoredRun, { corpus, checkpoints, checkpoint }: Stored): void {
    const stored = this.#database
      .prepare<[number], Value[]>('SELECT * FROM derived WHERE checkpoint = ?')
      .raw()
      .all(checkpoint.id)
      .filter((row) => typeof row[4] === 'number');
    if (stored.length === 0) return;
    const { settings } = run;
    const samples = checkpoints.samples(run, checkpoint);
    const priors = documentPriors(run, { priors: checkpoint.priors, corpus });
    const all = { corpus, checkpoints, checkpoint, settings, priors, samples };
    const rebuilt = buildDerivedTables(all);
    const means = stored.find(([, name]) => name === 'samples-1')?.[3] as Buffer | undefined;
    const hasTheseSamples = isSame(means, rebuilt.read('samples-1', 0));
    for (const [, name, part, data] of stored as [number, DerivedName, number, Buffer][]) {
      // Of a run that was given more sweeps, the samples may be gone.
      if (!hasTheseSamples && averagedTables.test(name)) continue;
      // A table of another version is not read by this one either.
      if (rebuilt.read(name, part)?.equals(data) ?? true) continue;
      this.#found(at, `${name}, part ${part}, is not what the assignments say`);
    }
  }

  #count(sql: string): number {
    return this.#database.prepare<[], number>(sql).pluck().get() ?? 0;
  }
}

/** What is averaged over the samples of a run, in whole or in part (coherence in `topics-4`). */
const averagedTables = /^(samples-1|topic-sums-1|top-words-1|topic-documents-2|topics-4)$/;

const isSame = (a?: Buffer, b?: Buffer) => (a && b ? a.equals(b) : a === b);

type Expectation = Readonly<Record<'found' | 'expected', number | string>>;

interface Stored {
  readonly corpus: CorpusStore;
  readonly checkpoints: CheckpointStore;
  readonly checkpoint: CheckpointSummary;
}

function sum(values: Uint32Array): number {
  return values.reduce((all, value) => all + value, 0);
}
