/** What a run tells about itself while it is trained: the types that every face shows. */
import type { SessionStage } from './session-state.ts';

export interface TrainingSnapshot {
  /** Of the file that keeps the run; may be empty. */
  readonly fileName: string;
  readonly runName: string;
  readonly numTopics: number;
  readonly numTokens: number;
  readonly numDocuments: number;
  readonly numWords: number;
  readonly seed: number;

  readonly state: SessionStage;
  /** What is being done while it is not sampling ("reading the corpus"); may be empty. */
  readonly phase: string;
  /** How far the phase is, in [0, 1]; undefined if unknown. */
  readonly phaseShare?: number | undefined;

  /** Complete sweeps, and the total that was asked for. */
  readonly sweep: number;
  readonly numSweeps: number;
  /** Present while the run begins on a growing part of its corpus: no sweep is complete then. */
  readonly growth?: Growth | undefined;
  /**
   * Present while it is not known when the run ends by itself: the total is the most that it may be.
   */
  readonly isOpenEnded?: boolean | undefined;
  /** Sweep at which this stretch of the run began: 0, or the checkpoint's on resume. */
  readonly startSweep?: number | undefined;
  /** All measured values of this run so far, in the order of their sweeps. */
  readonly measurements: readonly Measurement[];

  readonly speed: Speed;
  /** Seconds of training in all, resumed stretches included. */
  readonly seconds: number;
  /** Undefined until the speed is known. */
  readonly secondsLeft: number | undefined;

  readonly workers: readonly WorkerStatus[];
  /** Present while several hosts train the run. */
  readonly hosts?: readonly HostStatus[] | undefined;
  readonly staleness: Staleness;
  readonly memory: Memory;
  readonly checkpoints: Checkpoints;
  /** The topics as they form; empty until the first time they are counted. */
  readonly topics: FormingTopics;
}

export interface Growth {
  /** Of the tokens of the corpus: 1/64, 1/32, ... 1/2. */
  readonly share: number;
  /** Of all that has to be done before the sweeps, in [0, 1]. */
  readonly done: number;
}

export interface Measurement {
  readonly sweep: number;
  readonly logLikelihoodPerToken: number;
  /** Of training since the run began. */
  readonly seconds: number;
}

/** Tokens per second. */
export interface Speed {
  readonly now: number;
  readonly mean: number;
  /** One value for each of the last sweeps or seconds, oldest first; at most some hundreds. */
  readonly recent: readonly number[];
}

/** Shares of a worker's time in the last seconds, each in [0, 1]. */
export interface WorkerStatus {
  /** Completed clocks. */
  readonly clock: number;
  readonly samplingShare: number;
  readonly pullingShare: number;
  readonly pushingShare: number;
  readonly waitingShare: number;
}

/** A host and its workers, in the last seconds. */
export interface HostStatus {
  readonly name: string;
  readonly numWorkers: number;
  /** Of documents: they are dealt by speed. */
  readonly numBlocks: number;
  readonly tokensPerSecond: number;
  /** Of its workers' time, in [0, 1]. */
  readonly waitingShare: number;
  /** Since anything came from it. */
  readonly secondsSilent: number;
  /** That it has put for others, since it began. */
  readonly numBytes: number;
}

export interface Staleness {
  /** 0 is lockstep; Infinity never waits. */
  readonly bound: number;
  /**
   * How often a worker read counts that lacked updates of a clocks: entry a counts the reads
   * that were a clocks old. Empty in lockstep.
   */
  readonly histogram: readonly number[];
}

/** Bytes. */
export interface Memory {
  readonly now: number;
  readonly planned: number;
}

export interface Checkpoints {
  /** Undefined before the first one. */
  readonly last: { readonly sweep: number; readonly secondsAgo: number } | undefined;
  /** When the next one is due, whichever comes first; undefined for "only at the end". */
  readonly next: { readonly inSweeps?: number; readonly inSeconds?: number } | undefined;
}

export interface FormingTopics {
  /**
   * Sweep at which they were counted, from -1 to 0 while the corpus grows; a new value tells the
   * screen that the words are fresh.
   */
  readonly sweep: number;
  /** All topics, in any order. */
  readonly list: readonly FormingTopic[];
}

export interface FormingTopic {
  readonly topic: number;
  readonly label?: string | undefined;
  /** Of all tokens, in [0, 1]. */
  readonly share: number;
  /** Top words (about ten), most probable first. */
  readonly words: readonly string[];
}
