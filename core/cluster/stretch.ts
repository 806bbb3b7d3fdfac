/** How far all sample before they stand at one clock again. */
const millisecondsOfStretch = 1000;

/** @returns steps of a stretch of about a second, but at most twice as many as `before`. */
export function nextStretch(
  { numSteps, milliseconds }: { readonly numSteps: number; readonly milliseconds: number },
  before: number,
): number {
  const steps = Math.round((numSteps * millisecondsOfStretch) / Math.max(1, milliseconds));
  return Math.max(1, Math.min(steps, 2 * before));
}
