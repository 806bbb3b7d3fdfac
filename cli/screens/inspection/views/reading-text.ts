/** The text of a document as lines, with its lit words and what is looked for in it. */
import type { DocumentView } from '../../../../core/inspection/inspection.ts';
import { cellWidth } from '../../../components/cells.ts';
import type { Glyphs } from '../../../components/glyphs.ts';
import { span, type Line, type Span, type Style } from '../../../components/line.ts';
import { layoutDocument, type Piece } from '../document-layout.ts';
import { findInText, type Stretch } from '../find-in-text.ts';
import type { DocumentPlace } from '../state.ts';

/** The lines of a text that are on the screen. */
export interface ReadText {
  readonly lines: readonly Line[];
  readonly first: number;
  readonly total: number;
  /** Where in the text the first line with a token is, in UTF-16 units: its last token. */
  readonly offset: number;
  readonly matches: { readonly total: number; readonly current: number } | undefined;
}

interface Page {
  /** Where in the text the piece begins that was asked for. */
  readonly from: number;
  /** The topics that have a colour and a mark, by slot. */
  readonly marked: readonly number[];
  readonly width: number;
  readonly visible: number;
  readonly glyphs: Glyphs;
}

/** The text of a document where one is in it: lit words in their topic's colour, all else plain. */
export function readingText(document: DocumentView, place: DocumentPlace, page: Page): ReadText {
  const text = textLines(document, place.lit === 'all' ? page.marked : [], page);
  const found = findInText(text, place.find);
  const last = Math.max(0, text.length - page.visible);
  const home = Math.min(last, homeLine(text, place, page));
  const current = place.match ?? nextMatch(found, place.first ?? home);
  const match = found[current]?.[0];
  const near = match === undefined ? home : Math.max(0, match.line - Math.floor(page.visible / 3));
  const first = Math.min(last, place.first ?? near);
  const slots = new Map(page.marked.map((topic, slot) => [topic, slot] as const));
  const end = first + page.visible;
  return {
    lines: text.slice(first, end).map((pieces, row) => {
      const ofLine = found.flat().filter(({ line }) => line === first + row);
      return paintPieces(pieces, ofLine, { slots, place, page });
    }),
    first,
    total: text.length,
    offset: startOf(text.slice(first, end).find(hasToken)),
    matches: place.find === '' ? undefined : { total: found.length, current },
  };
}

/** Laying out a long text takes longer than a key press should; the views stay the same objects. */
const layouts = new WeakMap<DocumentView, { key: string; lines: Piece[][] }>();

function textLines(document: DocumentView, marked: readonly number[], page: Page): Piece[][] {
  const key = `${page.width} ${marked.length}`;
  const known = layouts.get(document);
  if (known?.key === key) return known.lines;
  const markWidth = cellWidth(page.glyphs.marks[0]!);
  const lines = layoutDocument(document, { width: page.width, markWidth, marked: new Set(marked) });
  layouts.set(document, { key, lines });
  return lines;
}

/** The line of the word that led here, or the one where the piece begins. */
function homeLine(text: Piece[][], { word }: DocumentPlace, { from, visible }: Page): number {
  const start = from === 0 ? 0 : lineOf(text, ({ start }) => start >= from);
  if (word === undefined) return start;
  const line = lineOf(text, (token) => token.word === word && token.start >= from);
  if (line < start + visible) return start;
  return line - Math.floor(visible / 3);
}

function lineOf(
  text: Piece[][],
  isWanted: (token: NonNullable<Piece['token']>) => boolean,
): number {
  const line = text.findIndex((pieces) =>
    pieces.some(({ token }) => token !== undefined && isWanted(token)),
  );
  return Math.max(0, line);
}

/** The first place from a line on, or the first of all. */
function nextMatch(found: readonly Stretch[][], from: number): number {
  return Math.max(
    0,
    found.findIndex((stretches) => stretches[0]!.line >= from),
  );
}

function hasToken(pieces: readonly Piece[]): boolean {
  return pieces.some(({ token }) => token !== undefined);
}

function startOf(pieces: readonly Piece[] | undefined): number {
  return pieces?.findLast(({ token }) => token !== undefined)?.token?.start ?? 0;
}

interface Lighting {
  readonly slots: ReadonlyMap<number, number>;
  readonly place: DocumentPlace;
  readonly page: Page;
}

function paintPieces(
  pieces: readonly Piece[],
  found: readonly Stretch[],
  { slots, place, page: { glyphs } }: Lighting,
): Line {
  const line: Span[] = [span(' ')];
  let at = 0;
  for (const { text, token } of pieces) {
    const slot = token === undefined ? undefined : slots.get(token.topic);
    const isLit =
      token !== undefined && (place.lit === 'all' ? slot !== undefined : place.lit === token.topic);
    const isSought = token !== undefined && token.word === place.word;
    const style: Style = isLit
      ? {
          role: `topic-${slot ?? 0}`,
          bold: place.lit !== 'all' || isSought,
          underline: place.lit !== 'all',
        }
      : isSought
        ? { bold: true }
        : {};
    for (const part of cut(text, at, found)) {
      line.push(span(part.text, part.isFound || isSought ? { ...style, inverse: true } : style));
    }
    if (isLit && place.lit === 'all')
      line.push(span(glyphs.marks[slot!]!, { role: `topic-${slot!}` }));
    at += text.length;
  }
  return line;
}

/** A piece of a line that begins at `at`, cut where what is looked for begins and ends. */
function cut(
  text: string,
  at: number,
  found: readonly Stretch[],
): { text: string; isFound: boolean }[] {
  const end = at + text.length;
  const touching = found.filter((stretch) => stretch.start < end && stretch.end > at);
  if (touching.length === 0) return [{ text, isFound: false }];
  const parts: { text: string; isFound: boolean }[] = [];
  let from = 0;
  for (const stretch of touching) {
    const start = Math.max(0, stretch.start - at);
    const stop = Math.min(text.length, stretch.end - at);
    if (start > from) parts.push({ text: text.slice(from, start), isFound: false });
    parts.push({ text: text.slice(start, stop), isFound: true });
    from = stop;
  }
  if (from < text.length) parts.push({ text: text.slice(from), isFound: false });
  return parts;
}
