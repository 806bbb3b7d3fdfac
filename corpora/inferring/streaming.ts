/** Streams that do not hold back results while input is slow, such as a pipe from `tail -f`. */

/**
 * Batches of what comes. One that is not full goes on without the rest after a short while.
 *
 * @param most.size of all elements of a batch together, where `sizeOf` tells that of one.
 * @param patience milliseconds from the first element of a batch on.
 */
export async function* timelyBatches<T>(
  all: AsyncIterable<T>,
  { most, sizeOf, patience }: BatchOptions<T>,
): AsyncGenerator<T[]> {
  const iterator = all[Symbol.asyncIterator]();
  let next = quietly(iterator.next());
  let timer: NodeJS.Timeout | undefined;
  try {
    for (;;) {
      const first = await next;
      if (first.done === true) return;
      const isLate = new Promise<undefined>((resolve) => {
        timer = setTimeout(resolve, patience, undefined);
      });
      const batch = [first.value];
      let size = sizeOf(first.value);
      next = quietly(iterator.next());
      while (batch.length < most.elements && size < most.size) {
        // Where the input fails, what came before goes on first.
        const come = await Promise.race([next.catch(() => undefined), isLate]);
        if (come === undefined || come.done === true) break;
        batch.push(come.value);
        size += sizeOf(come.value);
        next = quietly(iterator.next());
      }
      clearTimeout(timer);
      yield batch;
    }
  } finally {
    clearTimeout(timer);
    abandon(iterator);
  }
}

interface BatchOptions<T> {
  readonly most: { readonly elements: number; readonly size: number };
  readonly sizeOf: (element: T) => number;
  readonly patience: number;
}

/**
 * Does work side by side and gives the results in order, each as soon as it is there.
 *
 * @param most tasks that are begun at a time.
 */
export async function* inOrder<T, Result>(
  all: AsyncIterable<T>,
  { begin, most }: { begin: (element: T) => Promise<Result>; most: number },
): AsyncGenerator<Result> {
  const iterator = all[Symbol.asyncIterator]();
  const begun: Promise<Result>[] = [];
  let next: Promise<IteratorResult<T>> | undefined = quietly(iterator.next());
  try {
    while (next !== undefined || begun.length > 0) {
      const isFull = begun.length >= most;
      if (next === undefined || isFull || (await isSooner(begun[0], next))) {
        yield await begun.shift()!;
        continue;
      }
      const come: IteratorResult<T> = await next;
      if (come.done !== true) begun.push(quietly(begin(come.value)));
      next = come.done === true ? undefined : quietly(iterator.next());
    }
  } finally {
    abandon(iterator);
  }
}

function isSooner(one: Promise<unknown> | undefined, other: Promise<unknown>): Promise<boolean> {
  if (one === undefined) return Promise.resolve(false);
  // Where the other fails, what was begun goes on first.
  return Promise.race([
    one.then(() => true),
    other.then(
      () => false,
      () => true,
    ),
  ]);
}

/** Whoever awaits it gets its failure; until then, the failure is not an unhandled rejection. */
function quietly<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

/** Not awaited: what it waits for itself may never come. */
function abandon(iterator: AsyncIterator<unknown>): void {
  void iterator.return?.().catch(() => undefined);
}
