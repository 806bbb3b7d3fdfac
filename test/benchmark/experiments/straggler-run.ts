/** A run with workers that sleep. */
import type { TokenSource } from '../../../core/corpus/token-source.ts';
import type { Mishap } from '../../../core/training/messages.ts';
import type { RunSettings } from '../../../core/training/settings.ts';
import { withTrainer } from '../../fixtures/train.ts';
import type { Variant } from './experiment.ts';

export interface StragglerRun {
  readonly source: TokenSource;
  readonly settings: RunSettings;
  readonly numSweeps: number;
  /** One per worker. */
  readonly mishaps: readonly (Mishap | undefined)[];
}

export interface Outcome {
  readonly seconds: number;
  /** Of each worker's time. */
  readonly blockedShares: readonly number[];
  /** The staleness of the stalest read, as the workers recorded it when they began their steps. */
  readonly stalest: number;
}

/** Trains in one go, with workers that sleep before some of their steps. */
export function runWithStragglers(
  { source, settings, numSweeps, mishaps }: StragglerRun,
  { reading, staleness }: Variant,
): Promise<Outcome> {
  const options = { source, mishaps, reading, numWorkers: mishaps.length };
  return withTrainer({ ...options, settings: { ...settings, staleness } }, async (trainer) => {
    await trainer.sampleToSweep(0);
    const before = trainer.workerTotals();
    const start = performance.now();
    await trainer.sampleToSweep(numSweeps);
    const seconds = (performance.now() - start) / 1000;
    const totals = trainer.workerTotals();
    return {
      seconds,
      blockedShares: totals.map(
        ({ waitingSeconds }, worker) => (waitingSeconds - before[worker].waitingSeconds) / seconds,
      ),
      stalest: Math.max(...totals.map((worker) => worker.stalenessHistogram.length - 1)),
    };
  });
}

/** Whether no read was staler than its bound. The record knows nothing of the bound. */
export function isBounded({ staleness }: Variant, { stalest }: Pick<Outcome, 'stalest'>): boolean {
  return stalest <= staleness;
}
