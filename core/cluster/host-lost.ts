/** What follows when a host fails. */
import { WorkerError } from '../training/worker-pool.ts';

/** A host is gone: the run goes on from its last checkpoint without it. */
export class HostLost extends Error {
  override readonly name = 'HostLost';
}

/** The first host is this process: without it nobody could go on. */
export function failureOf(id: string, host: number, message: string): Error {
  return host === 0 ? new WorkerError(message) : new HostLost(`Host ${id} failed: ${message}`);
}
