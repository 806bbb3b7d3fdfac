/** What each key does on the training screen. */
import type { Key } from '../../components/key-decoder.ts';
import type { KeyHint } from '../../components/key-line.ts';
import type { TrainingScreenState } from './state.ts';

export type TrainingCommand =
  'pause' | 'go-on' | 'checkpoint' | 'inspect' | 'quit' | 'interrupt' | 'leave' | 'toggle-help';

/** What a key asks for here; undefined for a key without a meaning. */
export function trainingCommand(key: Key, state: TrainingScreenState): TrainingCommand | undefined {
  if (key === 'ctrl-c') return state.request === 'stop' ? 'leave' : 'interrupt';
  if (key === '?') return 'toggle-help';
  if (state.isHelpOpen) return key === 'escape' || key === 'q' ? 'toggle-help' : undefined;
  if (key === 'q') return 'quit';
  const runState = state.snapshot.state;
  if (runState !== 'sampling' && runState !== 'paused') return undefined;
  if (key === 'p' || key === ' ') return runState === 'paused' ? 'go-on' : 'pause';
  if (key === 'c') return 'checkpoint';
  if (key === 'enter' || key === 't') return state.request === 'inspect' ? undefined : 'inspect';
  return undefined;
}

/** The bottom line. */
export function trainingHints({ snapshot: { state } }: TrainingScreenState): KeyHint[] {
  if (state === 'loading') return [{ keys: 'q', does: 'stop' }];
  return [
    { keys: 'p', does: state === 'paused' ? 'continue' : 'pause' },
    { keys: 'enter', does: 'inspect topics' },
    { keys: 'c', does: 'checkpoint' },
    { keys: 'q', does: 'save and stop' },
  ];
}
