/** Says before training what memory it will need, and refuses what cannot fit. */
import type { TokenSource } from '../../core/corpus/token-source.ts';
import { megabytes } from '../../core/numbers.ts';
import { describeMemory } from '../../core/training/memory-plan.ts';
import type { ShapeOptions } from '../../core/training/shared-state.ts';
import type { RunSettings } from '../../core/training/settings.ts';
import { checkFits } from '../../corpora/project/memory.ts';
import { printMessage } from '../speaking/messages.ts';

/** @throws {UserError} when the run would not fit into this machine. */
export function checkMemoryFor(
  source: TokenSource,
  settings: RunSettings,
  of: Pick<ShapeOptions, 'numWorkers' | 'features'>,
): void {
  const plan = checkFits(source, settings, of);
  printMessage(`Memory: about ${megabytes(plan.totalBytes)} (${describeMemory(plan)}).`);
}
