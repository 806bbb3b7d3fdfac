/** Notices when nothing goes on although all hosts are there, and says for whom the others wait. */
import type { Rest } from '../parameter-server/bridge/outbox.ts';

export interface Progress {
  /** Changes whenever anything has got further. */
  readonly mark: string;
  /** Ids of the hosts that are furthest behind; none while this one is. */
  readonly waitingFor: readonly string[];
}

export interface ProgressWatch {
  readonly look: () => Progress;
  /** Whether the server answers. */
  readonly isReachable: () => Promise<boolean>;
  readonly say: (message: string) => void;
  /** Nothing has come from a host for ten minutes: longer than any unit or transport takes. */
  readonly onStuck: (id: string) => void;
}

const secondsBetweenLooks = 2;
const secondsUntilSaid = 60;
const secondsUntilStuck = 600;

/**
 * Looks again and again, until the signal is aborted. Only time in which this process runs is counted.
 *
 * @throws the signal's reason.
 */
export async function watchProgress(
  { look, isReachable, say, onStuck }: ProgressWatch,
  { rest, signal }: { readonly rest: Rest; readonly signal: AbortSignal },
): Promise<never> {
  let [mark, seconds] = ['', 0];
  for (;;) {
    await rest(1000 * secondsBetweenLooks, signal);
    const now = look();
    seconds = now.mark === mark ? seconds + secondsBetweenLooks : 0;
    mark = now.mark;
    if (seconds === 0 || seconds % secondsUntilSaid !== 0) continue;
    if (now.waitingFor.length === 0 || !(await isReachable())) continue;
    say(waitingFor(now.waitingFor, seconds));
    if (seconds >= secondsUntilStuck) onStuck(now.waitingFor[0]);
  }
}

function waitingFor(ids: readonly string[], seconds: number): string {
  return (
    `Nothing has come from ${ids.join(', ')} for ${seconds} s, though there are signs of life; all others ` +
    'wait. If it is ended there, they go on from the last checkpoint without it.'
  );
}
