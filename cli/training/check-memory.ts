/** Says before training what memory it will need, and refuses what cannot fit. */
import { totalmem } from 'node:os';
import type { TokenSource } from '../../core/corpus/token-source.ts';
import { checkMemory, describeMemory, planMemory } from '../../core/training/memory-plan.ts';
import { megabytes } from '../../core/numbers.ts';
import type { RunSettings } from '../../core/training/settings.ts';
import { printMessage } from '../speaking/messages.ts';

/** @throws {UserError} when the run would not fit into this machine. */
export function checkMemoryFor(
  source: TokenSource,
  settings: RunSettings,
  numWorkers: number,
): void {
  const plan = planMemory({ source, settings, numWorkers });
  checkMemory(plan, machineBytes());
  printMessage(`Memory: about ${megabytes(plan.totalBytes)} (${describeMemory(plan)}).`);
}

/** What the machine has, or the container that we are in. */
function machineBytes(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(totalmem(), limit) : totalmem();
}
