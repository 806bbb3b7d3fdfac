/** What a run on several machines needs, and what it cannot have. */
import { UsageError } from '../../core/errors.ts';
import { defaultSettings } from '../../core/training/settings.ts';
import type { StoredRun } from '../../corpora/database/runs.ts';
import type { Leader } from '../cluster/leader.ts';
import { defaultSecondsOfWait } from '../cluster/options.ts';
import { inShort } from '../options/times.ts';
import type { StretchOptions } from './options.ts';

/** Whoever leads other machines; undefined where none is asked for. */
export async function openLeader(
  options: StretchOptions,
  say: (message: string) => void,
): Promise<Leader | undefined> {
  const { server, hosts: numHosts = defaultSettings.numHosts, workers: numWorkers } = options;
  refuseOnSeveral(options);
  if (server === undefined) return undefined;
  const { Leader } = await import('../cluster/leader.ts');
  const seconds = options.wait ?? defaultSecondsOfWait;
  return Leader.open({ server, numHosts, numWorkers, seconds, say });
}

/** Tries the server before long work that would be in vain without it. @throws {UserError} */
export async function tryToLead(options: StretchOptions): Promise<void> {
  const leader = await openLeader(options, () => undefined);
  await leader?.close();
}

/** @throws {UsageError} when the options of several machines are not those of a run that they can train. */
export function refuseOnSeveral(options: StretchOptions & { readonly covariates?: string }): void {
  if (options.server === undefined) {
    refuseHosts(options);
    return;
  }
  refuseLive(options.staleness ?? 0);
  if (options.covariates !== undefined) throw covariatesOnSeveral('a run');
}

/** Hosts, and waiting for them, say nothing without the place where they meet. */
function refuseHosts({ hosts, wait }: StretchOptions): void {
  if (hosts === undefined && wait === undefined) return;
  const typed = hosts === undefined ? `--wait ${inShort(wait ?? 0)}` : `--hosts ${hosts}`;
  throw new UsageError(
    'missing-option',
    `Cannot train with ${typed} alone: the server at which machines meet was expected`,
    { hint: 'Give its address: --server redis://host:6379' },
  );
}

/** Live reading is not repeatable, and would need every change of a count to be sent exactly once. */
export function refuseLive(staleness: number): void {
  if (staleness === 0) return;
  throw new UsageError(
    'conflicting-options',
    `Cannot train with --staleness ${staleness === Infinity ? 'inf' : staleness} and --server: ` +
      'live reading works within one machine only; lockstep (--staleness 0) was expected',
  );
}

export function refuseCovariates({ name, settings }: StoredRun): void {
  if (settings.covariates === undefined) return;
  throw covariatesOnSeveral(`"${name}"`);
}

function covariatesOnSeveral(run: string): UsageError {
  return new UsageError(
    'conflicting-options',
    `Cannot train ${run} with --server: it has covariates, whose weights are learnt within one ` +
      'machine only; a run without them was expected',
  );
}
