/** From the state of the inspection to the lines of a frame, place by place. */
import type { Inspection } from '../../../core/inspection/inspection.ts';
import type { Glyphs } from '../../components/glyphs.ts';
import { keyLine } from '../../components/key-line.ts';
import { emptyLine, fitLine, span, type Line, type Size } from '../../components/line.ts';
import { inspectionHints } from './hints.ts';
import { currentPlace, type InspectionState, type Input, type Place } from './state.ts';
import type { InspectionView, ViewContext } from './views/context.ts';
import { viewDocument } from './views/document.ts';
import { viewHelp } from './views/help.ts';
import { viewRuns } from './views/runs.ts';
import { viewSearch } from './views/search.ts';
import { viewTopic } from './views/topic.ts';
import { viewTopics } from './views/topics.ts';
import { viewWord } from './views/word.ts';

/** The current place as exactly `size.height` lines. */
export function viewInspection(
  state: InspectionState,
  source: Inspection,
  { size, glyphs }: { size: Size; glyphs: Glyphs },
): InspectionView {
  const place = currentPlace(state);
  const body = { width: size.width, height: Math.max(1, size.height - 1) };
  const context: ViewContext = { state, source, size: body, glyphs };
  const view = state.isHelpOpen ? helpView(place, context) : viewPlace(place, context);
  const bottom = bottomLine(state, view, size.width);
  const filled = Array.from({ length: body.height }, (_, row) => view.lines[row] ?? emptyLine);
  return { ...view, lines: [...filled, bottom].map((line) => fitLine(line, size.width)) };
}

function helpView(place: Place, context: ViewContext): InspectionView {
  return { lines: viewHelp(place, context), extent: { total: 0, visible: 0 } };
}

function viewPlace(place: Place, context: ViewContext): InspectionView {
  switch (place.screen) {
    case 'topics':
      return viewTopics(place, context);
    case 'topic':
      return viewTopic(place, context);
    case 'document':
      return viewDocument(place, context);
    case 'word':
      return viewWord(place, context);
    case 'search':
      return viewSearch(place, context);
    case 'runs':
      return viewRuns(place, context);
  }
}

function bottomLine(
  state: InspectionState,
  view: Pick<InspectionView, 'hasWhole'>,
  width: number,
): Line {
  const { input, message } = state;
  if (message !== undefined) return [span(` ${message}`, { role: 'warning', bold: true })];
  if (input !== undefined) return inputLine(input);
  return keyLine(inspectionHints(state, view), width);
}

function inputLine(input: Input): Line {
  const question =
    input.purpose === 'label'
      ? `label of topic ${input.topic}: `
      : 'topics with the word or label: ';
  return [
    span(` ${question}`, { role: 'title', bold: true }),
    span(input.text),
    span(' ', { inverse: true }),
    span('   enter to take it, esc to leave it', 'muted'),
  ];
}
