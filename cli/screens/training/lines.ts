/** A run as plain lines, where there is no screen. */
import { inert } from '../../components/inert.ts';
import { clockTime, count, percent, short } from '../../components/numbers.ts';
import type { TrainingFeed } from '../../../core/training/session/feed.ts';
import type {
  Growth,
  HostStatus,
  TrainingSnapshot,
} from '../../../core/training/session/progress.ts';
import { isFinal } from '../../../core/training/session/session-state.ts';
import { shareOfDocuments } from './share-of-documents.ts';

/** Something that writes down what it is shown: lines for people, or events for programs. */
export interface TrainingReporter {
  report(snapshot: TrainingSnapshot): void;
}

const pollMs = 500;
const sweepLinesPerHostLine = 6;
const secondsOfSilence = 5;

/**
 * Watches a run without a screen: the reporter is shown a snapshot twice a second until the run
 * has ended, and the last one once more.
 */
export function watchTraining(
  feed: TrainingFeed,
  reporter: TrainingReporter,
): Promise<TrainingSnapshot> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      try {
        const snapshot = feed.snapshot();
        reporter.report(snapshot);
        if (!isFinal(snapshot.state)) return;
        clearInterval(timer);
        resolve(snapshot);
      } catch (error) {
        clearInterval(timer);
        reject(error as Error);
      }
    };
    const timer = setInterval(look, pollMs);
    look();
  });
}

/**
 * Lines that are good to read in a log: a new phase, or size of a growing corpus, at once, a line for the sweeps at most every
 * few seconds, and one for the end.
 */
export class TrainingLines implements TrainingReporter {
  readonly #write: (line: string) => void;
  readonly #now: () => number;
  readonly #everySeconds: number;
  #phase = '';
  #lastSeconds = -Infinity;
  #lastHostSeconds = -Infinity;
  #lastSweep = -1;
  #checkpointSweep: number | undefined;

  constructor({
    write,
    now,
    everySeconds = 5,
  }: {
    write: (line: string) => void;
    /** Seconds of a clock that never goes back. */
    now: () => number;
    everySeconds?: number;
  }) {
    this.#write = write;
    this.#now = now;
    this.#everySeconds = everySeconds;
  }

  report(snapshot: TrainingSnapshot): void {
    if (snapshot.state === 'loading') return this.#reportPhase(snapshot.phase);
    if (snapshot.growth !== undefined) return this.#reportGrowth(snapshot.growth);
    const isDue = this.#now() - this.#lastSeconds >= this.#everySeconds;
    if (!isDue && !isFinal(snapshot.state)) return;
    if (snapshot.sweep === this.#lastSweep) return;
    this.#write(sweepLine(snapshot, this.#newCheckpoint(snapshot)));
    this.#lastSeconds = this.#now();
    this.#lastSweep = snapshot.sweep;
    this.#reportHosts(snapshot.hosts ?? []);
  }

  /** Less often: they change little. */
  #reportHosts(hosts: readonly HostStatus[]): void {
    if (this.#now() - this.#lastHostSeconds < this.#everySeconds * sweepLinesPerHostLine) return;
    if (hosts.length === 0) return;
    this.#lastHostSeconds = this.#now();
    for (const host of hosts) this.#write(hostLine(host));
  }

  /** Each size of a growing corpus at once, and how far the whole is. */
  #reportGrowth(growth: Growth): void {
    const size = `growing: ${shareOfDocuments(growth)}`;
    const isNew = size !== this.#phase;
    if (!isNew && this.#now() - this.#lastSeconds < this.#everySeconds) return;
    this.#phase = size;
    this.#lastSeconds = this.#now();
    this.#write(`${size}  ${percent(growth.done)} of the start`);
  }

  #reportPhase(phase: string): void {
    if (phase === this.#phase || phase === '') return;
    this.#phase = phase;
    this.#write(inert(phase));
  }

  /** The sweep of a checkpoint that was written since the last line. */
  #newCheckpoint({ checkpoints }: TrainingSnapshot): number | undefined {
    const sweep = checkpoints.last?.sweep;
    if (sweep === this.#checkpointSweep) return undefined;
    this.#checkpointSweep = sweep;
    return sweep;
  }
}

/** "sweep  300/1000  -8.435/token  44.8 M tokens/s  0:42 left   checkpoint written". */
function sweepLine(snapshot: TrainingSnapshot, checkpoint: number | undefined): string {
  const { sweep, numSweeps, isOpenEnded, measurements, speed, secondsLeft } = snapshot;
  const likelihood = measurements.at(-1)?.logLikelihoodPerToken;
  const goal = isOpenEnded ? '' : `/${numSweeps}`;
  const parts = [`sweep ${String(sweep).padStart(String(numSweeps).length + 1)}${goal}`];
  if (likelihood !== undefined) parts.push(`${likelihood.toFixed(3)}/token`);
  if (speed.now > 0) parts.push(`${short(speed.now)} tokens/s`);
  if (secondsLeft !== undefined && !isFinal(snapshot.state)) {
    parts.push(`${clockTime(secondsLeft)} left`);
  }
  if (checkpoint === sweep) parts.push(' checkpoint written');
  else if (checkpoint !== undefined) parts.push(` checkpoint of sweep ${checkpoint} written`);
  return parts.join('  ');
}

/** "  ada: 4 workers  2 blocks  31.2 M tokens/s  7% waiting". */
function hostLine(host: HostStatus) {
  const { name, numWorkers, numBlocks, tokensPerSecond, waitingShare, secondsSilent } = host;
  const parts = [
    `  ${inert(name)}: ${count(numWorkers, 'worker')}`,
    count(numBlocks, 'block'),
    `${short(tokensPerSecond)} tokens/s`,
    `${percent(waitingShare)} waiting`,
  ];
  if (secondsSilent >= secondsOfSilence) parts.push(`silent for ${clockTime(secondsSilent)}`);
  return parts.join('  ');
}
