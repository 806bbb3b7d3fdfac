/** From the state of the inspection to the lines of a frame, place by place. */
import type { Inspection } from '../../../core/inspection/inspection.ts';
import { tail } from '../../components/cells.ts';
import type { Glyphs } from '../../components/glyphs.ts';
import { inert } from '../../components/inert.ts';
import { keyLine } from '../../components/key-line.ts';
import {
  emptyLine,
  fitLine,
  lineWidth,
  span,
  type Line,
  type Size,
} from '../../components/line.ts';
import { inspectionHints } from './hints.ts';
import { currentPlace, type InspectionState, type Input, type Place } from './state.ts';
import type { InspectionView, ViewContext } from './views/context.ts';
import { viewComparison } from './views/comparison.ts';
import { viewDocument } from './views/document.ts';
import { viewEffects } from './views/effects.ts';
import { viewHelp } from './views/help.ts';
import { viewMap } from './views/map.ts';
import { viewRuns } from './views/runs.ts';
import { viewSearch } from './views/search.ts';
import { viewTopic } from './views/topic.ts';
import { viewTopics } from './views/topics.ts';
import { viewTrends } from './views/trends.ts';
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
  const shown = state.isHelpOpen ? viewHelp(place, context) : viewPlace(place, context);
  const view = { ...shown, hasEffects: source.effectFields().length > 0 };
  const bottom = bottomLine(state, view, size.width);
  const filled = Array.from({ length: body.height }, (_, row) => view.lines[row] ?? emptyLine);
  return { ...view, lines: [...filled, bottom].map((line) => fitLine(line, size.width)) };
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
    case 'trends':
      return viewTrends(place, context);
    case 'effects':
      return viewEffects(place, context);
    case 'map':
      return viewMap(place, context);
    case 'runs':
      return viewRuns(place, context);
    case 'comparison':
      return viewComparison(place, context);
  }
}

function bottomLine(
  state: InspectionState,
  view: Pick<InspectionView, 'hasWhole' | 'hasEffects'>,
  width: number,
): Line {
  const { input, message } = state;
  if (message !== undefined) return [span(` ${message}`, { role: 'warning', bold: true })];
  if (input !== undefined) return inputLine(input, width);
  return keyLine(inspectionHints(state, view), width);
}

/** The end of what is typed is always seen, whatever the width. */
function inputLine({ purpose, topic, text }: Input, width: number): Line {
  const isOfTopic = purpose === 'label' || purpose === 'group';
  const question = isOfTopic ? `${purpose} of topic ${topic}` : questions[purpose];
  const start = span(` ${question}: `, { role: 'title', bold: true });
  const help = span('   enter to accept, esc to cancel', 'muted');
  const room = Math.max(1, width - lineWidth([start]) - 1);
  const typed = span(tail(inert(text), room));
  const line = [start, typed, span(' ', { inverse: true })];
  return lineWidth([...line, help]) <= width ? [...line, help] : line;
}

const questions = {
  filter: 'topics with the word or label',
  documents: 'documents with (field: value)',
  find: 'find in this text',
};
