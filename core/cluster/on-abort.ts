/** Listening to a signal that outlives the listener: one that is never removed keeps everything that it knows. */

/**
 * Does something when a signal is aborted, or at once if it is already.
 *
 * @returns what ends the listening.
 */
export function onAbort(signal: AbortSignal | undefined, act: (reason: Error) => void): () => void {
  const tell = (): void => {
    act(signal?.reason as Error);
  };
  if (signal?.aborted === true) tell();
  else signal?.addEventListener('abort', tell, { once: true });
  return () => {
    signal?.removeEventListener('abort', tell);
  };
}
