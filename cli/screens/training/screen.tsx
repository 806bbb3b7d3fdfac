/** The training screen as a component: polls the run, takes keys, draws frames. */
import { useCallback, useEffect, useLayoutEffect, useState, type ReactElement } from 'react';
import { UserError } from '../../../core/errors.ts';
import type { Inspection } from '../../../core/inspection/inspection.ts';
import { Frame, useSize } from '../../components/frame.tsx';
import { guarded, type FullScreen } from '../../components/full-screen.ts';
import type { Key } from '../../components/key-decoder.ts';
import { InspectionScreen } from '../inspection/screen.tsx';
import type { TrainingFeed } from '../../../core/training/session/feed.ts';
import type { TrainingSnapshot } from '../../../core/training/session/progress.ts';
import { isFinal } from '../../../core/training/session/session-state.ts';
import { trainingCommand, type TrainingCommand } from './keys.ts';
import { reduceTraining, startTrainingScreen, type TrainingAction } from './state.ts';
import { viewTraining } from './view.ts';

/** Two frames a second: enough to see that it lives, and next to nothing for the sampler. */
const pollMs = 500;

/** What `showFullScreen` shows: the screen of this feed. */
export function trainingScreen(feed: TrainingFeed) {
  return (screen: FullScreen<TrainingSnapshot>): ReactElement => (
    <TrainingScreen feed={feed} screen={screen} />
  );
}

/** The screen of a run in progress; it finishes with the run, and returns its last snapshot. */
export function TrainingScreen({
  feed,
  screen,
}: {
  readonly feed: TrainingFeed;
  readonly screen: FullScreen<TrainingSnapshot>;
}): ReactElement {
  const { terminal } = screen;
  const size = useSize(terminal);
  const [state] = useState(() => ({ current: startTrainingScreen(feed.snapshot()) }));
  const [, redraw] = useState(0);
  const [inspected, setInspected] = useState<Inspection>();
  const isInspecting = inspected !== undefined;

  const dispatch = useCallback(
    (action: TrainingAction) => {
      state.current = reduceTraining(state.current, action);
      redraw((frame) => frame + 1);
    },
    [state],
  );

  useEffect(() => {
    const poll = guarded(screen.fail, () => {
      const snapshot = feed.snapshot();
      dispatch({ type: 'polled', snapshot });
      // Somebody who is reading is not thrown out because all sweeps are done meanwhile.
      const mayStay = isInspecting && snapshot.state === 'done';
      if (isFinal(snapshot.state) && !mayStay) screen.finish(snapshot);
    });
    const timer = setInterval(poll, pollMs);
    return () => clearInterval(timer);
  }, [feed, screen, dispatch, isInspecting]);

  useLayoutEffect(() => terminal.onGone(() => feed.stop('interrupted')), [terminal, feed]);
  useEffect(() => () => inspected?.close(), [inspected]);

  // At once with the frame: a key for the inspection must not stop the run.
  useLayoutEffect(() => {
    if (isInspecting) return undefined;
    const receive = guarded(screen.fail, (keys: readonly Key[]) => {
      for (const key of keys) {
        const command = trainingCommand(key, state.current);
        if (command !== undefined) perform(command, { feed, dispatch, setInspected, screen });
      }
    });
    return terminal.onKeys(receive);
  }, [terminal, feed, screen, state, dispatch, isInspecting]);

  if (inspected !== undefined) {
    const leave = (): void => setInspected(undefined);
    return (
      <InspectionScreen
        source={inspected}
        terminal={terminal}
        onLeave={leave}
        onError={screen.fail}
      />
    );
  }
  const lines = viewTraining(state.current, size, terminal.theme.glyphs);
  return <Frame lines={lines} size={size} terminal={terminal} />;
}

interface Effects {
  readonly feed: TrainingFeed;
  readonly dispatch: (action: TrainingAction) => void;
  readonly setInspected: (source: Inspection) => void;
  readonly screen: FullScreen<TrainingSnapshot>;
}

function perform(
  command: TrainingCommand,
  { feed, dispatch, setInspected, screen }: Effects,
): void {
  switch (command) {
    case 'pause':
      return feed.pause();
    case 'go-on':
      return feed.goOn();
    case 'checkpoint':
      feed.checkpoint();
      return dispatch({ type: 'asked', request: 'checkpoint' });
    case 'quit':
    case 'interrupt':
      feed.stop(command === 'quit' ? 'quit' : 'interrupted');
      return dispatch({ type: 'asked', request: 'stop' });
    case 'leave':
      return feed.leave();
    case 'toggle-help':
      return dispatch({ type: 'toggle-help' });
    case 'inspect':
      dispatch({ type: 'asked', request: 'inspect' });
      feed.inspect().then(
        (source) => {
          dispatch({ type: 'answered', request: 'inspect' });
          setInspected(source);
        },
        explainOr(screen.fail, dispatch),
      );
  }
}

/** What the person can mend (the disk is full, say) is said, and the run goes on. */
function explainOr(
  fail: (error: unknown) => void,
  dispatch: (action: TrainingAction) => void,
): (error: unknown) => void {
  return (error) => {
    if (error instanceof UserError) dispatch({ type: 'failed', message: error.message });
    else fail(error);
  };
}
