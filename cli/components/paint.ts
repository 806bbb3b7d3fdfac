/** Styled lines as text with escape sequences. */
import { cells, cellWidth } from './cells.ts';
import type { Line, Span } from './line.ts';
import { colorOf, type Theme } from './theme.ts';

/** The line as the terminal gets it from the first column on, with the escape sequences of its colours. */
export function paint(line: Line, theme: Theme): string {
  let column = 0;
  return line
    .map((piece) => {
      const painted = paintSpan(piece, column, theme);
      column += cellWidth(piece.text);
      return painted;
    })
    .join('');
}

/**
 * Signs whose width terminals do not agree about: emoji with a skin colour, of several parts, or in
 * two presentations, and flags.
 */
const disputed = /[\u{1f1e6}-\u{1f1ff}\u{1f3fb}-\u{1f3ff}\u200d\ufe0f]/u;

/** Says where to go on after every sign that the terminal may take for wider or narrower. */
function placed(text: string, column: number): string {
  if (!disputed.test(text)) return text;
  let at = column;
  return Array.from(cells(text), ({ character, width }) => {
    at += width;
    return disputed.test(character) ? `${character}\u001b[${at + 1}G` : character;
  }).join('');
}

function paintSpan({ text, style }: Span, column: number, theme: Theme): string {
  const shown = theme.glyphs.unicode ? placed(text, column) : inAscii(text);
  const codes: string[] = [];
  if (style.bold === true) codes.push('1');
  if (style.underline === true) codes.push('4');
  if (style.inverse === true) codes.push('7');
  const color = colorOf(style.role ?? 'plain', theme.colors);
  if (color !== undefined) codes.push(color);
  if (codes.length === 0 || shown === '') return shown;
  return `\u001b[${codes.join(';')}m${shown}\u001b[0m`;
}

/** Signs of ours and of typographers that have a near relation in ASCII. */
const asciiRelations: Readonly<Record<string, string>> = {
  '…': '~',
  '·': '.',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '←': '<',
  '→': '>',
  '↑': '^',
  '↓': 'v',
  λ: 'L',
};

/** The text for a terminal without Unicode, in as many cells as before. */
function inAscii(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  let ascii = '';
  for (const { character, width } of cells(text)) {
    const base = asciiRelations[character] ?? withoutAccents(character);
    ascii += /^[\x20-\x7e]+$/.test(base) && base.length === width ? base : '?'.repeat(width);
  }
  return ascii;
}

function withoutAccents(character: string): string {
  return character.normalize('NFKD').replace(/\p{M}/gu, '');
}
