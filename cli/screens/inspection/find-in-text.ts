/** Finds something in a text that was broken into lines. */
import type { Piece } from './document-layout.ts';

/** A stretch of one line, in UTF-16 units of its text. */
export interface Stretch {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/**
 * The places of a text in the lines, each in as many stretches as it has lines. Case does not matter,
 * nor where lines are broken.
 */
export function findInText(lines: readonly (readonly Piece[])[], sought: string): Stretch[][] {
  const wanted = folded(sought.trim().replace(/\s+/g, ' '));
  if (wanted === '') return [];
  const { text, starts } = flatten(lines);
  const places: Stretch[][] = [];
  let line = 0;
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    while (line + 1 < starts.length && starts[line + 1]! <= at) line++;
    places.push(stretches(lines, starts, { line, start: at, end: at + wanted.length }));
  }
  return places;
}

/** The lines as one text, with a space where one was lost at a line's end; and where each begins. */
function flatten(lines: readonly (readonly Piece[])[]): { text: string; starts: number[] } {
  let text = '';
  const starts: number[] = [];
  for (const pieces of lines) {
    const line = folded(textOf(pieces));
    const isBroken = text !== '' && line !== '' && !text.endsWith(' ');
    if (isBroken && !(unspaced.test(text.at(-1)!) && unspaced.test(line[0]!))) text += ' ';
    starts.push(text.length);
    text += line;
  }
  return { text, starts };
}

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

function stretches(
  lines: readonly (readonly Piece[])[],
  starts: readonly number[],
  { line: first, start, end }: Stretch,
): Stretch[] {
  const found: Stretch[] = [];
  for (let line = first; line < lines.length && starts[line]! < end; line++) {
    const from = Math.max(0, start - starts[line]!);
    const to = Math.min(textOf(lines[line]!).length, end - starts[line]!);
    if (to > from) found.push({ line, start: from, end: to });
  }
  return found;
}

function textOf(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join('');
}

/** In lower case, character by character, so that places stay the same. */
function folded(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return Array.from(text, (character) => {
    const small = character.toLowerCase();
    return small.length === character.length ? small : character;
  }).join('');
}
