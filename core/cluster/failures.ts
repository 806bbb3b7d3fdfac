/** What follows when a host fails: an accident is got over without it, a fault ends the run. */
import { UserError } from '../errors.ts';
import type { ExchangeConflict } from '../parameter-server/exchange.ts';
import { WorkerError } from '../training/worker-pool.ts';
import type { Answer } from './orders.ts';

/** A host is gone: the run goes on from its last checkpoint without it. */
export class HostLost extends Error {
  override readonly name = 'HostLost';
  /** Its id. */
  readonly host: string;
  /** It has told of its failure itself, and ends; otherwise nothing was heard of it. */
  readonly isEnding: boolean;

  constructor(host: string, how: string, { isEnding = false } = {}) {
    super(`Host ${host} ${how}`);
    this.host = host;
    this.isEnding = isEnding;
  }
}

/** Another process works as the same host, and has put other numbers. */
export function conflictOf(id: string, conflict: ExchangeConflict): UserError {
  return new UserError(
    'hosts-differ',
    `Cannot go on training: host ${id}, and another process that works as the same host, have computed ` +
      `different numbers (${conflict.message}); the same numbers were expected of everybody`,
    { cause: conflict },
  );
}

type Failed = Extract<Answer, { type: 'failed' }>;

/**
 * A host's failure as an answer. What only happened to this machine (a thread was killed, its memory does
 * not suffice) is an accident; anything else would happen to the next host, too, or is wrong on this one.
 */
export function failureAnswer(error: unknown): Failed {
  const { message } = error instanceof Error ? error : new Error(String(error));
  if (error instanceof UserError && error.code === 'hosts-differ') {
    return { type: 'failed', as: 'different', message };
  }
  const isAccident =
    error instanceof UserError || (error instanceof WorkerError && error.isAccident);
  return { type: 'failed', as: isAccident ? 'accident' : 'fault', message };
}

/** @param host its place in the plan: the first is this process, without which nobody could go on. */
export function failureOf(id: string, host: number, { as, message }: Failed): Error {
  switch (as) {
    case 'different':
      return new UserError('hosts-differ', message);
    case 'fault':
      return new WorkerError(`host ${id} failed: ${message}`);
    case 'accident':
      return host === 0
        ? new WorkerError(message)
        : new HostLost(id, `failed: ${message}`, { isEnding: true });
  }
}
