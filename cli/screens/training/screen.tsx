/** The training screen as a component: polls the run, takes keys, draws frames. */
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type ReactElement,
} from 'react';
import { UserError } from '../../../core/errors.ts';
import type { Inspection } from '../../../core/inspection/inspection.ts';
import { Frame, useSize } from '../../components/frame.tsx';
import { guarded, type FullScreen } from '../../components/full-screen.ts';
import type { Key } from '../../components/key-decoder.ts';
import { InspectionScreen } from '../inspection/screen.tsx';
import type { TrainingFeed } from '../../../core/training/session/feed.ts';
import type { TrainingSnapshot } from '../../../core/training/session/progress.ts';
import { isFinal } from '../../../core/training/session/session-state.ts';
import { helpScroll } from './help.ts';
import { trainingCommand, type TrainingCommand } from './keys.ts';
import { reduceTraining, startTrainingScreen, type TrainingAction } from './state.ts';
import { bodySize, viewTraining } from './view.ts';

/** Two frames a second: enough to see that it lives, and next to nothing for the sampler. */
const pollMs = 500;

/** Until there are topics to see, everybody waits for these. */
const pollMsAtFirst = 25;

/**
 * How long the screen stays after the last sweep, with an offer to look at the topics. Then it
 * closes by itself, so that a script which trains goes on.
 */
const offerSeconds = 15;

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

  usePolling(feed, { screen, dispatch, isInspecting });
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
    const leave = (): void => {
      const { snapshot } = state.current;
      if (snapshot.state === 'done') screen.finish(snapshot);
      else setInspected(undefined);
    };
    return (
      <InspectionScreen
        isNested={state.current.snapshot.state !== 'done'}
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

/** Looks at the run again and again, and ends the screen with it, after an offer to look. */
function usePolling(feed: TrainingFeed, { screen, dispatch, isInspecting }: Polling): void {
  const doneSince = useRef<number>(undefined);
  useEffect(() => {
    let timer: NodeJS.Timeout | undefined;
    const poll = guarded(screen.fail, () => {
      const snapshot = feed.snapshot();
      timer = setTimeout(poll, snapshot.topics.list.length === 0 ? pollMsAtFirst : pollMs);
      dispatch({ type: 'polled', snapshot });
      if (!isFinal(snapshot.state)) return;
      // Somebody who is reading is not thrown out because all sweeps are done meanwhile.
      if (isInspecting && snapshot.state === 'done') return;
      if (snapshot.state !== 'done') return screen.finish(snapshot);
      doneSince.current ??= performance.now();
      const left = offerSeconds - (performance.now() - doneSince.current) / 1000;
      if (left <= 0) return screen.finish(snapshot);
      dispatch({ type: 'closing', secondsToLeave: Math.ceil(left) });
    });
    timer = setTimeout(poll, pollMsAtFirst);
    return () => clearTimeout(timer);
  }, [feed, screen, dispatch, isInspecting, doneSince]);
}

interface Polling {
  readonly screen: FullScreen<TrainingSnapshot>;
  readonly dispatch: (action: TrainingAction) => void;
  readonly isInspecting: boolean;
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
  if (typeof command === 'object') {
    const { size, theme } = screen.terminal;
    const extent = helpScroll(bodySize(size), theme.glyphs);
    return dispatch({ type: 'scroll-help', move: command.scroll, extent });
  }
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
    case 'close':
      return screen.finish(feed.snapshot());
    case 'toggle-help':
    case 'toggle-workers':
      return dispatch({ type: command });
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
