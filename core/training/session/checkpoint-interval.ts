/** How often a run is saved: every N sweeps, every N seconds, or whichever comes first. */
export interface CheckpointInterval {
  /** Whole, at least 1. */
  readonly sweeps?: number | undefined;
  /** At least 1. */
  readonly seconds?: number | undefined;
}

export const defaultCheckpointInterval: CheckpointInterval = { seconds: 300 };
