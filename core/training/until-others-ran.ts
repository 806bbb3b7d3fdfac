/**
 * A break in long work: timers, messages and signals that wait get their turn. Work that is cut into
 * pieces of some tens of milliseconds keeps nobody waiting.
 */
export function untilOthersRan(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
