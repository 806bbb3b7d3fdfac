/** What each key does on the training screen. */
import type { Key } from '../../components/key-decoder.ts';
import type { KeyHint } from '../../components/key-line.ts';
import { listMoves } from '../../components/list-keys.ts';
import type { ListMove } from '../../components/list-window.ts';
import type { TrainingScreenState } from './state.ts';

export type TrainingCommand =
  | 'pause'
  | 'go-on'
  | 'checkpoint'
  | 'inspect'
  | 'quit'
  | 'interrupt'
  | 'leave'
  | 'close'
  | 'toggle-help'
  | 'toggle-workers'
  | { readonly scroll: ListMove };

/** What a key asks for here; undefined for a key without a meaning. */
export function trainingCommand(key: Key, state: TrainingScreenState): TrainingCommand | undefined {
  if (key === 'ctrl-c') return state.request === 'stop' ? 'leave' : 'interrupt';
  if (key === '?') return 'toggle-help';
  if (state.isHelpOpen) {
    if (key === 'escape' || key === 'q' || key === 'enter') return 'toggle-help';
    return listMoves[key] && { scroll: listMoves[key] };
  }
  if (key === 'w') return 'toggle-workers';
  if (state.secondsToLeave !== undefined) return endCommand(key, state);
  if (key === 'q') return 'quit';
  const runState = state.snapshot.state;
  if (runState !== 'sampling' && runState !== 'paused') return undefined;
  if (key === 'p' || key === ' ') return runState === 'paused' ? 'go-on' : 'pause';
  if (key === 'c') return 'checkpoint';
  if (key === 'enter' || key === 't') return state.request === 'inspect' ? undefined : 'inspect';
  return undefined;
}

/** All sweeps are done: there is nothing left to stop or to save. */
function endCommand(key: Key, { request }: TrainingScreenState): TrainingCommand | undefined {
  if (key === 'q' || key === 'escape') return 'close';
  const mayInspect = request !== 'inspect';
  return (key === 'enter' || key === 't') && mayInspect ? 'inspect' : undefined;
}

const inspectHint: KeyHint = { keys: 'enter', does: 'inspect topics' };
const workersHint: KeyHint = { keys: 'w', does: 'workers' };

/** The bottom line. */
export function trainingHints(state: TrainingScreenState): KeyHint[] {
  const { state: runState } = state.snapshot;
  if (state.isHelpOpen) {
    return [
      { keys: '↑↓', does: 'scroll' },
      { keys: 'esc', does: 'close help', stays: true },
    ];
  }
  if (runState === 'loading') return [{ keys: 'q', does: 'stop', stays: true }];
  if (state.secondsToLeave !== undefined) {
    return [
      { ...inspectHint, stays: true },
      { keys: 'q', does: 'close', stays: true },
    ];
  }
  return [
    { keys: 'p', does: runState === 'paused' ? 'continue' : 'pause' },
    inspectHint,
    { keys: 'c', does: 'checkpoint' },
    workersHint,
    { keys: 'q', does: 'save and stop', stays: true },
  ];
}
