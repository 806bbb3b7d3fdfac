/** A run with all that was measured of it. */
import type { HeldOutScore } from '../../corpora/database/evaluation/held-out-run.ts';
import type { RunEvaluation } from '../../core/evaluation/run-evaluation.ts';
import type { CheckpointSummary } from '../../corpora/database/checkpoints.ts';
import type { StoredRun } from '../../corpora/database/runs.ts';

/** What an evaluation is of, and what it found. */
export interface EvaluatedProject {
  readonly run: StoredRun;
  readonly checkpoint: CheckpointSummary;
  readonly vocabulary: readonly string[];
  readonly numTopWords: number;
  /** The project file whose texts coherence was measured on, where it was not the run's own. */
  readonly reference: string | undefined;
  readonly evaluation: RunEvaluation;
  /** Undefined where no document was held out. */
  readonly heldOut: HeldOutScore | undefined;
}
