/**
 * A screen of a terminal as an SVG picture. Letters are text at fixed places; bars, rules and
 * braille dots are drawn, so that they join in every font.
 */
import { cells } from './cells.ts';

const cell = { width: 8.4, height: 18 };
const margin = 14;
const background = '#14171a';
const foreground = '#d6d8da';

interface Style {
  readonly color: string;
  readonly bold: boolean;
  readonly underline: boolean;
  readonly inverse: boolean;
}

const plain: Style = { color: foreground, bold: false, underline: false, inverse: false };

/** @param screen lines with SGR sequences, as `tmux capture-pane -e` gives them. */
export function terminalSvg(
  screen: string,
  { columns, rows, title }: { columns: number; rows: number; title: string },
): string {
  const lines = screen.split('\n').slice(0, rows);
  const drawn = lines.flatMap((line, row) => drawLine(line, row));
  const width = Math.ceil(columns * cell.width + 2 * margin);
  const height = Math.ceil(rows * cell.height + 2 * margin);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" rx="8" fill="${background}"/>`,
    `<g transform="translate(${margin} ${margin})" fill="${foreground}" font-size="14"`,
    ' font-family="\'DejaVu Sans Mono\', Menlo, Consolas, monospace">',
    ...drawn,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function drawLine(line: string, row: number): string[] {
  const drawn: string[] = [];
  let column = 0;
  for (const { text, style } of styledRuns(line)) {
    let word = '';
    let wordStart = column;
    const endWord = (): void => {
      if (word.trim() !== '' || (style.inverse && word !== ''))
        drawn.push(drawText(word, { column: wordStart, end: column, row, style }));
      word = '';
    };
    for (const { character, width } of cells(text)) {
      const shape = drawShape(character, column, row, style);
      if (shape === undefined) {
        if (word === '') wordStart = column;
        word += character;
      } else {
        endWord();
        drawn.push(shape);
      }
      column += width;
    }
    endWord();
  }
  return drawn;
}

function drawText(
  text: string,
  { column, end, row, style }: { column: number; end: number; row: number; style: Style },
): string {
  const fill = style.inverse ? background : style.color;
  const leading = text.length - text.trimStart().length;
  const x = number((column + leading) * cell.width);
  const length = number(
    (end - column - leading - (text.length - text.trimEnd().length)) * cell.width,
  );
  const attributes = [
    `x="${x}" y="${number(row * cell.height + 13.5)}" textLength="${length}" xml:space="preserve"`,
    fill === foreground ? '' : ` fill="${fill}"`,
    style.bold ? ' font-weight="bold"' : '',
    style.underline ? ' text-decoration="underline"' : '',
  ].join('');
  const box = style.inverse
    ? rectangle(column, row, { width: end - column, color: style.color })
    : '';
  return text.trim() === '' ? box : `${box}<text ${attributes}>${escaped(text.trim())}</text>`;
}

/** Blocks, rules and braille dots; undefined for what is a letter. */
function drawShape(
  character: string,
  column: number,
  row: number,
  style: Style,
): string | undefined {
  const code = character.codePointAt(0)!;
  const { color } = style;
  if (code >= 0x2581 && code <= 0x2588) {
    const height = (code - 0x2580) / 8;
    return rectangle(column, row, { y: 1 - height, height, color });
  }
  if (code >= 0x2589 && code <= 0x258f) {
    return rectangle(column, row, { width: (0x2590 - code) / 8, color });
  }
  if (character === '░') return rectangle(column, row, { color, opacity: 0.3 });
  if (character === '─') return rectangle(column, row, { y: 0.48, height: 0.05, color });
  if (character === '│') return rectangle(column, row, { x: 0.45, width: 0.1, color });
  if (character === '┤') {
    const stem = rectangle(column, row, { x: 0.45, width: 0.1, color });
    return stem + rectangle(column, row, { y: 0.48, height: 0.05, width: 0.5, color });
  }
  return code > 0x2800 && code <= 0x28ff ? braille(code - 0x2800, column, row, color) : undefined;
}

function braille(bits: number, column: number, row: number, color: string): string {
  const places = [
    [0, 0],
    [0, 1],
    [0, 2],
    [1, 0],
    [1, 1],
    [1, 2],
    [0, 3],
    [1, 3],
  ] as const;
  return places
    .filter((_, bit) => (bits >> bit) & 1)
    .map(([x, y]) => {
      const cx = number((column + 0.25 + x / 2) * cell.width);
      const cy = number((row + 0.125 + y / 4) * cell.height);
      return `<circle cx="${cx}" cy="${cy}" r="1.5" fill="${color}"/>`;
    })
    .join('');
}

interface Box {
  /** Parts of a cell. */
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  readonly color: string;
  readonly opacity?: number;
}

function rectangle(column: number, row: number, box: Box): string {
  const { x = 0, y = 0, width = 1, height = 1, color, opacity } = box;
  const place = `x="${number((column + x) * cell.width)}" y="${number((row + y) * cell.height)}"`;
  // A hair wider, so that neighbours join.
  const hair = width >= 1 ? 0.3 : 0;
  const size = `width="${number(width * cell.width + hair)}" height="${number(height * cell.height)}"`;
  const faint = opacity === undefined ? '' : ` opacity="${opacity}"`;
  return `<rect ${place} ${size} fill="${color}"${faint}/>`;
}

function* styledRuns(line: string): Generator<{ text: string; style: Style }> {
  let style = plain;

  for (const [, codes, text] of line.matchAll(/(?:\u001b\[([\d;]*)m)|([^\u001b]+)/g)) {
    if (text !== undefined) yield { text: text.replace(/[\u000e\u000f]/g, ''), style };
    else style = changed(style, (codes ?? '').split(';').map(Number));
  }
}

function changed(style: Style, codes: readonly number[]): Style {
  let next = style;
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at]!;
    if (code === 0) next = plain;
    else if (code === 1) next = { ...next, bold: true };
    else if (code === 4) next = { ...next, underline: true };
    else if (code === 7) next = { ...next, inverse: true };
    else if (code === 22) next = { ...next, bold: false };
    else if (code === 24) next = { ...next, underline: false };
    else if (code === 27) next = { ...next, inverse: false };
    else if (code === 39) next = { ...next, color: foreground };
    else if (code === 38 && codes[at + 1] === 5) {
      next = { ...next, color: colorOf256(codes[at + 2]!) };
      at += 2;
    }
  }
  return next;
}

/** One of xterm's colours from 16 on. */
function colorOf256(color: number): string {
  const levels = [0, 95, 135, 175, 215, 255];
  const gray = 8 + 10 * (color - 232);
  const cube = color - 16;
  const rgb =
    color >= 232
      ? [gray, gray, gray]
      : [levels[Math.floor(cube / 36)]!, levels[Math.floor(cube / 6) % 6]!, levels[cube % 6]!];
  return `#${rgb.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

function number(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
