/** Notices hosts that give no sign of life any more, and those that want to leave. */
import type { Rest } from '../parameter-server/bridge/outbox.ts';
import type { Roster } from './roster.ts';

const millisecondsBetweenLooks = 2000;
/** A host that has not been present for this long is lost. */
const millisecondsOfDoubt = 4000;
/** Whoever could not be let go is told of again: the run paused, or the disk was full. */
const millisecondsUntilToldAgain = 60_000;

export interface HostEvents {
  readonly onLost: (id: string) => void;
  readonly onLeaving: (id: string) => void;
}

/**
 * Looks again and again, until the signal is aborted.
 *
 * @param ids of the hosts that are to be present.
 * @throws the signal's reason.
 */
export async function watchHosts(
  ids: readonly string[],
  { roster, rest, signal }: { roster: Roster; rest: Rest; signal: AbortSignal },
  { onLost, onLeaving }: HostEvents,
): Promise<never> {
  const missingSince = new Map<string, number>();
  const toldAt = new Map<string, number>();
  for (;;) {
    await rest(millisecondsBetweenLooks, signal);
    const present = await roster.present().catch(() => undefined);
    if (present === undefined) {
      missingSince.clear(); // the server is out of reach, not they
      continue;
    }
    const now = performance.now();
    for (const id of ids) {
      const host = present.find((one) => one.id === id);
      if (host !== undefined) missingSince.delete(id);
      else if (!missingSince.has(id)) missingSince.set(id, now);
      if (now - (missingSince.get(id) ?? now) > millisecondsOfDoubt) onLost(id);
      if (host?.isLeaving !== true) continue;
      if (now - (toldAt.get(id) ?? -Infinity) < millisecondsUntilToldAgain) continue;
      toldAt.set(id, now);
      onLeaving(id);
    }
  }
}
