/** Speed, checkpoints and memory. */
import type { Glyphs } from '../../../components/glyphs.ts';
import { emptyLine, span, type Line } from '../../../components/line.ts';
import {
  clockTime,
  count,
  duration,
  grouped,
  megabytes,
  short,
} from '../../../components/numbers.ts';
import { columnChart } from '../../../components/sparkline.ts';
import type { Checkpoints, TrainingSnapshot } from '../../../../core/training/session/progress.ts';

/** Tokens per second, checkpoints and memory. What matters least is at the end and goes first. */
export function speedPanel(
  snapshot: TrainingSnapshot,
  { width, height, chartHeight }: { width: number; height: number; chartHeight: number },
  glyphs: Glyphs,
): Line[] {
  const { speed, memory, checkpoints, seconds } = snapshot;
  const numbers =
    speed.mean > 0 ? `${short(speed.now)} now${glyphs.dot}${short(speed.mean)} mean` : '';
  const facts: Line[] = [
    fact('checkpoint', lastCheckpoint(checkpoints)),
    fact('next', nextCheckpoint(checkpoints)),
    fact('memory', memoryText(memory)),
    fact('time', clockTime(seconds)),
  ];
  const top: Line[] = [
    [span('tokens per second', { bold: true })],
    [span(numbers)],
    ...speedChart(speed.recent, { width: width - 1, height: chartHeight, glyphs }),
  ];
  const gap = height > top.length + facts.length ? [emptyLine] : [];
  return [...top, ...gap, ...facts].slice(0, height);
}

/** The scale begins at nothing; or at half of the best, where all lie above that. */
function speedChart(
  recent: readonly number[],
  frame: { width: number; height: number; glyphs: Glyphs },
): Line[] {
  const half = Math.max(0, ...recent) / 2;
  const floor = recent.every((speed) => speed > half) ? half : 0;
  return columnChart(recent, { ...frame, floor }).map((row): Line => [span(row, 'second')]);
}

/** The same in one line, where there is no room beside the curve. */
export function speedLine(snapshot: TrainingSnapshot, glyphs: Glyphs): Line {
  const { speed, checkpoints } = snapshot;
  return [
    span(` ${short(speed.now)}`, { bold: true }),
    span(' tokens/s', 'muted'),
    span(`${glyphs.dot}checkpoint ${lastCheckpoint(checkpoints)}`, 'muted'),
  ];
}

function fact(name: string, value: string): Line {
  return [span(name.padEnd(12), 'muted'), span(value)];
}

function lastCheckpoint({ last }: Checkpoints): string {
  if (last === undefined) return 'none yet';
  return `sweep ${grouped(last.sweep)}, ${duration(last.secondsAgo)} ago`;
}

function nextCheckpoint({ next }: Checkpoints): string {
  const parts: string[] = [];
  if (next?.inSweeps !== undefined) parts.push(`in ${count(next.inSweeps, 'sweep')}`);
  if (next?.inSeconds !== undefined) parts.push(`in ${duration(next.inSeconds)}`);
  return parts.length === 0 ? 'at the end' : parts.join(' or ');
}

function memoryText({ now, planned }: TrainingSnapshot['memory']): string {
  return planned > 0 ? `${megabytes(now)} (model ${megabytes(planned)})` : megabytes(now);
}
