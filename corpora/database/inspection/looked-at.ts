/** Which checkpoint of a run is looked at, and that it stays there meanwhile. */
import { UserError } from '../../../core/errors.ts';
import { beginLooking, endLooking } from '../checkpoint-lookers.ts';
import { CheckpointStore, type CheckpointSummary } from '../checkpoints.ts';
import type { CorpusStore } from '../corpus-store.ts';
import { isOfDatabase } from '../database-errors.ts';
import type { ProjectFile } from '../project-file.ts';
import type { StoredRun } from '../stored-run.ts';

/** Faults and progress while a checkpoint is opened, for a person to read. */
export type Say = (message: string) => void;

/** The newest whole checkpoint of one run at a time, with its samples. */
export class LookedAt {
  /** Where it is written what is looked at. */
  readonly #file: ProjectFile;
  /** Where checkpoints are read. */
  readonly #reader: ProjectFile;
  readonly #corpus: CorpusStore;
  readonly #say: Say;
  /** The checkpoints that another process's training keeps for us. */
  #kept: readonly number[] = [];

  constructor(
    { file, reader }: { file: ProjectFile; reader: ProjectFile },
    corpus: CorpusStore,
    say: Say,
  ) {
    this.#file = file;
    this.#reader = reader;
    this.#corpus = corpus;
    this.#say = say;
  }

  /**
   * The newest whole checkpoint of a run, kept until the next call or `end`.
   *
   * @throws {UserError} when the run has no checkpoint, or none that is whole.
   */
  begin(run: StoredRun): CheckpointSummary {
    this.end();
    // Nobody trains in a file that has no name any more.
    if (this.#file.readOnly || !this.#file.isInPlace()) return this.#hold(run);
    try {
      return this.#file.write(() => {
        const newest = this.newestWhole(run, this.#file);
        const store = new CheckpointStore(this.#file, this.#corpus);
        const all = store.samples(run, newest, { isChecked: false }).map(({ id }) => id);
        for (const id of all) beginLooking(this.#file, id);
        this.#kept = all;
        return newest;
      });
    } catch (error) {
      if (!isOfDatabase(error)) throw error; // nothing can be written, say
      return this.#hold(run);
    }
  }

  end(): void {
    const { database } = this.#reader;
    if (database.inTransaction) database.exec('COMMIT');
    try {
      for (const id of this.#kept) endLooking(this.#file, id);
    } catch (error) {
      if (!isOfDatabase(error) && !(error instanceof UserError)) throw error; // forgotten in time
    }
    this.#kept = [];
  }

  /** @throws {UserError} when the run has no checkpoint, or none that is whole. */
  newestWhole(run: StoredRun, file = this.#reader): CheckpointSummary {
    const newest = new CheckpointStore(file, this.#corpus).newestWhole(run, (damaged, reason) => {
      this.#say(
        `The checkpoint of sweep ${damaged.sweep} of "${run.name}" is damaged (${reason}); ` +
          'the one before it is shown.',
      );
    });
    if (newest !== undefined) return newest;
    throw new UserError(
      'no-checkpoint',
      `Cannot inspect the run "${run.name}" (${this.#file.path}): it has no checkpoint yet`,
      { hint: 'Train until the first one is written; on a training screen the key c writes one.' },
    );
  }

  /** From here on the reader sees the file as it is now, until it stops looking. */
  #hold(run: StoredRun): CheckpointSummary {
    this.#reader.database.exec('BEGIN');
    return this.newestWhole(run);
  }
}
