/** Lines of styled text: what a view makes, before any colour or terminal. */
import { cellWidth, head } from './cells.ts';
import { inert } from './inert.ts';

/**
 * What a piece of text means; a theme decides how that looks. A topic's slot (0 to 9) is one of
 * the ten colours that tell the topics of a document apart.
 */
export type Role =
  'plain' | 'muted' | 'title' | 'accent' | 'bar' | 'second' | 'good' | 'warning' | TopicSlot;
export type TopicSlot = `topic-${number}`;

export interface Style {
  readonly role?: Role;
  readonly bold?: boolean;
  readonly underline?: boolean;
  /** Foreground and background exchanged. */
  readonly inverse?: boolean;
}

/** A stretch of one line in one style. Made by `span`, so its text is always inert. */
export interface Span {
  readonly text: string;
  readonly style: Style;
}

/** One line of a screen. */
export type Line = readonly Span[];

export interface Size {
  readonly width: number;
  readonly height: number;
}

const plainStyle: Style = {};

/** The only way to make a span: nothing that a terminal would act upon gets into a line. */
export function span(text: string, style: Style | Role = plainStyle): Span {
  return { text: inert(text), style: typeof style === 'string' ? { role: style } : style };
}

export const emptyLine: Line = [];

/** Cells that a text from outside will take when it is shown: its escape sequences are seen too. */
export function shownWidth(text: string): number {
  return cellWidth(inert(text));
}

export function lineWidth(line: Line): number {
  return line.reduce((width, { text }) => width + cellWidth(text), 0);
}

/** The line in exactly `width` cells: what is too long is cut with a mark, what is short filled. */
export function fitLine(line: Line, width: number): Line {
  const used = lineWidth(line);
  if (used === width) return line;
  if (used < width) return [...line, span(' '.repeat(width - used))];
  if (width <= 0) return emptyLine;
  const cut = cutLine(line, width - 1);
  const style = cut.at(-1)?.style ?? plainStyle;
  return [...cut, span('…'.padEnd(width - lineWidth(cut)), style)];
}

/** The beginning of a line that takes at most `width` cells. */
function cutLine(line: Line, width: number): Line {
  const cut: Span[] = [];
  let left = width;
  for (const piece of line) {
    const text = head(piece.text, left);
    if (text !== '') cut.push({ text, style: piece.style });
    left -= cellWidth(text);
    if (text.length < piece.text.length || left <= 0) break;
  }
  return cut;
}

/** One part at the left and one at the right edge; when they do not fit, the right one goes. */
export function spread(left: Line, right: Line, width: number): Line {
  const gap = width - lineWidth(left) - lineWidth(right);
  if (gap < 1) return fitLine(left, width);
  return [...left, span(' '.repeat(gap)), ...right];
}

/** Two blocks of lines side by side, the left one `leftWidth` cells wide. */
export function beside(
  left: readonly Line[],
  right: readonly Line[],
  { leftWidth, gap = [span('  ')] }: { leftWidth: number; gap?: Line },
): Line[] {
  const height = Math.max(left.length, right.length);
  return Array.from({ length: height }, (_, row) => [
    ...fitLine(left[row] ?? emptyLine, leftWidth),
    ...gap,
    ...(right[row] ?? emptyLine),
  ]);
}

/** As many of the pieces as fit in `width` cells, with the separator between them. */
export function joinFitting(pieces: readonly Span[], separator: string, width: number): Line {
  const line: Span[] = [];
  let used = 0;
  for (const piece of pieces) {
    const needed = cellWidth(piece.text) + (line.length === 0 ? 0 : cellWidth(separator));
    if (used + needed > width) break;
    if (line.length > 0) line.push(span(separator, 'muted'));
    line.push(piece);
    used += needed;
  }
  // A first piece that is too long by itself is cut rather than lost.
  if (line.length === 0 && pieces.length > 0) return fitLine([pieces[0]!], width);
  return line;
}

/** The lines as text without styles, as tests and pipes see them. */
export function plainText(lines: readonly Line[]): string {
  return lines
    .map((line) =>
      line
        .map(({ text }) => text)
        .join('')
        .trimEnd(),
    )
    .join('\n');
}
