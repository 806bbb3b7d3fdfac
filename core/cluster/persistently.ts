/** Asking a server that may be out of reach for a while. */
import { UserError } from '../errors.ts';
import type { Rest } from '../parameter-server/bridge/outbox.ts';

/** A cluster needs some ten seconds to put a replica in the place of a master. */
const secondsOfPatience = 60;
const millisecondsBetweenTries = 200;

/**
 * Tries until it works, for a minute of failures at most.
 *
 * @throws the last failure, the signal's reason, or a UserError of the work itself at once.
 */
export async function persistently<Result>(
  work: () => Promise<Result>,
  { rest, signal }: { readonly rest: Rest; readonly signal: AbortSignal },
): Promise<Result> {
  const begun = performance.now();
  for (;;) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      const seconds = (performance.now() - begun) / 1000;
      if (error instanceof UserError || seconds > secondsOfPatience) throw error;
    }
    await rest(millisecondsBetweenTries, signal);
  }
}
