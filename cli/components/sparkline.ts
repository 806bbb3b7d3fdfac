import type { Glyphs } from './glyphs.ts';

/**
 * Values as a row of little columns, at most `width` of them: more values than cells are averaged
 * in even stretches. The scale runs from 0 (or from `floor`) to the largest value.
 */
export function sparkline(
  values: readonly number[],
  { width, glyphs, floor = 0 }: { width: number; glyphs: Glyphs; floor?: number },
): string {
  const columns = squeeze(values, width);
  const top = Math.max(...columns, floor);
  const levels = glyphs.heights.length;
  return columns
    .map((value) => {
      const height = top > floor ? (value - floor) / (top - floor) : 0;
      return glyphs.heights[Math.min(levels - 1, Math.max(0, Math.round(height * (levels - 1))))]!;
    })
    .join('');
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
