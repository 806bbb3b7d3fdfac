/** A wait that ends: with what was waited for, when nobody wants it any more, or when it takes too long. */

interface Deadline<Result> {
  readonly wait: (signal: AbortSignal) => Promise<Result>;
  /** What is wrong when it takes too long. */
  readonly explain: () => Error;
}

/** @throws what `explain` says after as many seconds; the signal's reason; what `wait` throws. */
export async function withDeadline<Result>(
  { seconds, signal }: { readonly seconds: number; readonly signal: AbortSignal },
  { wait, explain }: Deadline<Result>,
): Promise<Result> {
  const tooLate = new AbortController();
  const timer = setTimeout(() => {
    tooLate.abort();
  }, 1000 * seconds);
  try {
    return await wait(AbortSignal.any([signal, tooLate.signal]));
  } catch (error) {
    signal.throwIfAborted();
    throw tooLate.signal.aborted ? explain() : error;
  } finally {
    clearTimeout(timer);
  }
}
