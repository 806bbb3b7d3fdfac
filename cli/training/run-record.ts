/** What a stretch of training writes into the project file: measurements, checkpoints, state. */
import { UserError } from '../../core/errors.ts';
import type { Trainer } from '../../core/training/trainer.ts';
import {
  type CheckpointStore,
  type CheckpointSummary,
  packTopics,
} from '../../corpora/database/checkpoints.ts';
import type { CorpusStore } from '../../corpora/database/corpus-store.ts';
import { shellPath, shellQuoted } from '../speaking/type-again.ts';
import type { ProjectFile } from '../../corpora/database/project-file.ts';
import type {
  RunState,
  RunStore,
  StoredMeasurement,
  StoredRun,
} from '../../corpora/database/runs.ts';

/** Measurements reach the file at least this often, together: each write waits for the disk. */
const secondsPerWrite = 2;

export class RunRecord {
  readonly #file: ProjectFile;
  readonly #corpus: CorpusStore;
  readonly #runs: RunStore;
  readonly #checkpoints: CheckpointStore;
  readonly #run: StoredRun;
  readonly #measurements: StoredMeasurement[];
  #numWritten: number;
  #writtenAt = 0;
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

  get measurements(): readonly StoredMeasurement[] {
    return this.#measurements;
  }

  /** Undefined before the first measurement. */
  get lastMeasuredSweep(): number | undefined {
    return this.#measurements.at(-1)?.sweep;
  }

  get hasCheckpoint(): boolean {
    return this.#hasCheckpoint;
  }

  addMeasurement(measurement: StoredMeasurement): void {
    this.#measurements.push(measurement);
    if (performance.now() - this.#writtenAt < secondsPerWrite * 1000) return;
    this.#file.database.transaction(() => {
      this.#writeMeasurements();
    })();
  }

  /**
   * A checkpoint of the trainer's state, safe on disk when the promise is fulfilled; the state of
   * the run becomes true in the same moment.
   *
   * @throws {UserError} when the file no longer stands under its name; a copy was made then.
   */
  async save(
    trainer: Trainer,
    { seconds, state }: { seconds: number; state: RunState },
  ): Promise<void> {
    const chunks = this.#corpus.chunks();
    const packed = await packTopics(trainer.assignments(), chunks, trainer.settings.numTopics);
    const { sweep, step, priors } = trainer;
    const laggedTotals = await trainer.laggedTotals();
    this.#checkpoints.write(
      this.#run,
      { sweep, step, priors, laggedTotals, seconds },
      packed,
      () => {
        this.#writeMeasurements();
        this.#runs.update(this.#run, { state });
      },
    );
    this.#hasCheckpoint = true;
    if (!this.#file.isInPlace()) this.#rescue();
  }

  readTopics(
    checkpoint: CheckpointSummary,
    documents: { first: number; end: number },
  ): Uint16Array {
    return this.#checkpoints.readTopics(checkpoint, documents);
  }

  /** The open file outlives its name, so all of it can still be copied. */
  #rescue(): never {
    const { path } = this.#file;
    const copy = this.#file.copyBeside('rescued');
    throw new UserError(
      'file-replaced',
      `Cannot go on training "${this.#run.name}": ${path} was deleted or replaced meanwhile; ` +
        `everything, with a checkpoint, was written to ${copy}`,
      { hint: `Go on with: gibbon resume ${shellPath(copy)} --run ${shellQuoted(this.#run.name)}` },
    );
  }

  #writeMeasurements(): void {
    for (const measurement of this.#measurements.slice(this.#numWritten)) {
      this.#runs.addMeasurement(this.#run, measurement);
    }
    this.#numWritten = this.#measurements.length;
    this.#writtenAt = performance.now();
  }
}
