/**
 * A break in long work: timers, messages and signals that wait get their turn. Work that is cut into
 * pieces of some tens of milliseconds keeps nobody waiting.
 */
export function untilOthersRan(): Promise<void> {
  return new Promise((resolve) => {
    // A timer takes a millisecond at least: a tenth of the time that laying out a small corpus takes.
    if ('setImmediate' in globalThis) setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}
