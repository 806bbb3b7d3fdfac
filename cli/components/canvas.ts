/** Characters of Unicode's private area, more than any terminal has lines. */
const firstSign = 0xe000;
const numSigns = 0x1900;

/**
 * Painted lines that bypass Ink. Ink takes apart every character that it is given, several times per
 * frame: 40 ms for a screen of 200 x 60, against 3 ms for everything else. So it lays out a single
 * character for each line, and `FrameWriter` puts the line in its place.
 */
export class Canvas {
  readonly #lines: string[] = [];

  /** Keeps the painted line of a row, and returns the character that stands for it. */
  put(row: number, painted: string): string {
    this.#lines[row] = painted;
    return String.fromCodePoint(firstSign + (row % numSigns));
  }

  /** The line that a sign stands for; any other text is itself. */
  line(text: string): string {
    if (text.length !== 1) return text;
    const row = text.charCodeAt(0) - firstSign;
    return row >= 0 && row < numSigns ? (this.#lines[row] ?? '') : text;
  }
}
