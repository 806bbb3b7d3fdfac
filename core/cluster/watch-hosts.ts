/** Notices hosts that give no sign of life any more. */
import type { Rest } from '../parameter-server/bridge/outbox.ts';
import type { Roster } from './roster.ts';

const millisecondsBetweenLooks = 2000;
/** A host that has not been present for this long is lost. */
const millisecondsOfDoubt = 4000;

/**
 * Looks again and again, until the signal is aborted.
 *
 * @param ids of the hosts that are to be present.
 * @throws the signal's reason.
 */
export async function watchHosts(
  ids: readonly string[],
  { roster, rest, signal }: { roster: Roster; rest: Rest; signal: AbortSignal },
  onLost: (id: string) => void,
): Promise<never> {
  const missingSince = new Map<string, number>();
  for (;;) {
    await rest(millisecondsBetweenLooks, signal);
    const present = await roster.present().catch(() => undefined);
    if (present === undefined) {
      missingSince.clear(); // the server is out of reach, not they
      continue;
    }
    for (const id of ids) {
      if (present.some((host) => host.id === id)) missingSince.delete(id);
      else if (!missingSince.has(id)) missingSince.set(id, performance.now());
      const since = missingSince.get(id);
      if (since !== undefined && performance.now() - since > millisecondsOfDoubt) onLost(id);
    }
  }
}
