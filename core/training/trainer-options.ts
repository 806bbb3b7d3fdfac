/** What a training is made of, and where it begins. */
import { checkNumber } from '../check-number.ts';
import type { Grid } from '../corpus/grid.ts';
import { UsageError } from '../errors.ts';
import type { TokenSource } from '../corpus/token-source.ts';
import type { DocumentFeatures } from '../covariates/design.ts';
import type { Reading } from '../parameter-server/client.ts';
import type { Rows } from '../memory/rows.ts';
import type { BlockStretch } from '../sampler/layout.ts';
import type { Priors } from '../sampler/sampler.ts';
import type { Mishap } from './messages.ts';
import { checkSettings } from './check-settings.ts';
import { type RunSettings, checkSetting, settingRanges } from './settings.ts';
import type { StartWorker } from './worker-host.ts';

export interface TrainerOptions {
  readonly source: TokenSource;
  readonly settings: RunSettings;
  /** More than there are blocks (lockstep) or documents (live) are not started. */
  readonly numWorkers: number;
  /** Of the documents, where the run has covariates: made by its design. */
  readonly features?: DocumentFeatures | undefined;
  /** How a worker is started: see worker-host.ts. */
  readonly startWorker: StartWorker;
  /** Where a stored run resumes; absent when it begins. */
  readonly start?: StoredState | undefined;
  /** Aborted to leave while the corpus is laid out. */
  readonly signal?: AbortSignal | undefined;
  /** Called while the corpus is laid out, with the share that is done. */
  readonly onProgress?: ((share: number) => void) | undefined;
  /** The sweep after which priors are learnt no more; absent: they are learnt to the end. */
  readonly priorsRestAfter?: number | undefined;
  /** A worker that completes nothing for this long ends the run. */
  readonly hangLimitSeconds?: number | undefined;
  /** What other hosts have their part in; absent: everything is here. Lockstep only. */
  readonly share?: HostShare | undefined;
  /** For experiments: live reading with staleness 0 too. Absent: what the staleness means. */
  readonly reading?: Reading | undefined;
  /** For experiments and tests: what goes wrong in each worker. */
  readonly mishaps?: readonly (Mishap | undefined)[] | undefined;
}

/**
 * @throws {UsageError} when a number is out of its range.
 * @throws {UserError} when the settings do not suit each other or the corpus.
 */
export function checkTrainer({
  source,
  settings,
  numWorkers,
  hangLimitSeconds,
  start,
}: Pick<
  TrainerOptions,
  'source' | 'settings' | 'numWorkers' | 'hangLimitSeconds' | 'start'
>): void {
  checkSetting('numWorkers', numWorkers);
  checkSettings(settings, source);
  if (start !== undefined) checkStart(start, settings);
  if (hangLimitSeconds !== undefined) checkNumber('hangLimitSeconds', hangLimitSeconds, hangLimits);
}

/** Workers are looked at four times in that time at least. */
const hangLimits = { least: 0.1, most: 1e9, isWhole: false, mayBeInfinite: true };

/** @throws {UsageError} when it is not a state of such a run: priors of too few topics would leave out the others. */
function checkStart(
  { sweep, step, priors: { alpha, beta } }: StoredState,
  { numTopics, numBlocks }: RunSettings,
): void {
  checkNumber('start.sweep', sweep, { ...settingRanges.numSweeps, least: -1 });
  checkNumber('start.step', step, { least: 0, most: numBlocks - 1, isWhole: true });
  const areGood = [...alpha, beta].every((prior) => prior > 0 && prior < Infinity);
  if (areGood && alpha.length === numTopics) return;
  throw new UsageError(
    'wrong-arguments',
    `Cannot start where priors are of ${alpha.length} topics: numbers above 0 for ${numTopics} topics were expected`,
    { details: { found: alpha.length, numTopics } },
  );
}

/** What decides how much of everything there is. */
export type ShapeOptions = Pick<
  TrainerOptions,
  'source' | 'settings' | 'numWorkers' | 'reading' | 'features' | 'share'
>;

/** One host's share of a run that is trained on several (core/cluster). */
export interface HostShare {
  readonly blocks: BlockStretch;
  /**
   * Called when the own blocks are laid out and their topics counted in the rows: makes the rows of the ranges
   * that the own blocks hold whole.
   *
   * @returns the topic totals of all hosts (length K), seed tokens not included.
   */
  join(rows: Rows, grid: Grid): Promise<Int32Array>;
}

/** The blocks of this process: all, unless other hosts have theirs. */
export function blocksOf(
  { share }: Pick<TrainerOptions, 'share'>,
  { numBlocks }: Pick<Grid, 'numBlocks'>,
): BlockStretch {
  return share?.blocks ?? { first: 0, end: numBlocks };
}

/** The state of a chain, as far as training needs it: of a checkpoint, or of a start under way. */
export interface StoredState {
  /** Complete sweeps, and complete steps of the next one; before sweep 0: -1, and some have no topic. */
  readonly sweep: number;
  readonly step: number;
  readonly priors: Priors;
  /** The topic totals that lockstep's next step reads (see rotation.ts); absent: the newest. */
  readonly laggedTotals?: Int32Array | undefined;
  /**
   * Topics of all tokens of the documents `first` to `end - 1`, in document order (see layout.ts).
   *
   * @param into as for TokenSource.readWords.
   */
  readTopics(first: number, end: number, into?: Uint16Array): Uint16Array;
}

/** Clocks count steps from the beginning of a run; its sweep 0 gives every token a first topic. */
export function clockOf(
  start: Pick<StoredState, 'sweep' | 'step'> | undefined,
  { numBlocks }: RunSettings,
): number {
  return start ? (start.sweep + 1) * numBlocks + start.step : 0;
}
