/** The curve of the likelihood, and whether it still rises. */
import { curve, type CurveFrame } from '../../../components/curve.ts';
import type { Glyphs } from '../../../components/glyphs.ts';
import { lineWidth, span, type Line } from '../../../components/line.ts';
import { count, signed } from '../../../components/numbers.ts';
import { trendOf } from '../../../../core/evaluation/convergence.ts';
import type { Measurement } from '../../../../core/training/session/progress.ts';

/** Cells of the numbers at the left of the curve, with the axis. */
const axisWidth = 9;

/**
 * The log-likelihood per token as a curve over the sweeps, with its last value and its change in
 * words: the heart of the screen.
 */
export function likelihoodPanel(
  measurements: readonly Measurement[],
  { width, height }: { width: number; height: number },
  glyphs: Glyphs,
): Line[] {
  const title: Line = [span(' log-likelihood per token', { bold: true })];
  const last = measurements.at(-1);
  if (last === undefined) {
    const waiting: Line = [span(' not measured yet', 'muted')];
    return [title, waiting, ...Array.from({ length: height - 2 }, (): Line => [])];
  }
  const frame: CurveFrame = {
    width: Math.max(0, width - axisWidth),
    height: height - 2,
    fromX: Math.min(measurements[0]!.sweep, last.sweep - 1),
    toX: last.sweep,
    ...valueRange(measurements),
  };
  const points = measurements.map(({ sweep, logLikelihoodPerToken }) => ({
    x: sweep,
    y: logLikelihoodPerToken,
  }));
  const rows = curve(points, frame, glyphs).map((cells, row): Line => {
    const isEdge = row === 0 || row === frame.height - 1;
    const value = row === 0 ? frame.toY : frame.fromY;
    const number = isEdge ? value.toFixed(2).padStart(axisWidth - 2) : ' '.repeat(axisWidth - 2);
    const axis = isEdge ? glyphs.axisTick : glyphs.axis;
    return [span(`${number} ${axis}`, 'muted'), span(cells, 'bar')];
  });
  return [title, ...rows, changeInWords(measurements, width)];
}

/**
 * The lowest and highest value to draw. The steep climb of the first sweeps is left below the
 * frame, else everything after it would be one flat line.
 */
function valueRange(measurements: readonly Measurement[]): { fromY: number; toY: number } {
  const start = measurements.at(-1)!.sweep * 0.04;
  const drawn = measurements.filter(({ sweep }, index) => {
    return sweep >= start || index >= measurements.length - 2;
  });
  const values = drawn.map(({ logLikelihoodPerToken }) => logLikelihoodPerToken);
  const lowest = Math.min(...values);
  const highest = Math.max(...values);
  const margin = Math.max(0.005, (highest - lowest) * 0.04);
  return { fromY: lowest - margin, toY: highest + margin };
}

/** "-8.431, +0.004 in 50 sweeps, rising"; where that is too long, without the sweeps. */
function changeInWords(measurements: readonly Measurement[], width: number): Line {
  const last = measurements.at(-1)!;
  const value = span(` ${last.logLikelihoodPerToken.toFixed(3)}`, { bold: true });
  const wanted = last.sweep - Math.max(50, Math.round(last.sweep / 10));
  const reference = measurements.findLast(({ sweep }) => sweep <= wanted) ?? measurements[0]!;
  const sweeps = last.sweep - reference.sweep;
  if (sweeps === 0) return [value];
  const change = last.logLikelihoodPerToken - reference.logLikelihoodPerToken;
  const inSweeps = ` in ${count(sweeps, 'sweep')}`;
  const line = (since: string): Line => [
    value,
    span(`, ${signed(change)}${since}, `, 'muted'),
    span(...trendWords(measurements, change)),
  ];
  const whole = line(inSweeps);
  return lineWidth(whole) <= width ? whole : line('');
}

type TrendWords = readonly [string, 'good' | 'accent' | 'warning'];

/** By the rule that `runs` goes by; before there is enough to judge, by the change alone. */
function trendWords(measurements: readonly Measurement[], change: number): TrendWords {
  const trend = trendOf(measurements);
  if (trend === 'rising') return ['rising', 'accent'];
  // Less than two thousandths of a nat is what neighbouring sweeps differ by anyway.
  if (trend === 'level' || Math.abs(change) < 0.002) return ['level', 'good'];
  return change > 0 ? ['rising', 'accent'] : ['falling', 'warning'];
}
