import { Text, Transform } from 'ink';
import { useEffect, useMemo, useState, type ReactElement } from 'react';
import type { Line, Size } from './line.ts';
import { paint } from './paint.ts';
import type { Terminal } from './terminal.ts';
import type { Theme } from './theme.ts';

/**
 * The lines of a screen, drawn as one text.
 *
 * What Ink lays out is an empty text of the frame's size; the painted lines are put in its place
 * when it is written. Ink measures and wraps every text that it has not seen before, and keeps
 * what it measured for ever: with a new frame every half second that would cost most of a frame's
 * time, and fill the memory in a long run.
 */
export function Frame({
  lines,
  size,
  theme,
}: {
  readonly lines: readonly Line[];
  readonly size: Size;
  readonly theme: Theme;
}): ReactElement {
  const blank = useMemo(
    () => Array.from({ length: size.height }, () => ' '.repeat(size.width)).join('\n'),
    [size.height, size.width],
  );
  return (
    <Transform transform={(_, row) => paint(lines[row] ?? [], theme)}>
      <Text>{blank}</Text>
    </Transform>
  );
}

/** The size of the terminal, also after it has changed. */
export function useSize(terminal: Terminal): Size {
  const [size, setSize] = useState(terminal.size);
  useEffect(() => terminal.onResize(() => setSize(terminal.size)), [terminal]);
  return size;
}
