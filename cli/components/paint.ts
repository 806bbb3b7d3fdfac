/** Styled lines as text with escape sequences. */
import { cells } from './cells.ts';
import type { Line, Span } from './line.ts';
import { colorOf, type Theme } from './theme.ts';

/** The line as the terminal gets it, with the escape sequences of its colours. */
export function paint(line: Line, theme: Theme): string {
  return line.map((piece) => paintSpan(piece, theme)).join('');
}

function paintSpan({ text, style }: Span, theme: Theme): string {
  const shown = theme.glyphs.unicode ? text : inAscii(text);
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
