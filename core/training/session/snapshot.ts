/** Puts together what a session tells about itself. */
import type { Trainer } from '../trainer.ts';
import type { CheckpointSchedule } from './checkpoint-schedule.ts';
import type { FormingTopics, TrainingSnapshot } from './progress.ts';
import type { SessionOptions } from './session-options.ts';
import type { SessionStage } from './session-state.ts';
import type { SpeedMeter } from './speed-meter.ts';

export interface SnapshotParts {
  readonly options: SessionOptions;
  /** In all, as far as is known. */
  readonly numSweeps: number;
  /** Undefined while the corpus is read. */
  readonly trainer: Trainer | undefined;
  readonly stage: SessionStage;
  readonly loadedShare: number | undefined;
  /** Of training since the run began. */
  readonly seconds: number;
  readonly meter: SpeedMeter;
  readonly schedule: CheckpointSchedule;
  readonly topics: FormingTopics;
}

export function snapshotOf(parts: SnapshotParts): TrainingSnapshot {
  const { options, trainer, stage, meter, schedule } = parts;
  const { run, source, start, keeper, fileName = '', usedMemory } = options;
  const { numTopics, seed, staleness } = run.settings;
  const sweep = Math.max(0, trainer?.sweepUnderWay ?? start?.sweep ?? 0);
  const speed = meter.speed();
  const planned = trainer?.memoryBytes ?? 0;
  return {
    fileName,
    runName: run.name,
    numTopics,
    numTokens: source.numTokens,
    numDocuments: source.numDocuments,
    numWords: source.numWords,
    seed,
    state: stage,
    phase: phaseOf(stage),
    phaseShare: parts.loadedShare,
    ...progressOf(parts, { sweep, tokensPerSecond: speed.mean }),
    startSweep: start?.sweep,
    measurements: keeper.measurements,
    speed,
    seconds: parts.seconds,
    workers: meter.workers(),
    ...hostsOf(parts),
    staleness: {
      bound: staleness,
      histogram: staleness === 0 ? [] : meter.stalenessHistogram(),
    },
    memory: { now: usedMemory?.() ?? planned, planned },
    checkpoints: schedule.status(sweep),
    topics: parts.topics,
  };
}

function hostsOf({ trainer, meter }: SnapshotParts): Pick<TrainingSnapshot, 'hosts'> {
  const hosts = meter.hosts(trainer?.hosts() ?? []);
  return hosts.length > 0 ? { hosts } : {};
}

/** How far it is, and how long it will take. */
function progressOf(
  { options, numSweeps, trainer }: SnapshotParts,
  { sweep, tokensPerSecond }: { sweep: number; tokensPerSecond: number },
): Pick<TrainingSnapshot, 'growth' | 'sweep' | 'numSweeps' | 'isOpenEnded' | 'secondsLeft'> {
  const { run, source } = options;
  const growth = trainer?.growth;
  const isOpen = run.settings.autoSweeps?.most === numSweeps;
  const visitsLeft = (growth?.visitsLeft ?? 0) + (numSweeps - sweep) * source.numTokens;
  return {
    ...(growth && { growth: { share: growth.share, done: growth.done } }),
    sweep,
    numSweeps,
    ...(isOpen && { isOpenEnded: true }),
    secondsLeft: isOpen ? undefined : secondsLeft(visitsLeft, tokensPerSecond),
  };
}

function phaseOf(stage: SessionStage): string {
  if (stage === 'loading') return 'reading the corpus';
  return stage === 'saving' ? 'writing a checkpoint' : '';
}

/** Undefined until the speed is known. */
function secondsLeft(numTokens: number, tokensPerSecond: number): number | undefined {
  return tokensPerSecond === 0 ? undefined : numTokens / tokensPerSecond;
}
