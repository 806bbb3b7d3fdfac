/** Whether a run fits into this machine. */
import { totalmem } from 'node:os';
import type { TokenSource } from '../../core/corpus/token-source.ts';
import type { ShapeOptions } from '../../core/training/shared-state.ts';
import { type MemoryPlan, checkMemory, planMemory } from '../../core/training/memory-plan.ts';
import type { RunSettings } from '../../core/training/settings.ts';

/** @throws {UserError} when the run would not fit into this machine. */
export function checkFits(
  source: TokenSource,
  settings: RunSettings,
  { numWorkers, features }: Pick<ShapeOptions, 'numWorkers' | 'features'>,
): MemoryPlan {
  const plan = planMemory({ source, settings, numWorkers, features });
  checkMemory(plan, machineBytes());
  return plan;
}

/** What the machine has, or the container that we are in. */
export function machineBytes(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(totalmem(), limit) : totalmem();
}
