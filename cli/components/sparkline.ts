/** Small charts of one row or a few. */
import type { Glyphs } from './glyphs.ts';

/**
 * Values as a row of little columns, at most `width` of them: more values than cells are averaged
 * in even stretches. The scale runs from `floor` (0, if it is not given) to the largest value.
 */
export function sparkline(
  values: readonly number[],
  { width, glyphs, floor = 0 }: { width: number; glyphs: Glyphs; floor?: number },
): string {
  return columnChart(values, { width, height: 1, glyphs, floor })[0]!;
}

/** The same several lines high, the top one first. */
export function columnChart(
  values: readonly number[],
  {
    width,
    height,
    glyphs,
    floor = 0,
  }: { width: number; height: number; glyphs: Glyphs; floor?: number },
): string[] {
  const columns = squeeze(values, width);
  const top = Math.max(...columns, floor);
  const levels = glyphs.heights.length;
  // Every column shows at least its lowest level, so that a gap is never taken for a value.
  const filled = columns.map((value) => {
    const share = top > floor ? Math.max(0, value - floor) / (top - floor) : 0;
    return Math.max(1, Math.round(share * height * levels));
  });
  return Array.from({ length: height }, (_, row) => {
    const below = (height - 1 - row) * levels;
    return filled
      .map((level) => {
        const here = Math.min(levels, level - below);
        return here <= 0 ? ' ' : glyphs.heights[here - 1]!;
      })
      .join('');
  });
}

/** The values as at most `width` means of neighbours. */
export function squeeze(values: readonly number[], width: number): number[] {
  if (values.length <= width) return [...values];
  return Array.from({ length: Math.max(0, width) }, (_, column) => {
    const first = Math.floor((column * values.length) / width);
    const end = Math.max(first + 1, Math.floor(((column + 1) * values.length) / width));
    const stretch = values.slice(first, end);
    return stretch.reduce((sum, value) => sum + value, 0) / stretch.length;
  });
}
