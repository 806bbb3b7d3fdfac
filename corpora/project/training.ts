/** A training under way, as a program holds it. */
import type { TrainingSnapshot } from '../../core/training/session/progress.ts';
import { isFinal } from '../../core/training/session/session-state.ts';
import type { Outcome, TrainingSession } from '../../core/training/session/session.ts';

/** How a training ended. */
export interface TrainingResult {
  /** Name of the run. */
  readonly run: string;
  /**
   * `interrupted`: by its signal; `left`: at once, without a last checkpoint. Of a run that was stopped
   * while it grew (see `TrainingSnapshot.growth`) nothing is saved: it begins again when it is resumed.
   */
  readonly outcome: Outcome;
  /** Complete sweeps. */
  readonly sweep: number;
  /** The last measured log-likelihood in nats per token; undefined before the first. */
  readonly logLikelihoodPerToken: number | undefined;
}

/** How often progress is told. */
const millisecondsPerSnapshot = 500;

/**
 * Iterate over it to watch its progress: a snapshot twice a second, and a last one at the end. The
 * training does not depend on being watched; `result` ends with it.
 */
export class Training implements AsyncIterable<TrainingSnapshot> {
  /** Name of the run that is trained. */
  readonly run: string;
  /**
   * Fulfilled when everything is saved.
   *
   * @throws {WorkerError} when a worker fails; what was saved before is whole.
   */
  readonly result: Promise<TrainingResult>;
  readonly #session: TrainingSession;
  /** It has all its sweeps already: the session is never run. */
  readonly #isComplete: boolean;
  #hasEnded = false;
  /** Wake those who rest between two snapshots. */
  readonly #wakers = new Set<() => void>();

  /**
   * @param owner `signal` stops the training with a checkpoint, as `stop` does; `end` is called when
   *   it has ended, whichever way; `isComplete`: nothing is to be done.
   */
  constructor(
    run: string,
    session: TrainingSession,
    owner: {
      readonly signal: AbortSignal | undefined;
      readonly end: () => void;
      readonly isComplete?: boolean | undefined;
    },
  ) {
    this.run = run;
    this.#isComplete = owner.isComplete ?? false;
    this.#session = session;
    this.result = this.#train(owner.signal).finally(() => {
      owner.end();
      this.#hasEnded = true;
      for (const wake of this.#wakers) wake();
    });
    this.result.catch(() => undefined); // whoever awaits it, or iterates, is told
  }

  async #train(signal: AbortSignal | undefined): Promise<TrainingResult> {
    const interrupt = (): void => {
      this.#session.stop('interrupted');
    };
    signal?.addEventListener('abort', interrupt);
    try {
      const outcome = this.#isComplete ? 'done' : await this.#session.run();
      const { sweep, measurements } = this.snapshot();
      const { logLikelihoodPerToken } = measurements.at(-1) ?? {};
      return { run: this.run, outcome, sweep, logLikelihoodPerToken };
    } finally {
      signal?.removeEventListener('abort', interrupt);
    }
  }

  /** The run as it stands now. */
  snapshot(): TrainingSnapshot {
    const snapshot = this.#session.snapshot();
    return this.#isComplete ? { ...snapshot, state: 'done', phase: '' } : snapshot;
  }

  /**
   * Progress until the end. Leaving the loop early leaves the training alone.
   *
   * @throws whatever ended the training.
   */
  async *[Symbol.asyncIterator](): AsyncGenerator<TrainingSnapshot, void> {
    for (;;) {
      const snapshot = this.snapshot();
      if (isFinal(snapshot.state)) break;
      yield snapshot;
      await this.#rest();
    }
    await this.result;
    yield this.snapshot();
  }

  /**
   * Until the next snapshot is due, or the training has ended. (A race with `result` would leave something behind in
   * it each time, for as long as the training takes.)
   */
  async #rest(): Promise<void> {
    if (this.#hasEnded) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#wakers.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, millisecondsPerSnapshot);
      this.#wakers.add(wake);
    });
  }

  /** Holds the workers at their next step; `goOn` lets them run again. */
  pause(): void {
    this.#session.pause();
  }

  goOn(): void {
    this.#session.goOn();
  }

  /** Asks for a checkpoint at the next step. */
  checkpoint(): void {
    this.#session.checkpoint();
  }

  /** Asks for a checkpoint and then the end; `result` is fulfilled when both are done. */
  stop(): void {
    this.#session.stop('quit');
  }

  /** Ends it at once; the last checkpoint stands. */
  leave(): void {
    this.#session.leave();
  }
}
