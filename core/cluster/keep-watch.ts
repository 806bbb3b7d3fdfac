/** What a coordinator watches while its hosts work: their signs of life, and whether anything goes on. */
import type { ClusterOptions } from './cluster-options.ts';
import { HostLost } from './failures.ts';
import type { Plan } from './plan.ts';
import type { Roster } from './roster.ts';
import { watchHosts } from './watch-hosts.ts';
import { type Progress, watchProgress } from './watch-progress.ts';

/** @param life `fail` ends the generation, and aborts `signal`. */
export function keepWatch(
  { rest, roster, say, askForCheckpoint }: ClusterOptions,
  plan: Plan,
  life: {
    readonly signal: AbortSignal;
    readonly fail: (error: Error) => void;
    readonly look: () => Progress;
  },
): void {
  const { signal, look } = life;
  const lose = (id: string, how: string) => {
    life.fail(new HostLost(id, how));
  };
  const watches = [
    watchHosts(
      plan.hosts.slice(1),
      { roster, rest, signal },
      {
        onLost: (id) => {
          lose(id, 'gives no sign of life');
        },
        onLeaving: askForCheckpoint,
      },
    ),
    watchProgress(
      {
        look,
        isReachable: () => answers(roster),
        say,
        onStuck: (id) => {
          lose(id, 'has not gone on for ten minutes');
        },
      },
      { rest, signal },
    ),
  ];
  for (const watch of watches) watch.catch(() => undefined); // aborted
}

function answers(roster: Roster): Promise<boolean> {
  return roster.present().then(
    () => true,
    () => false,
  );
}
