/** Runs several jobs side by side where cores are free. */

/**
 * Worker threads of the next job: one each while more jobs wait than cores are free, since two
 * runs with one worker each are about as fast as one run with two, without waiting for each other;
 * towards the end the last ones share the cores.
 */
export function workersOfNext({ numFree, numWaiting }: { numFree: number; numWaiting: number }) {
  return Math.max(1, Math.floor(numFree / Math.max(1, numWaiting)));
}

export interface Cores {
  readonly numCores: number;
  /** Jobs at the same time, at most. */
  readonly mostAtOnce: number;
}

/**
 * Starts the jobs in their order, each with its number of workers, as soon as cores are free.
 *
 * @param start begins a job; false when no more are to begin.
 * @returns whether all were done.
 * @throws what the first failing job throws, when all that were under way have ended; `onFailure` is
 * called at once, to end them.
 */
export async function sideBySide<Job>(
  jobs: readonly Job[],
  { numCores, mostAtOnce }: Cores,
  start: (job: Job, numWorkers: number) => Promise<boolean>,
  onFailure: () => void,
): Promise<boolean> {
  const waiting = [...jobs];
  const underWay = new Map<Promise<void>, number>();
  let isGoingOn = true;
  let failure: { readonly reason: unknown } | undefined;
  const begin = (job: Job, numWorkers: number): void => {
    const work = start(job, numWorkers).then(
      (isDone) => {
        isGoingOn &&= isDone;
      },
      (reason: unknown) => {
        isGoingOn = false;
        failure ??= { reason };
        onFailure();
      },
    );
    const ended = work.finally(() => underWay.delete(ended));
    underWay.set(ended, numWorkers);
  };
  while (underWay.size > 0 || (isGoingOn && waiting.length > 0)) {
    let numFree = numCores - [...underWay.values()].reduce((sum, workers) => sum + workers, 0);
    while (isGoingOn && numFree > 0 && waiting.length > 0 && underWay.size < mostAtOnce) {
      const places = Math.min(waiting.length, mostAtOnce - underWay.size);
      const numWorkers = workersOfNext({ numFree, numWaiting: places });
      numFree -= numWorkers;
      begin(waiting.shift()!, numWorkers);
    }
    await Promise.race(underWay.keys());
  }
  if (failure !== undefined) throw failure.reason;
  return isGoingOn;
}
