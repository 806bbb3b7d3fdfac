/**
 * How many sweeps a run has that ends by itself: until its likelihood no longer rises beyond its noise,
 * and then as many as its samples need. A function of the settings and of what was measured, so that a
 * run is the same on any number of workers, and when it is resumed.
 */
import { trendOf } from '../evaluation/convergence.ts';
import type { SampleSchedule } from './samples.ts';
import type { Measurement } from './session/progress.ts';

/** Where a run ends by itself. */
export interface AutoSweeps {
  /** It ends here at the latest, level or not. */
  readonly most: number;
  /** Only what was measured after this sweep decides: where somebody asked for it. */
  readonly after: number;
}

/**
 * The curve must be level at this many measurements in a row: a test that is made again and again
 * says "level" of a slow rise sooner or later.
 */
const levelInARow = 5;

/** All samples lie in the last fifth of a run (samples.ts): four fifths come before the first. */
const partsBeforeSamples = 4;

/** What decides, of the settings of a run. */
export interface EndingSettings extends SampleSchedule {
  readonly autoSweeps?: AutoSweeps | undefined;
  readonly measureEvery: number;
}

type JudgedMeasurement = Pick<Measurement, 'sweep' | 'logLikelihoodPerToken'>;

/** When a run ends by itself; each measurement is judged once. */
export class EndingRule {
  readonly #settings: EndingSettings;
  #numJudged = 0;
  #numLevel = 0;
  #decided: number | undefined;

  constructor(settings: EndingSettings) {
    this.#settings = settings;
  }

  /**
   * The total of sweeps, once it is decided: samples are taken after that. Undefined before, and where
   * the run does not end by itself; then its total is what was asked for, or the most it may have.
   *
   * @param measurements of the run so far, in the order of their sweeps: those of the last call first.
   */
  judge(measurements: readonly JudgedMeasurement[]): number | undefined {
    const { autoSweeps, numSamples = 1, sampleEvery = 1, measureEvery } = this.#settings;
    if (autoSweeps === undefined) return undefined;
    const sampled = numSamples > 1 ? numSamples * sampleEvery : 0;
    while (this.#decided === undefined && this.#numJudged < measurements.length) {
      const { sweep } = measurements[this.#numJudged++];
      if (sweep > autoSweeps.most - sampled) break;
      const isLevel = trendOf(measurements.slice(0, this.#numJudged)) === 'level';
      this.#numLevel = isLevel ? this.#numLevel + 1 : 0;
      const isEarly = sweep <= autoSweeps.after || sweep < partsBeforeSamples * sampled;
      const isOfPlan = sweep % measureEvery === 0; // not where a stretch happened to end
      if (this.#numLevel >= levelInARow && !isEarly && isOfPlan) this.#decided = sweep + sampled;
    }
    return this.#decided;
  }
}
