/**
 * Which states of a chain are its samples: those of its last part, a few sweeps apart, over which the
 * estimates of a run are averaged. A function of the settings and the total alone, so that a run resumes.
 */

export interface SampleSchedule {
  /** How many at most; absent: none, as in runs from before there were samples. */
  readonly numSamples?: number | undefined;
  /** Sweeps from one to the next. */
  readonly sampleEvery?: number | undefined;
}

/**
 * Samples come from the last fifth of a run: averaging does harm while the likelihood still rises.
 */
const sampledPart = 5;

/** The sweeps after which a sample is taken, rising; the last is the end of the run. */
export function sampleSweeps(
  { numSamples = 0, sampleEvery = 1 }: SampleSchedule,
  numSweeps: number,
): number[] {
  const numInPart = Math.ceil(numSweeps / sampledPart / sampleEvery);
  const length = Math.min(numSamples, numInPart);
  return Array.from({ length }, (_, place) => numSweeps - (length - 1 - place) * sampleEvery);
}

/**
 * The sweep after which priors are no longer learnt, so that all samples share them; Infinity if
 * nothing is averaged.
 */
export function priorsRestAfter(schedule: SampleSchedule, numSweeps: number): number {
  const sweeps = sampleSweeps(schedule, numSweeps);
  return sweeps.length > 1 ? sweeps[0] : Infinity;
}
