/**
 * Checkpoints: the assignments of a moment when all workers stood at one clock, and whatever else
 * is needed to resume. Written in one transaction and safe on disk when `write` returns; the newest
 * two of a run stay, and its samples (see core/training/samples.ts).
 */
import type Database from 'better-sqlite3';
import { UserError, assert } from '../../core/errors.ts';
import type { Priors } from '../../core/sampler/sampler.ts';
import { sampleSweeps } from '../../core/training/samples.ts';
import type { Say } from '../project/say.ts';
import { CheckpointDamage } from './checkpoint-damage.ts';
import { forgetDeadLookers } from './checkpoint-lookers.ts';
import {
  type CheckpointContents,
  type CheckpointRow,
  type CheckpointSummary,
  checksumOf,
  summaryOf,
  writeHyperparameters,
} from './checkpoint-row.ts';
import { CheckpointTopics } from './checkpoint-topics.ts';
import type { CorpusStore } from './corpus-store.ts';
import type { StoredTopics } from './packed-topics.ts';
import type { ProjectFile } from './project-file.ts';
import { sealRow } from './row-checksums.ts';
import type { StoredRun } from './runs.ts';

export type { CheckpointContents, CheckpointSummary } from './checkpoint-row.ts';

/** How many checkpoints of a run are kept. */
const numKept = 2;

export class CheckpointStore {
  readonly #file: ProjectFile;
  readonly #database: Database.Database;
  readonly #topics: CheckpointTopics;
  readonly #damage: CheckpointDamage;
  readonly #say: Say;
  readonly #said = new Set<string>();

  /** @param say receives a message about each damaged sample, which is left out. */
  constructor(file: ProjectFile, corpus: CorpusStore, say: Say = () => undefined) {
    this.#file = file;
    this.#database = file.database;
    this.#topics = new CheckpointTopics(file, corpus);
    this.#damage = new CheckpointDamage(file, corpus);
    this.#say = say;
  }

