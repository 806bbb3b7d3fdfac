/** When which priors are learnt: a function of the sweep's number alone, so that a run resumes. */
import type { LearningChoice } from './learn.ts';

/** What is learnt: each topic's alpha and beta, only some of it, or nothing. */
export const optimizations = ['all', 'alpha', 'symmetric-alpha', 'beta', 'none'] as const;
export type Optimization = (typeof optimizations)[number];

export interface LearningSchedule {
  readonly optimize?: Optimization | undefined;
  /** Sweeps between updates. */
  readonly optimizeEvery?: number | undefined;
  /** The first update comes after this sweep, when topics have begun to form. */
  readonly optimizeAfter?: number | undefined;
}

/** Undefined where nothing is learnt, as in runs from before priors were. */
export function choiceOf({ optimize = 'none' }: LearningSchedule): LearningChoice | undefined {
  switch (optimize) {
    case 'all':
      return { alpha: 'each', beta: 'shared' };
    case 'alpha':
      return { alpha: 'each', beta: 'fixed' };
    case 'symmetric-alpha':
      return { alpha: 'shared', beta: 'fixed' };
    case 'beta':
      return { alpha: 'fixed', beta: 'shared' };
    case 'none':
      return undefined;
  }
}

/** The first sweep after `sweep` at whose end priors are learnt; Infinity when there is none. */
export function nextUpdate(schedule: LearningSchedule, sweep: number): number {
  const { optimizeEvery, optimizeAfter } = schedule;
  if (choiceOf(schedule) === undefined) return Infinity;
  if (optimizeEvery === undefined || optimizeAfter === undefined) return Infinity;
  const numUpdates = Math.max(0, Math.floor((sweep - optimizeAfter) / optimizeEvery) + 1);
  return optimizeAfter + numUpdates * optimizeEvery;
}
