/** A run as JSON, one object per line, for programs. */
import type {
  Growth,
  HostStatus,
  Measurement,
  TrainingSnapshot,
} from '../../../core/training/session/progress.ts';
import type { RunSettings } from '../../../core/training/settings.ts';
import { isFinal } from '../../../core/training/session/session-state.ts';
import type { TrainingReporter } from './lines.ts';

/**
 * One JSON object for every size of a growing corpus, for every sweep that is measured and for every
 * checkpoint, in the order in which they came, and a last one for the end of the run.
 */
export class TrainingEvents implements TrainingReporter {
  readonly #write: (event: object) => void;
  #lastSweep: number | undefined;
  #lastShare: number | undefined;

  constructor(write: (event: object) => void) {
    this.#write = write;
  }

  /** A checkpoint was written: told after all sweeps that were measured before it. */
  reportCheckpoint(snapshot: TrainingSnapshot, at: { sweep: number; step: number }): void {
    this.#reportSweeps(snapshot);
    this.#write({ event: 'checkpoint', ...at });
  }

  report(snapshot: TrainingSnapshot): void {
    this.#reportGrowth(snapshot.growth);
    if (snapshot.state !== 'loading') this.#reportSweeps(snapshot);
    if (isFinal(snapshot.state)) this.#write(lastEvent(snapshot));
  }

  /** A new size of a growing corpus, as a share of its tokens. */
  #reportGrowth(growth: Growth | undefined): void {
    if (growth === undefined || growth.share === this.#lastShare) return;
    this.#lastShare = growth.share;
    this.#write({ event: 'growing', ...growth });
  }

  #reportSweeps(snapshot: TrainingSnapshot): void {
    // What was measured before a resume was reported then.
    const reported = this.#lastSweep ?? snapshot.startSweep ?? 0;
    snapshot.measurements.forEach((measurement, index) => {
      if (measurement.sweep <= reported) return;
      const before = snapshot.measurements[index - 1];
      this.#write(sweepEvent(measurement, before, snapshot));
      this.#lastSweep = measurement.sweep;
    });
  }
}

function sweepEvent(
  { sweep, logLikelihoodPerToken, seconds }: Measurement,
  before: Measurement | undefined,
  { numSweeps, isOpenEnded, numTokens, hosts }: TrainingSnapshot,
): object {
  const elapsed = seconds - (before?.seconds ?? 0);
  const numSampled = (sweep - (before?.sweep ?? 0)) * numTokens;
  return {
    event: 'sweep',
    sweep,
    numSweeps: isOpenEnded ? null : numSweeps,
    logLikelihoodPerToken,
    tokensPerSecond: elapsed > 0 ? Math.round(numSampled / elapsed) : null,
    seconds,
    ...(hosts && { hosts: hosts.map(hostEvent) }),
  };
}

function hostEvent(host: HostStatus): object {
  const { name, numWorkers, numBlocks, waitingShare, secondsSilent, numBytes } = host;
  const tokensPerSecond = Math.round(host.tokensPerSecond);
  return { name, numWorkers, numBlocks, tokensPerSecond, waitingShare, secondsSilent, numBytes };
}

/** The same of a run that was done before: its speed is not known any more. */
export function endedEvent(
  { name, numSweeps, settings: { numTopics, seed } }: EndedRun,
  { numTokens, checkpoint, last }: { numTokens: number; checkpoint?: Saved; last?: Measured },
): object {
  return {
    event: 'done',
    run: name,
    sweep: checkpoint?.sweep ?? 0,
    numSweeps,
    numTopics,
    numTokens,
    seed,
    logLikelihoodPerToken: last?.logLikelihoodPerToken ?? null,
    tokensPerSecond: null,
    seconds: checkpoint?.seconds ?? 0,
  };
}

interface EndedRun {
  readonly name: string;
  readonly numSweeps: number;
  readonly settings: Pick<RunSettings, 'numTopics' | 'seed'>;
}

type Saved = { readonly sweep: number; readonly seconds: number } | undefined;
type Measured = Pick<Measurement, 'logLikelihoodPerToken'> | undefined;

function lastEvent(snapshot: TrainingSnapshot): object {
  const { state, runName, sweep, numTopics, numTokens, seed, seconds } = snapshot;
  return {
    event: state,
    run: runName,
    sweep,
    numSweeps: snapshot.isOpenEnded ? null : snapshot.numSweeps,
    numTopics,
    numTokens,
    seed,
    logLikelihoodPerToken: snapshot.measurements.at(-1)?.logLikelihoodPerToken ?? null,
    tokensPerSecond: Math.round(snapshot.speed.mean),
    seconds,
  };
}