  /**
   * Writes a checkpoint and deletes all but the newest two of the run, in one transaction.
   *
   * @param alongside what else to write in the same transaction.
   */
  write(
    run: StoredRun,
    contents: CheckpointContents,
    topics: readonly StoredTopics[],
    alongside: (checkpoint: number) => void = () => undefined,
  ): CheckpointSummary {
    const insertChunk = this.#database.prepare(
      'INSERT INTO assignment_chunks (checkpoint, chunk, topics, checksum) VALUES (?, ?, ?, ?)',
    );
    const id = this.#file.write(() => {
      const hyperparameters = writeHyperparameters(contents);
      const { sweep, step, seconds } = contents;
      const { lastInsertRowid } = this.#database
        .prepare(
          `INSERT INTO checkpoints (run, sweep, step, hyperparameters, seconds, checksum, created)
           VALUES (?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(
          run.id,
          sweep,
          step,
          hyperparameters,
          seconds,
          checksumOf({ sweep, step, hyperparameters }, topics),
          new Date().toISOString(),
        );
      const checkpoint = Number(lastInsertRowid);
      topics.forEach(({ bytes, checksum }, chunk) =>
        insertChunk.run(checkpoint, chunk, bytes, checksum),
      );
      sealRow(this.#database, 'checkpoints', checkpoint);
      alongside(checkpoint);
      this.#deleteAllButNewest(run);
      return checkpoint;
    });
    const written = this.list(run).find((checkpoint) => checkpoint.id === id);
    assert(written !== undefined, 'a checkpoint is there after it was written');
    return written;
  }

  /**
   * The checkpoints of a run, the newest first, without looking at their assignments.
   *
   * @param onDamaged receives those whose very numbers are damaged; they are left out.
   */
  list(
    run: StoredRun,
    onDamaged: (checkpoint: { sweep: number }, reason: string) => void = () => undefined,
  ): CheckpointSummary[] {
    return this.#rows(run).flatMap((row) => {
      const damage = this.#damage.ofRow(run, row);
      if (damage === undefined) return [summaryOf(row)!];
      onDamaged(row, damage);
      return [];
    });
  }

  /**
   * The newest checkpoint that is whole; damaged newer ones are handed to `onDamaged`. Found as of one
   * moment: one that a training deletes meanwhile is not damaged.
   *
   * @returns undefined when the run has no checkpoint.
   * @throws {UserError} when none of them is whole.
   */
  newestWhole(
    run: StoredRun,
    onDamaged: (checkpoint: { sweep: number }, reason: string) => void,
  ): CheckpointSummary | undefined {
    return this.#database.transaction(() => this.#newestWhole(run, onDamaged))();
  }

  #newestWhole(
    run: StoredRun,
    onDamaged: (checkpoint: { sweep: number }, reason: string) => void,
  ): CheckpointSummary | undefined {
    const rows = this.#rows(run);
    if (rows.length === 0) return undefined;
    const damages: [number, string][] = [];
    for (const row of rows) {
      const damage = this.#damage.find(run, row);
      if (damage !== undefined) {
        damages.push([row.sweep, damage]);
        continue;
      }
      for (const [sweep, reason] of damages) onDamaged({ sweep }, reason);
      return summaryOf(row);
    }
    throw new UserError(
      'checkpoint-damaged',
      `Cannot read a checkpoint of the run "${run.name}" (${this.#file.path}): none of its ` +
        `${rows.length} is whole: ${damages[0]?.[1]}`,
      { hint: 'Restore the file from a copy, or train a new run.' },
    );
  }

  /** Forgets the checkpoints after one: they are damaged, and must not count as the newest two. */
  deleteAfter(run: StoredRun, checkpoint: CheckpointSummary): void {
    this.#file.write(() => {
      this.#database
        .prepare('DELETE FROM checkpoints WHERE run = ? AND id > ?')
        .run(run.id, checkpoint.id);
    });
  }

  /** Every checkpoint of a run with what is wrong with it; undefined where all is whole. */
  *examined(
    run: StoredRun,
  ): Generator<{ sweep: number; damage?: string; checkpoint?: CheckpointSummary }> {
    for (const row of this.#rows(run)) {
      const damage = this.#damage.find(run, row);
      if (damage === undefined) yield { sweep: row.sweep, checkpoint: summaryOf(row)! };
      else yield { sweep: row.sweep, damage };
    }
  }

  /**
   * The states that the estimates of a run are averaged over: the samples up to a checkpoint that are
   * whole, the oldest first, and itself at the end. Just itself where nothing was sampled.
   *
   * @param options.isChecked false to take them as whole: checking reads them all.
   */
  samples(
    run: StoredRun,
    checkpoint: CheckpointSummary,
    { isChecked = true } = {},
  ): CheckpointSummary[] {
    const isOfCheckpoint = (sweep: number) => sweep === checkpoint.sweep && checkpoint.step === 0;
    const sweeps = sampleSweeps(run.settings, run.numSweeps).filter((at) => !isOfCheckpoint(at));
    // Where a run was stopped right at a sample, there are two of that sweep: the same.
    const newest = new Map(
      this.#rows(run)
        .filter(({ id, step }) => id < checkpoint.id && step === 0)
        .map((row) => [row.sweep, row] as const)
        .reverse(),
    );
    const earlier = sweeps
      .flatMap((sweep) => newest.get(sweep) ?? [])
      .filter((row) => !isChecked || this.#isWholeSample(run, row))
      .flatMap((row) => summaryOf(row) ?? [])
      .filter(({ priors }) => areSamePriors(priors, checkpoint.priors));
    return [...earlier, checkpoint];
  }

  /** Others than the newest are not fallen back from: the averages are without them. */
  #isWholeSample(run: StoredRun, row: CheckpointRow): boolean {
    const damage = this.#damage.find(run, row);
    if (damage === undefined) return true;
    const message =
      `The sample of sweep ${row.sweep} of "${run.name}" is damaged (${damage}); ` +
      'averages are taken without it.';
    if (!this.#said.has(message)) this.#say(message);
    this.#said.add(message);
    return false;
  }

  /** The topics of all tokens of the documents `first` to `end - 1`, in document order. */
  readTopics(checkpoint: CheckpointSummary, span: { first: number; end: number }): Uint16Array {
    return this.#topics.read(checkpoint, span);
  }

  #rows(run: StoredRun): CheckpointRow[] {
    return this.#database
      .prepare<[number], CheckpointRow>('SELECT * FROM checkpoints WHERE run = ? ORDER BY id DESC')
      .all(run.id);
  }

  #deleteAllButNewest(run: StoredRun): void {
    forgetDeadLookers(this.#database);
    this.#database
      .prepare(
        `DELETE FROM checkpoints WHERE run = ? AND id NOT IN
         (SELECT id FROM checkpoints WHERE run = ? ORDER BY id DESC LIMIT ?)
         AND id NOT IN (SELECT checkpoint FROM lookers)
         AND id NOT IN (SELECT max(id) FROM checkpoints WHERE run = ? AND step = 0
           AND sweep IN (SELECT value FROM json_each(?)) GROUP BY sweep)`,
      )
      .run(
        run.id,
        run.id,
        numKept,
        run.id,
        JSON.stringify(sampleSweeps(run.settings, run.numSweeps)),
      );
  }
}

function areSamePriors(a: Priors, b: Priors): boolean {
  const [ofA, ofB] = [a, b].map(({ weights = new Int32Array() }) => weights);
  return (
    a.beta === b.beta &&
    a.alpha.every((alpha, topic) => alpha === b.alpha[topic]) &&
    ofA.every((weight, at) => weight === ofB[at])
  );
}
