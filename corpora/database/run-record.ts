/** Keeps a run in a project file: measurements, checkpoints, state. */
import { UserError } from '../../core/errors.ts';
import type {
  AtCheckpoint,
  ChainState,
  KeptMeasurement,
  RunKeeper,
} from '../../core/training/session/run-keeper.ts';
import type { StoredState } from '../../core/training/shared-state.ts';
import type { CheckpointStore, CheckpointSummary } from './checkpoints.ts';
import { packTopics } from './packed-topics.ts';
import type { CorpusStore } from './corpus-store.ts';
import { isPassing } from './database-errors.ts';
import type { ProjectFile } from './project-file.ts';
import type { RunStore, StoredRun } from './runs.ts';

/** Measurements reach the file at least this often, together: each write waits for the disk. */
const secondsPerWrite = 2;
/** A disk that is full stays so for a while, and a file that others hold is waited for each time. */
const secondsAfterFailure = 60;

export class RunRecord implements RunKeeper {
  readonly #file: ProjectFile;
  readonly #corpus: CorpusStore;
  readonly #runs: RunStore;
  readonly #checkpoints: CheckpointStore;
  #run: StoredRun;
  readonly #measurements: KeptMeasurement[];
  #numWritten: number;
  /** Milliseconds of the process' clock: measurements may wait until then. */
  #nextWriteAt = 0;
  #hasCheckpoint: boolean;

  constructor(
    file: ProjectFile,
    stores: { corpus: CorpusStore; runs: RunStore; checkpoints: CheckpointStore },
    run: StoredRun,
  ) {
    this.#file = file;
    this.#corpus = stores.corpus;
    this.#runs = stores.runs;
    this.#checkpoints = stores.checkpoints;
    this.#run = run;
    this.#measurements = stores.runs.measurements(run);
    this.#numWritten = this.#measurements.length;
    this.#hasCheckpoint = stores.checkpoints.list(run).length > 0;
  }

  get measurements(): readonly KeptMeasurement[] {
    return this.#measurements;
  }

  get hasCheckpoint(): boolean {
    return this.#hasCheckpoint;
  }

  setSweeps(numSweeps: number): void {
    this.#run = { ...this.#run, numSweeps };
  }

  /** Where there is no room for it in the file, it gets there with the next checkpoint that is written. */
  addMeasurement(measurement: KeptMeasurement): void {
    this.#measurements.push(measurement);
    if (performance.now() < this.#nextWriteAt) return;
    try {
      this.#write(() => {
        this.#writeMeasurements();
      });
    } catch (error) {
      if (!isPassing(error)) throw error;
      this.#nextWriteAt = performance.now() + secondsAfterFailure * 1000;
    }
  }

  /**
   * Safe on disk when the promise is fulfilled.
   *
   * @throws {UserError} when the file no longer stands under its name; a copy was made then.
   */
  async saveCheckpoint(chain: ChainState, { state, seconds, signal }: AtCheckpoint): Promise<void> {
    const { chunks } = this.#corpus.trainingTokens(this.#run.settings);
    const { numTopics } = this.#run.settings;
    const packed = await packTopics(chain.assignments(), chunks, { numTopics, signal });
    const { sweep, step, priors } = chain;
    const laggedTotals = await chain.laggedTotals();
    const contents = { sweep, step, priors, laggedTotals, seconds };
    this.#write(() => {
      this.#checkpoints.write(this.#run, contents, packed, () => {
        this.#writeMeasurements();
        this.#runs.update(this.#run, { state });
      });
    });
    this.#hasCheckpoint = true;
    if (!this.#file.isInPlace()) this.#rescue();
  }

  isPassing(error: unknown): boolean {
    return isPassing(error);
  }

  /** Where a session resumes from a checkpoint. */
  stateAt(checkpoint: CheckpointSummary): StoredState & { readonly seconds: number } {
    const { sweep, step, priors, laggedTotals, seconds } = checkpoint;
    const readTopics = (first: number, end: number) =>
      this.#checkpoints.readTopics(checkpoint, { first, end });
    return { sweep, step, priors, laggedTotals, seconds, readTopics };
  }

  /** Measurements among it count as written only when it is certain: they go with their transaction. */
  #write(work: () => void): void {
    this.#file.write(work, { isRescued: true });
    this.#numWritten = this.#measurements.length;
    this.#nextWriteAt = performance.now() + secondsPerWrite * 1000;
  }

  /** The open file outlives its name, so all of it can still be copied. */
  #rescue(): never {
    const { path } = this.#file;
    const copy = this.#file.copyBeside('rescued');
    throw new UserError(
      'file-replaced',
      `Cannot continue training "${this.#run.name}": ${path} was deleted or replaced in the meantime; ` +
        `everything, including a checkpoint, was written to ${copy}`,
      { hint: 'Continue in that copy.', details: { copy, run: this.#run.name } },
    );
  }

  #writeMeasurements(): void {
    for (const measurement of this.#measurements.slice(this.#numWritten)) {
      this.#runs.addMeasurement(this.#run, measurement);
    }
  }
}
