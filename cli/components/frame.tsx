/** A screen's lines as one Ink component, and the size of the terminal. */
import { Text, Transform } from 'ink';
import { useLayoutEffect, useMemo, useState, type ReactElement } from 'react';
import type { Line, Size } from './line.ts';
import { paint } from './paint.ts';
import type { Terminal } from './terminal.ts';

/**
 * The lines of a screen. What Ink lays out is an empty text of the frame's size (it keeps the
 * measures of every text it has ever seen, and a new one every half second would fill the
 * memory in a long run); the lines take its place when it is drawn.
 */
export function Frame({
  lines,
  size,
  terminal,
}: {
  readonly lines: readonly Line[];
  readonly size: Size;
  readonly terminal: Pick<Terminal, 'canvas' | 'theme'>;
}): ReactElement {
  const { canvas, theme } = terminal;
  const blank = useMemo(
    () => Array.from({ length: size.height }, () => ' ').join('\n'),
    [size.height],
  );
  return (
    <Transform transform={(_, row) => canvas.put(row, paint(lines[row] ?? [], theme))}>
      <Text>{blank}</Text>
    </Transform>
  );
}

/** The size of the terminal, also after it has changed. */
export function useSize(terminal: Terminal): Size {
  const [size, setSize] = useState(terminal.size);
  useLayoutEffect(() => terminal.onResize(() => setSize(terminal.size)), [terminal]);
  return size;
}
