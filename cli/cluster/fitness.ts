/** What hosts tell of themselves, and whether they can work with each other. */
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { protocol } from '../../core/cluster/plan.ts';
import type { HostNotice } from '../../core/cluster/roster.ts';
import { trialOf } from '../../core/cluster/trial.ts';
import { bestSamplerName } from '../../core/sampler/open.ts';
import { gibbonVersion } from '../../corpora/version.ts';

/** This process, as others see it. */
export async function noticeOfThisHost(workers: number): Promise<HostNotice> {
  const name = hostname();
  return {
    id: `${name}-${process.pid}-${randomBytes(2).toString('hex')}`,
    name,
    workers,
    version: gibbonVersion(),
    protocol,
    sampler: bestSamplerName(),
    trial: await trialOf(),
  };
}

/** What all hosts of a run must have in common. */
export type Program = Pick<HostNotice, 'version' | 'protocol' | 'sampler' | 'trial'>;

/** Why a host cannot take part; undefined when it can. */
export function whyUnfit(
  host: Program & { readonly id: string },
  leader: Program & { readonly id: string },
): string | undefined {
  if (host.version !== leader.version) {
    return `it has gibbon ${host.version}, and ${leader.version} was expected`;
  }
  if (host.protocol !== leader.protocol) {
    return `it speaks protocol ${host.protocol}, and ${leader.protocol} was expected`;
  }
  if (host.sampler !== leader.sampler) {
    return `it has the sampler ${host.sampler}, and ${leader.sampler} was expected`;
  }
  if (host.trial !== leader.trial) {
    return (
      `${host.id} computes other numbers than ${leader.id} (checksums of a small model: ` +
      `${host.trial} and ${leader.trial}); the same were expected of every machine`
    );
  }
  return undefined;
}

/** "ada (4 workers)". */
export function describeHost({ name, workers }: Pick<HostNotice, 'name' | 'workers'>): string {
  return `${name} (${workers} ${workers === 1 ? 'worker' : 'workers'})`;
}
