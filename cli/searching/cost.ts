/** What the runs of a search cost, before they begin and while they run. */
import type { RunSettings } from '../../core/training/settings.ts';

/** Microseconds a token on one core of the benchmark's machine: a part for all, and one a topic. */
const microsecondsPerToken = 0.022;
const microsecondsPerTokenAndTopic = 0.00012;

/** Seconds of one core that some sweeps take, about: relative costs are right, whatever the machine. */
export function costOfSweeps(
  { numTopics }: Pick<RunSettings, 'numTopics'>,
  { numSweeps, numTokens }: { numSweeps: number; numTokens: number },
): number {
  const perToken = microsecondsPerToken + microsecondsPerTokenAndTopic * numTopics;
  return (Math.max(0, numSweeps) * numTokens * perToken) / 1e6;
}
