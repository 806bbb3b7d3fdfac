/** How far the run is. */
import { barText } from '../../../components/bar.ts';
import type { Glyphs } from '../../../components/glyphs.ts';
import { lineWidth, span, type Line, type Span } from '../../../components/line.ts';
import { clockTime, grouped, percent } from '../../../components/numbers.ts';
import { shareOfDocuments } from '../share-of-documents.ts';
import type { TrainingSnapshot } from '../../../../core/training/session/progress.ts';

/** How far the run is: the sweep, a bar, and the time left. */
export function progressPanel(snapshot: TrainingSnapshot, width: number, glyphs: Glyphs): Line {
  const share = shareDone(snapshot);
  const left: Span[] = [span(' '), ...whatIsDone(snapshot), span('  ')];
  const right: Span[] = share === undefined ? [] : [span(` ${percent(share).padStart(4)} `)];
  right.push(...timeLeft(snapshot));
  const barWidth = width - lineWidth(left) - lineWidth(right) - 1;
  if (share === undefined || barWidth < 4) return [...left, ...right];
  const full = barText(share, barWidth, glyphs);
  return [
    ...left,
    span(full, 'bar'),
    span(glyphs.track.repeat(barWidth - full.length), 'muted'),
    ...right,
  ];
}

function shareDone(snapshot: TrainingSnapshot): number | undefined {
  const { state, phaseShare, growth, sweep, numSweeps, isOpenEnded } = snapshot;
  if (state === 'loading') return phaseShare;
  if (growth !== undefined) return growth.done;
  if (isOpenEnded) return undefined;
  return numSweeps === 0 ? 1 : sweep / numSweeps;
}

function whatIsDone(snapshot: TrainingSnapshot): Span[] {
  const { state, phase, growth, sweep, numSweeps, isOpenEnded } = snapshot;
  if (state === 'loading') return [span(phase === '' ? 'starting' : phase, { bold: true })];
  if (growth !== undefined) return [span('growing: '), span(shareOfDocuments(growth))];
  const goal = isOpenEnded ? ', until level' : ` of ${grouped(numSweeps)}`;
  return [span('sweep '), span(grouped(sweep), { bold: true }), span(goal)];
}

function timeLeft({ state, phase, growth, secondsLeft }: TrainingSnapshot): Span[] {
  switch (state) {
    case 'loading':
      return [];
    case 'paused':
      return [span(' '), span(' PAUSED ', { inverse: true, bold: true })];
    case 'saving':
      return [span(` ${phase || 'writing a checkpoint'}`, 'accent')];
    case 'stopping':
      return [span(` ${phase || (growth ? 'stopping' : 'saving, then stopping')}`, 'accent')];
    case 'done':
    case 'stopped':
      return [span(` ${state}`, 'good')];
    case 'left':
    case 'failed':
      return [span(` ${state}`, 'warning')];
    case 'sampling':
      return secondsLeft === undefined ? [] : [span(` ${clockTime(secondsLeft)} left`)];
  }
}
