/** Bars drawn to an eighth of a cell. */
import type { Glyphs } from './glyphs.ts';
import { span, type Role, type Span } from './line.ts';

/**
 * A bar of `share` (in [0, 1]) of `width` cells, drawn to an eighth of a cell; anything above zero
 * shows at least a sliver. It is not filled up to `width`.
 */
export function barText(share: number, width: number, glyphs: Glyphs): string {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * width * 8);
  const visible = share > 0 ? Math.max(1, eighths) : 0;
  const full = glyphs.barParts[7]!.repeat(Math.floor(visible / 8));
  const rest = visible % 8;
  return rest === 0 ? full : full + glyphs.barParts[rest - 1]!;
}

/** A bar in exactly `width` cells, what it leaves free blank. */
export function bar(
  share: number,
  { width, glyphs, role = 'bar' }: { width: number; glyphs: Glyphs; role?: Role },
): Span {
  return span(barText(share, width, glyphs).padEnd(width), role);
}

/**
 * A part within a whole on one scale: the part as a full bar, the rest of the whole light. Both
 * are shares of the width, `whole >= part`.
 */
export function barWithin(
  { part, whole }: { part: number; whole: number },
  { width, glyphs }: { width: number; glyphs: Glyphs },
): Span[] {
  const full = barText(part, width, glyphs);
  const wholeCells = Math.min(width, Math.round(whole * width));
  const light = glyphs.track.repeat(Math.max(0, wholeCells - full.length));
  const gap = ' '.repeat(Math.max(0, width - full.length - light.length));
  return [span(full, 'bar'), span(light, 'muted'), span(gap)];
}
