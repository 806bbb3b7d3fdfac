/** Says before training what memory it will need, and refuses what cannot fit. */
import { planMemoryOfHosts } from '../../core/cluster/memory-of-hosts.ts';
import type { TokenSource } from '../../core/corpus/token-source.ts';
import { megabytes } from '../../core/numbers.ts';
import { checkMemory, describeMemory, planMemory } from '../../core/training/memory-plan.ts';
import type { ShapeOptions } from '../../core/training/shared-state.ts';
import { type RunSettings, defaultSettings } from '../../core/training/settings.ts';
import { machineBytes } from '../../corpora/project/memory.ts';
import type { StretchOptions } from './options.ts';

interface Asked extends Pick<StretchOptions, 'workers' | 'server' | 'hosts'> {
  readonly features?: ShapeOptions['features'];
  /** Whether it does not go on from a checkpoint. */
  readonly isBeginning: boolean;
}

/**
 * @returns what to say of it.
 * @throws {UserError} when the run, or its share of this machine, would not fit into it.
 */
export function checkMemoryFor(source: TokenSource, settings: RunSettings, asked: Asked): string {
  const { features, workers: numWorkers, hosts = defaultSettings.numHosts, isBeginning } = asked;
  const shape = { source, settings, numWorkers, features };
  const numHosts = Math.min(hosts, settings.numBlocks);
  const plan =
    asked.server === undefined
      ? planMemory(shape)
      : planMemoryOfHosts(shape, { numHosts, isBeginning }).coordinator;
  checkMemory(plan, machineBytes());
  return `Memory: about ${megabytes(plan.totalBytes)} (${describeMemory(plan)}).`;
}
