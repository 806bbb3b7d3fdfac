/** From the state of the training screen to the lines of a frame. */
import type { Glyphs } from '../../components/glyphs.ts';
import { heading } from '../../components/heading.ts';
import { keyLine } from '../../components/key-line.ts';
import { beside, emptyLine, fitLine, span, type Line, type Size } from '../../components/line.ts';
import { count } from '../../components/numbers.ts';
import { helpLines } from './help.ts';
import { trainingHints } from './keys.ts';
import { hostsPanel } from './panels/hosts.ts';
import { likelihoodPanel } from './panels/likelihood.ts';
import { progressPanel } from './panels/progress.ts';
import { speedLine, speedPanel } from './panels/speed.ts';
import { topicsPanel } from './panels/topics.ts';
import { workersPanel } from './panels/workers.ts';
import type { TrainingScreenState } from './state.ts';

/** Below this width there is one column, and above that one the topics stand beside the curves. */
const twoColumnsFrom = 60;
const topicsBesideFrom = 116;

/** Lines above and below the body of the screen. */
const numOtherLines = 5;

/** The room of the body, which the help takes, too. */
export function bodySize({ width, height }: Size): Size {
  return { width, height: Math.max(0, height - numOtherLines) };
}

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
  const body = bodySize(size);
  const middle = state.isHelpOpen
    ? helpLines(state.helpFirst, body, glyphs)
    : size.width >= topicsBesideFrom
      ? wideBody(state, body, glyphs)
      : narrowBody(state, body, glyphs);
  const filled = Array.from({ length: body.height }, (_, row) => middle[row] ?? emptyLine);
  return [...top, ...filled, keyLine(trainingHints(state), size.width)]
    .slice(0, size.height)
    .map((line) => fitLine(line, size.width));
}

/** What was asked for and has not happened yet, why it did not happen, or what can be done at the end. */
function notice({ request, message, secondsToLeave, snapshot }: TrainingScreenState): Line {
  if (message !== undefined) return [span(` ${message}`, { role: 'warning', bold: true })];
  if (request !== undefined) {
    const texts = snapshot.growth === undefined ? requestTexts : requestTextsWhileGrowing;
    return [span(` ${texts[request]}`, 'accent')];
  }
  if (secondsToLeave === undefined) return emptyLine;
  return [
    span(' all sweeps are done: ', { role: 'good', bold: true }),
    span('enter opens the topics'),
    span(`; this screen closes in ${secondsToLeave} s`, 'muted'),
  ];
}

const requestTexts = {
  checkpoint: 'a checkpoint is written at the next step',
  inspect: 'taking a checkpoint to inspect; training continues',
  stop: 'saving, then stopping; ctrl-c to stop without waiting',
};

/** Nothing is saved before all documents are in. */
const requestTextsWhileGrowing = {
  checkpoint: 'a checkpoint is written once all documents are in',
  inspect: 'the topics open once all documents are in; training continues',
  stop: 'stopping; nothing is saved while the corpus grows',
};

function facts({ snapshot }: TrainingScreenState): string[] {
  const { numTopics, numTokens, workers, state } = snapshot;
  if (state === 'loading') return [count(numTopics, 'topic')];
  return [
    count(numTopics, 'topic'),
    `${count(numTokens, 'token')}`,
    ...(workers.length > 0 ? [count(workers.length, 'worker')] : []), // they have not been asked yet
  ];
}

/** The topics with most of the height, then curve and speed, and the workers when asked for. */
function narrowBody(state: TrainingScreenState, size: Size, glyphs: Glyphs): Line[] {
  const curveHeight = Math.max(5, Math.min(12, Math.round(size.height * 0.37)));
  const curves = curvesBeside(state, { width: size.width, height: curveHeight }, glyphs);
  const left = size.height - curves.length - 1;
  const workers = workersLines(
    state,
    { width: size.width, height: Math.floor(left * 0.4) },
    glyphs,
  );
  const topicsHeight = Math.max(0, left - workers.length);
  const topics = topicsPanel(state.topics, { width: size.width, height: topicsHeight }, glyphs);
  return [...padTo(topics, topicsHeight), emptyLine, ...curves, ...workers];
}

/** The hosts, and what the workers do where it was asked for, each below a free line. */
function workersLines(
  { snapshot, areWorkersShown }: TrainingScreenState,
  { width, height }: Size,
  glyphs: Glyphs,
): Line[] {
  const { hosts = [], workers } = snapshot;
  const lines: Line[] = [];
  if (hosts.length > 0) {
    const room = areWorkersShown ? Math.floor(height / 2) : height - 1;
    const wanted = Math.min(hosts.length + 1, Math.max(3, room));
    lines.push(emptyLine, ...hostsPanel(hosts, { width, height: wanted }, glyphs));
  }
  if (!areWorkersShown) return lines;
  const wanted = Math.min(workers.length + 2, Math.max(4, height - lines.length));
  return [...lines, emptyLine, ...workersPanel(snapshot, { width, height: wanted }, glyphs)];
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

/** As many topics as there are lines at the left, and curve, speed and workers at the right. */
function wideBody(state: TrainingScreenState, size: Size, glyphs: Glyphs): Line[] {
  const { snapshot } = state;
  const rightWidth = Math.min(84, Math.floor(size.width * 0.45));
  const leftWidth = size.width - rightWidth - 3;
  const workers = workersLines(
    state,
    { width: rightWidth, height: Math.floor(size.height * 0.4) },
    glyphs,
  );
  // The curve grows with the screen up to a good shape; the chart of the speed takes the rest.
  const room = size.height - workers.length - 1;
  const curveHeight = Math.min(Math.floor(rightWidth * 0.3), Math.max(6, room - 8));
  const chartHeight = Math.max(1, Math.min(8, room - curveHeight - 7));
  const speed = speedPanel(
    snapshot,
    { width: rightWidth - 2, height: room - curveHeight, chartHeight },
    glyphs,
  );
  const right = [
    ...likelihoodPanel(snapshot.measurements, { width: rightWidth, height: curveHeight }, glyphs),
    emptyLine,
    ...speed.map((line) => [span(' '), ...line]),
    ...workers,
  ];
  const left = topicsPanel(state.topics, { width: leftWidth, height: size.height }, glyphs);
  return beside(left, padTo(right, size.height), {
    leftWidth,
    gap: [span(glyphs.divider, 'muted')],
  });
}

function padTo(lines: readonly Line[], height: number): Line[] {
  return Array.from({ length: height }, (_, row) => lines[row] ?? emptyLine);
}
