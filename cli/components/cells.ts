/** How many terminal cells a text takes, and texts fitted to a number of cells. */
import stringWidth from 'string-width';

/** Latin letters, the symbols of screens, blocks and braille take one cell each. */
const plainCells =
  /^[\x20-\x7e\xa1-\xac\xae-\u02ff\u2013-\u2022\u2026\u203a\u2070-\u2079\u2190-\u2193\u2500-\u259f\u25b8\u2800-\u28ff]*$/;

/** How many cells of a terminal a text takes: Chinese characters and emoji take two. */
export function cellWidth(text: string): number {
  return plainCells.test(text) ? text.length : stringWidth(text);
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The characters of a text as a reader sees them, each with its width in cells. */
export function* cells(text: string): Generator<{ character: string; width: number }> {
  for (const { segment } of graphemes.segment(text)) {
    yield { character: segment, width: cellWidth(segment) };
  }
}

/** The longest beginning of a text that takes at most `width` cells. */
export function head(text: string, width: number): string {
  if (width <= 0) return '';
  if (plainCells.test(text)) return text.slice(0, width);
  let taken = '';
  let used = 0;
  for (const { character, width: cell } of cells(text)) {
    if (used + cell > width) break;
    taken += character;
    used += cell;
  }
  return taken;
}

/** The longest end of a text that takes at most `width` cells. */
export function tail(text: string, width: number): string {
  if (width <= 0) return '';
  const characters = [...cells(text)];
  let first = characters.length;
  let used = 0;
  while (first > 0 && used + characters[first - 1]!.width <= width)
    used += characters[--first]!.width;
  return characters
    .slice(first)
    .map(({ character }) => character)
    .join('');
}

/** The text in at most `width` cells; what is cut off leaves a mark. */
export function truncate(text: string, width: number): string {
  if (cellWidth(text) <= width) return text;
  return width <= 0 ? '' : head(text, width - 1) + '…';
}

/** The text in exactly `width` cells, at the left or at the right of them. */
export function fitText(text: string, width: number, side: 'left' | 'right' = 'left'): string {
  const short = truncate(text, width);
  const gap = ' '.repeat(Math.max(0, width - cellWidth(short)));
  return side === 'left' ? short + gap : gap + short;
}
