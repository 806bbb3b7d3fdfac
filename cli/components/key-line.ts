/** The bottom line: which keys work here. */
import { lineWidth, span, type Line, type Span } from './line.ts';

/** A key that works here, and what it does. */
export interface KeyHint {
  readonly keys: string;
  readonly does: string;
}

/**
 * The bottom line: the keys that work here, the most important ones first. What does not fit is
 * left out from the end, and help stays at the right edge.
 */
export function keyLine(hints: readonly KeyHint[], width: number): Line {
  const help = hintSpans({ keys: '?', does: 'help' });
  const left: Span[] = [span(' ')];
  let used = 1;
  for (const hint of hints) {
    const spans = hintSpans(hint);
    const needed = lineWidth(spans) + 2;
    if (used + needed > width - lineWidth(help) - 1) break;
    left.push(...spans, span('  '));
    used += needed;
  }
  const gap = Math.max(0, width - used - lineWidth(help) - 1);
  return [...left, span(' '.repeat(gap)), ...help, span(' ')];
}

function hintSpans({ keys, does }: KeyHint): Span[] {
  return [span(keys, { role: 'title', bold: true }), span(` ${does}`, 'muted')];
}
