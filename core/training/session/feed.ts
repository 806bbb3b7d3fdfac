/**
 * A run in progress, as seen by the code that shows it: a full screen, the lines of a log, events
 * for programs and the library's iterator all read the same snapshots, and none of them can slow
 * the training down.
 */
import type { Inspection } from '../../inspection/inspection.ts';
import type { TrainingSnapshot } from './progress.ts';
import type { StopReason } from './session-state.ts';

export interface TrainingFeed {
  /** The run as it stands now. It is polled (at most twice a second), so it must be cheap. */
  snapshot(): TrainingSnapshot;

  /** Holds the workers at their next step; `goOn` lets them run again. */
  pause(): void;
  goOn(): void;
  /** Asks for a checkpoint at the next step. */
  checkpoint(): void;
  /**
   * Takes a checkpoint and opens it for inspection; the run continues behind it.
   *
   * @throws whatever ends the run before the checkpoint is written.
   */
  inspect(): Promise<Inspection>;
  /** Asks for a checkpoint and then the end of the run; it is `stopped` when both are done. */
  stop(reason: StopReason): void;
  /** Ends the run at once, whatever its workers are doing; the last checkpoint stands. */
  leave(): void;
}
