/** A checkpoint without its assignments, as it is stored. */
import type { Priors } from '../../core/sampler/sampler.ts';
import { sha256 } from './checksum.ts';

/** What is known of a checkpoint without reading its assignments. */
export interface CheckpointSummary {
  readonly id: number;
  readonly run: number;
  /** Complete sweeps, and complete steps of the next one. */
  readonly sweep: number;
  readonly step: number;
  readonly priors: Priors;
  /** Topic totals (length stride) that lockstep still needs of the step before. */
  readonly laggedTotals?: Int32Array | undefined;
  /** Seconds of training since the run began. */
  readonly seconds: number;
  /** ISO 8601. */
  readonly created: string;
}

export type CheckpointContents = Omit<CheckpointSummary, 'id' | 'run' | 'created'>;

/** As its table has it. */
export interface CheckpointRow {
  readonly id: number;
  readonly run: number;
  readonly sweep: number;
  readonly step: number;
  readonly hyperparameters: string;
  readonly seconds: number;
  readonly checksum: string;
  readonly created: string;
}

/** Undefined when what is stored cannot be read. */
export function summaryOf(row: CheckpointRow): CheckpointSummary | undefined {
  const { id, run, sweep, step, hyperparameters, seconds, created } = row;
  const read = readHyperparameters(hyperparameters);
  return read && { id, run, sweep, step, seconds, created, ...read };
}

/** Everything except the assignments that decides how the chain continues. */
export function writeHyperparameters({ priors, laggedTotals }: CheckpointContents): string {
  return JSON.stringify({
    alpha: [...priors.alpha],
    beta: priors.beta,
    ...(priors.weights && { weights: [...priors.weights] }),
    ...(laggedTotals && { laggedTotals: [...laggedTotals] }),
  });
}

function readHyperparameters(
  json: string,
): Pick<CheckpointSummary, 'priors' | 'laggedTotals'> | undefined {
  let stored: { alpha?: unknown; beta?: unknown; weights?: unknown; laggedTotals?: unknown };
  try {
    stored = (JSON.parse(json) ?? {}) as typeof stored;
  } catch {
    return undefined;
  }
  const { alpha, beta, weights = [], laggedTotals = [] } = stored;
  if (!isListOf(alpha, isPrior) || !isPrior(beta)) return undefined;
  if (!isListOf(laggedTotals, Number.isSafeInteger)) return undefined;
  if (!isListOf(weights, Number.isSafeInteger)) return undefined;
  return {
    priors: {
      alpha: Float64Array.from(alpha),
      beta,
      ...(stored.weights !== undefined && { weights: Int32Array.from(weights) }),
    },
    laggedTotals: stored.laggedTotals === undefined ? undefined : Int32Array.from(laggedTotals),
  };
}

function isListOf(value: unknown, isOne: (one: unknown) => boolean): value is number[] {
  return Array.isArray(value) && value.every(isOne);
}

function isPrior(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value < Infinity;
}

/** Of everything that decides how the chain continues. */
export function checksumOf(
  head: { sweep: number; step: number; hyperparameters: string },
  topics: readonly { checksum: string }[],
): string {
  const lines = topics.map(({ checksum }) => checksum);
  return sha256([head.sweep, head.step, head.hyperparameters, ...lines].join('\n'));
}
