/**
 * The states of a training session, and how one follows from another: a pure function of the state
 * and of what happened. `nextAct` says what the session does next.
 *
 *     loading ----> sampling <----> saving           pause, goOn, checkpoint and stop may come at
 *        |             |  (and measuring)            any time; they take effect when the workers
 *        |             v                             stand still at the end of a step
 *        +--------> done, stopped, left, failed
 */

/** Who asked for the end: the person who watches, or a signal, or a program. */
export type StopReason = 'quit' | 'interrupted';

/** What a session shows as its state. The last four are final. */
export type SessionStage =
  | 'loading'
  | 'sampling'
  | 'paused'
  | 'saving'
  | 'stopping'
  /** All sweeps are complete, and saved. */
  | 'done'
  /** Ended earlier, with a checkpoint. */
  | 'stopped'
  /** Ended at once, without one: the checkpoint before it stands. */
  | 'left'
  | 'failed';

export type FinalStage = Extract<SessionStage, 'done' | 'stopped' | 'left' | 'failed'>;

export interface SessionState {
  readonly work: 'loading' | 'sampling' | 'saving' | FinalStage;
  readonly isPaused: boolean;
  readonly wantsCheckpoint: boolean;
  readonly stopReason: StopReason | undefined;
}

export type SessionEvent =
  | { readonly type: 'loaded' | 'saving' | 'saved' | 'save-failed' }
  | { readonly type: 'pause' | 'goOn' | 'checkpoint' }
  | { readonly type: 'stop'; readonly reason: StopReason }
  | { readonly type: 'ended'; readonly as: FinalStage };

export const startOfSession: SessionState = {
  work: 'loading',
  isPaused: false,
  wantsCheckpoint: false,
  stopReason: undefined,
};

/** The state after an event. A session that has ended stays as it is, whatever comes. */
export function afterEvent(state: SessionState, event: SessionEvent): SessionState {
  if (isFinal(state.work)) return state;
  switch (event.type) {
    case 'loaded':
      return { ...state, work: 'sampling' };
    case 'saving':
      return { ...state, work: 'saving' };
    case 'saved':
    case 'save-failed': // the next one is tried when it is due
      return { ...state, work: 'sampling', wantsCheckpoint: false };
    case 'pause':
      return { ...state, isPaused: state.stopReason === undefined };
    case 'goOn':
      return { ...state, isPaused: false };
    case 'checkpoint':
      return { ...state, wantsCheckpoint: true };
    case 'stop':
      return { ...state, isPaused: false, stopReason: event.reason };
    case 'ended':
      return { ...state, work: event.as, isPaused: false, wantsCheckpoint: false };
  }
}

/** What a session in this state is shown as. */
export function stageOf({ work, isPaused, stopReason }: SessionState): SessionStage {
  if (work !== 'sampling') return work;
  if (stopReason !== undefined) return 'stopping';
  return isPaused ? 'paused' : 'sampling';
}

export function isFinal(stage: SessionStage): stage is FinalStage {
  return stage === 'done' || stage === 'stopped' || stage === 'left' || stage === 'failed';
}

/** What is due at the present boundary. */
export interface Due {
  /** The corpus grows: there is nothing to be saved for long. */
  readonly isGrowing: boolean;
  /** Every token has a topic: before that there is nothing that could be saved. */
  readonly isBegun: boolean;
  /** All sweeps are complete. */
  readonly isComplete: boolean;
  readonly measurement: boolean;
  readonly checkpoint: boolean;
}

/** What a session does while its workers stand still at the end of a step. */
export type Act = 'sample' | 'measure' | 'save' | 'wait' | 'end';

/** The next act; at the end a checkpoint is written anyway, if every token has a topic. */
export function nextAct(state: SessionState, due: Due): Act {
  if (due.isGrowing) return actWhileGrowing(state);
  if (!due.isBegun) return 'sample';
  if (due.measurement) return 'measure';
  if (due.isComplete || state.stopReason !== undefined) return 'end';
  if (due.checkpoint || state.wantsCheckpoint) return 'save';
  return state.isPaused ? 'wait' : 'sample';
}

/** Nothing can be measured or saved yet; who stops the run begins it again when it is resumed. */
function actWhileGrowing({ stopReason, isPaused }: SessionState): Act {
  if (stopReason !== undefined) return 'end';
  return isPaused ? 'wait' : 'sample';
}
