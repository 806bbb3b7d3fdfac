/** The bottom line: which keys work here. */
import { lineWidth, span, type Line, type Span } from './line.ts';

/** A key that works here, and what it does. */
export interface KeyHint {
  readonly keys: string;
  readonly does: string;
  /** A way out: named at any width. */
  readonly stays?: boolean;
}

const helpHint: KeyHint = { keys: '?', does: 'help', stays: true };

/**
 * The bottom line: the keys that work here, the most important ones first. What does not fit is
 * left out from the end; the ways out and help stay, without their words where there is no room
 * for those either.
 */
export function keyLine(hints: readonly KeyHint[], width: number): Line {
  const staying = [...hints.filter(({ stays }) => stays), helpHint];
  if (widthOf(staying) > width) return staying.flatMap((hint) => [span(' '), keySpan(hint)]);
  const others = hints.filter(({ stays }) => !stays);
  const shown: KeyHint[] = [];
  for (const hint of others) {
    if (widthOf([...shown, hint, ...staying]) > width) break;
    shown.push(hint);
  }
  const left = [...shown, ...staying.slice(0, -1)].flatMap(hintSpans);
  const gap = width - widthOf([...shown, ...staying]);
  return [
    span(' '),
    ...left,
    span(' '.repeat(gap)),
    ...hintSpans(helpHint).slice(0, -1),
    span(' '),
  ];
}

/** Cells of a line of these alone: two between any two, and one at each end. */
function widthOf(hints: readonly KeyHint[]): number {
  return lineWidth(hints.flatMap(hintSpans));
}

function keySpan({ keys }: KeyHint): Span {
  return span(keys, { role: 'title', bold: true });
}

function hintSpans(hint: KeyHint): Span[] {
  return [keySpan(hint), span(` ${hint.does}`, 'muted'), span('  ')];
}
