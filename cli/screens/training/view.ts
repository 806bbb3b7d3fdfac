/** From the state of the training screen to the lines of a frame. */
import type { Glyphs } from '../../components/glyphs.ts';
import { heading } from '../../components/heading.ts';
import { keyLine } from '../../components/key-line.ts';
import { beside, emptyLine, fitLine, span, type Line, type Size } from '../../components/line.ts';
import { count, grouped } from '../../components/numbers.ts';
import { helpLines } from './help.ts';
import { trainingHints } from './keys.ts';
import { likelihoodPanel } from './panels/likelihood.ts';
import { progressPanel } from './panels/progress.ts';
import { speedLine, speedPanel } from './panels/speed.ts';
import { topicsPanel } from './panels/topics.ts';
import { workersPanel } from './panels/workers.ts';
import type { TrainingScreenState } from './state.ts';

/** Below this width there is one column, and above that one the topics stand beside the curves. */
const twoColumnsFrom = 60;
const topicsBesideFrom = 116;

/** The whole training screen as lines: exactly `size.height` of them. */
export function viewTraining(state: TrainingScreenState, size: Size, glyphs: Glyphs): Line[] {
  const { snapshot } = state;
  const top: Line[] = [
    heading(
      { path: [snapshot.fileName, snapshot.runName], facts: facts(state) },
      { ...size, glyphs },
    ),
    emptyLine,
    progressPanel(snapshot, size.width, glyphs),
    notice(state),
  ];
  const body = { width: size.width, height: Math.max(0, size.height - top.length - 1) };
  const middle = state.isHelpOpen
    ? helpLines(body, glyphs)
    : size.width >= topicsBesideFrom
      ? wideBody(state, body, glyphs)
      : narrowBody(state, body, glyphs);
  const filled = Array.from({ length: body.height }, (_, row) => middle[row] ?? emptyLine);
  return [...top, ...filled, keyLine(trainingHints(state), size.width)]
    .slice(0, size.height)
    .map((line) => fitLine(line, size.width));
}

/** What was asked for and has not happened yet, or why it did not happen. */
function notice({ request, message }: TrainingScreenState): Line {
  if (message !== undefined) return [span(` ${message}`, { role: 'warning', bold: true })];
  return request === undefined ? emptyLine : [span(` ${requestTexts[request]}`, 'accent')];
}

const requestTexts = {
  checkpoint: 'a checkpoint is written at the next step',
  inspect: 'taking a checkpoint to inspect; training goes on',
  stop: 'saving, then stopping; ctrl-c to stop without waiting',
};

function facts({ snapshot }: TrainingScreenState): string[] {
  const { numTopics, numTokens, workers, state } = snapshot;
  if (state === 'loading') return [count(numTopics, 'topic')];
  return [
    count(numTopics, 'topic'),
    `${grouped(numTokens)} tokens`,
    count(workers.length, 'worker'),
  ];
}

/** Curve and speed, then the workers, then the topics with the rest of the height. */
function narrowBody(state: TrainingScreenState, size: Size, glyphs: Glyphs): Line[] {
  const { snapshot } = state;
  const curveHeight = Math.max(5, Math.min(12, Math.round(size.height * 0.37)));
  const curves = curvesBeside(state, { width: size.width, height: curveHeight }, glyphs);
  const left = size.height - curves.length - 1;
  const workersHeight = Math.min(snapshot.workers.length + 2, Math.max(4, Math.floor(left * 0.4)));
  const workers = workersPanel(snapshot, { width: size.width, height: workersHeight }, glyphs);
  const topicsHeight = left - workersHeight - 1;
  const topics = topicsPanel(state.topics, { width: size.width, height: topicsHeight }, glyphs);
  return [...curves, emptyLine, ...workers, emptyLine, ...topics];
}

function curvesBeside({ snapshot }: TrainingScreenState, size: Size, glyphs: Glyphs): Line[] {
  if (size.width < twoColumnsFrom) {
    const curve = likelihoodPanel(
      snapshot.measurements,
      { ...size, height: size.height - 1 },
      glyphs,
    );
    return [...curve, speedLine(snapshot, glyphs)];
  }
  const rightWidth = Math.min(40, Math.floor(size.width * 0.46));
  const leftWidth = size.width - rightWidth - 2;
  return beside(
    likelihoodPanel(snapshot.measurements, { width: leftWidth, height: size.height }, glyphs),
    speedPanel(
      snapshot,
      { width: rightWidth, height: size.height, chartHeight: size.height < 9 ? 1 : 2 },
      glyphs,
    ),
    { leftWidth },
  );
}

/** Curves, speed and workers at the left, and at the right as many topics as there are lines. */
function wideBody(state: TrainingScreenState, size: Size, glyphs: Glyphs): Line[] {
  const { snapshot } = state;
  const leftWidth = Math.min(84, Math.floor(size.width * 0.5));
  const rightWidth = size.width - leftWidth - 3;
  const workersHeight = Math.min(snapshot.workers.length + 2, Math.floor(size.height * 0.4));
  // The curve grows with the screen up to a good shape; the chart of the speed takes the rest.
  const room = size.height - workersHeight - 2;
  const curveHeight = Math.min(Math.floor(leftWidth * 0.3), Math.max(6, room - 8));
  const chartHeight = Math.max(1, Math.min(8, room - curveHeight - 7));
  const speed = speedPanel(
    snapshot,
    { width: leftWidth - 2, height: room - curveHeight, chartHeight },
    glyphs,
  );
  const left = [
    ...likelihoodPanel(snapshot.measurements, { width: leftWidth, height: curveHeight }, glyphs),
    emptyLine,
    ...speed.map((line) => [span(' '), ...line]),
    emptyLine,
    ...workersPanel(snapshot, { width: leftWidth, height: workersHeight }, glyphs),
  ];
  const right = topicsPanel(state.topics, { width: rightWidth, height: size.height }, glyphs);
  const gap = [span(glyphs.divider, 'muted')];
  return beside(left, padTo(right, size.height), { leftWidth, gap });
}

function padTo(lines: readonly Line[], height: number): Line[] {
  return Array.from({ length: height }, (_, row) => lines[row] ?? emptyLine);
}
