/** Breaks in work that would otherwise keep the thread for seconds, so that signals are heard. */
import { setImmediate } from 'node:timers/promises';

/** Work in pieces: it yields wherever it can be interrupted, and returns its outcome. */
export type InPieces<Result> = Generator<undefined, Result, undefined>;

/** Who waits for an answer to Ctrl-C waits about as long. */
const millisecondsBetween = 100;

/**
 * Does the work piece by piece. Whatever else waits for the thread gets it now and then.
 *
 * @throws the signal's reason when it was aborted meanwhile; the work ends where it was, and closes
 *   what it had open.
 */
export async function withBreaks<Result>(
  work: InPieces<Result>,
  signal: AbortSignal | undefined,
): Promise<Result> {
  let next = performance.now() + millisecondsBetween;
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
    if (performance.now() < next) continue;
    await setImmediate();
    if (signal?.aborted === true) work.return(undefined as Result);
    signal?.throwIfAborted();
    next = performance.now() + millisecondsBetween;
  }
}

/** Does the work in one go. */
export function inOneGo<Result>(work: InPieces<Result>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}
