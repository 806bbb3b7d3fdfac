/** Sends to the terminal only those lines of a frame that have changed. */
import { EventEmitter } from 'node:events';
import type { Canvas } from './canvas.ts';

const beginSynchronized = '\u001b[?2026h';
const endSynchronized = '\u001b[?2026l';

/**
 * The terminal as Ink sees it: every write is a whole frame, and only the lines that differ from
 * the frame before reach the terminal, each at its place, as one synchronized update.
 *
 * Ink's own writer moves the cursor relative to where it left it and clears the whole terminal,
 * scrollback included, when a frame is as high as the window (as it is after the window shrank).
 */
export class FrameWriter extends EventEmitter {
  readonly isTTY = true;
  /** Without an end at the bottom, so that Ink never thinks a frame too high. */
  readonly rows = Number.MAX_SAFE_INTEGER;
  /** As wide as the one sign that Ink is given for a line: it makes an object for every cell. */
  readonly columns = 1;
  readonly #stdout: NodeJS.WriteStream;
  #shown: readonly string[] = [];

  readonly #canvas: Canvas;

  constructor(stdout: NodeJS.WriteStream, canvas: Canvas) {
    super();
    this.#stdout = stdout;
    this.#canvas = canvas;
  }

  write(frame: string): boolean {
    const lines = frame
      .split('\n')
      .slice(0, this.#stdout.rows || 24)
      .map((text) => this.#canvas.line(text));
    const changes: string[] = [];
    for (let row = 0; row < Math.max(lines.length, this.#shown.length); row++) {
      const line = lines[row] ?? '';
      if (line !== this.#shown[row]) changes.push(`\u001b[${row + 1};1H\u001b[2K${line}`);
    }
    this.#shown = lines;
    if (changes.length === 0) return true;
    return this.#stdout.write(beginSynchronized + changes.join('') + endSynchronized);
  }

  /** The terminal was cleared: the next frame is written whole. */
  forget(): void {
    this.#shown = [];
  }
}
