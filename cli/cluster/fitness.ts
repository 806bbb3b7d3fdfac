/** What hosts tell of themselves, and whether they can work with each other. */
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { protocol } from '../../core/cluster/plan.ts';
import type { HostNotice } from '../../core/cluster/roster.ts';
import { bestSamplerName } from '../../core/sampler/open.ts';
import { gibbonVersion } from '../../corpora/version.ts';

/** This process, as others see it. */
export function noticeOfThisHost(workers: number): HostNotice {
  const name = hostname();
  return {
    id: `${name}-${process.pid}-${randomBytes(2).toString('hex')}`,
    name,
    workers,
    version: gibbonVersion(),
    protocol,
    sampler: bestSamplerName(),
  };
}

/** Why a host cannot take part; undefined when it can. */
export function whyUnfit(
  host: Pick<HostNotice, 'version' | 'protocol' | 'sampler'>,
  leader: Pick<HostNotice, 'version' | 'protocol' | 'sampler'>,
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
  return undefined;
}

/** "ada (4 workers)". */
export function describeHost({ name, workers }: HostNotice): string {
  return `${name} (${workers} ${workers === 1 ? 'worker' : 'workers'})`;
}
