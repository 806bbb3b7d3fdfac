/** The inspection as a component: keys in, frames out. */
import { useCallback, useLayoutEffect, useMemo, useRef, useState, type ReactElement } from 'react';
import { UserError } from '../../../core/errors.ts';
import type { Inspection } from '../../../core/inspection/inspection.ts';
import { Frame, useSize } from '../../components/frame.tsx';
import { guarded, type FullScreen } from '../../components/full-screen.ts';
import type { Key } from '../../components/key-decoder.ts';
import { span, type Line } from '../../components/line.ts';
import { percent } from '../../components/numbers.ts';
import type { Terminal } from '../../components/terminal.ts';
import { cachedSource } from './cached-inspection.ts';
import type { InspectionCommand } from './command.ts';
import { inspectionCommand } from './keys.ts';
import { reduceInspection, type InspectionAction } from './reducer.ts';
import { saidWhere, savePicture } from './save-picture.ts';
import { currentPlace, startInspecting, type Place } from './state.ts';
import { viewInspection } from './view.ts';

/** What `showFullScreen` shows: the inspection of this run. */
export function inspectionScreen(source: Inspection) {
  return ({ terminal, finish, fail }: FullScreen<NodeJS.Signals | undefined>): ReactElement => (
    <InspectionScreen
      source={source}
      terminal={terminal}
      onLeave={() => finish(undefined)}
      onError={fail}
    />
  );
}

interface InspectionScreenProps {
  readonly source: Inspection;
  /** Whether a training goes on behind it, to which one comes back. */
  readonly isNested?: boolean;
  readonly terminal: Terminal;
  readonly onLeave: () => void;
  readonly onError: (error: unknown) => void;
}

/** Topics, documents and words of a run, to walk about in. */
export function InspectionScreen({
  source,
  isNested = false,
  terminal,
  onLeave,
  onError,
}: InspectionScreenProps): ReactElement {
  const size = useSize(terminal);
  const state = useRef(startInspecting({ isNested }));
  const [, redraw] = useState(0);
  const cached = useMemo(() => cachedSource(source), [source]);
  const view = useCallback(
    () =>
      viewInspection(state.current, cached, { size: terminal.size, glyphs: terminal.theme.glyphs }),
    [cached, terminal],
  );

  useWorkLine(source, terminal);

  // At once with the frame: a key must never reach the screen that was there before.
  useLayoutEffect(() => {
    const receive = guarded(onError, (keys: readonly Key[]) => {
      // Each key meets the state that the one before it left, also within one chunk.
      for (const key of keys) {
        const command = inspectionCommand(key, state.current, view());
        if (command?.type === 'leave') return onLeave();
        if (command === undefined) continue;
        const { current } = state;
        const takePicture = (): string => pictureOf(currentPlace(current), view().lines, terminal);
        state.current = reduceInspection(current, storeOrExplain(command, cached, takePicture));
      }
      redraw((frame) => frame + 1);
    });
    return terminal.onKeys(receive);
  }, [terminal, cached, view, onLeave, onError]);

  return <Frame lines={view().lines} size={size} terminal={terminal} />;
}

/** What takes long says so in the bottom line, a question that a view asks, too. */
function useWorkLine(source: Inspection, terminal: Terminal): void {
  useLayoutEffect(() => {
    source.work.listen((what, share) => {
      terminal.overwriteBottom([
        span(` ${what}: ${percent(share)}`, { role: 'accent', bold: true }),
      ]);
    });
    return () => source.work.listen(undefined);
  }, [source, terminal]);
}

/** What the user can put right (a read-only file) is shown, and the screen stays open. */
function storeOrExplain(
  command: Exclude<InspectionCommand, { type: 'leave' }>,
  source: Inspection,
  takePicture: () => string,
): InspectionAction {
  try {
    return storeCommand(command, source, takePicture);
  } catch (error) {
    if (error instanceof UserError) return { type: 'told', message: error.message };
    throw error;
  }
}

/** Does what a command does to the source; what is left of it changes the state. */
function storeCommand(
  command: Exclude<InspectionCommand, { type: 'leave' }>,
  source: Inspection,
  takePicture: () => string,
): InspectionAction {
  switch (command.type) {
    case 'save-picture':
      return { type: 'told', message: saidWhere(takePicture()) };
    case 'open-run':
      source.openRun(command.name);
      return { type: 'run-opened' };
    case 'save-label':
      source.setLabel(command.topic, command.label);
      return { type: 'stored' };
    case 'save-group':
      source.setGroup(command.topic, command.name);
      return { type: 'stored' };
    case 'set-hidden':
      source.setHidden(command.topic, command.hidden);
      return { type: 'stored' };
    default:
      return command;
  }
}

/** Writes a picture of the screen into the folder one is in. @returns the file. */
function pictureOf(place: Place, lines: readonly Line[], { size }: Terminal): string {
  return savePicture(lines, { size, folder: process.cwd(), name: pictureName(place) });
}

/** "topics", "topic-3", "document-104". */
function pictureName(place: Place): string {
  if (place.screen === 'topic') return `topic-${place.topic}`;
  return place.screen === 'document' ? `document-${place.document}` : place.screen;
}
