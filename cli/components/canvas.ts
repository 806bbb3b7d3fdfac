/** Signs of Unicode's private area, more than any terminal has lines. */
const firstSign = 0xe000;
const numSigns = 0x1900;

/**
 * Painted lines on their way past Ink. Ink takes every character that it is given apart, several
 * times a frame: 40 ms for a screen of 200 x 60, against 3 ms for everything else. So it lays out
 * one sign for each line, and whoever writes its frames puts the line in the sign's place.
 */
export class Canvas {
  readonly #lines: string[] = [];

  /** Keeps the painted line of a row, and returns the sign that stands for it. */
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
