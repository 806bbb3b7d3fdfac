/** What charts of lines share: lines that lie over each other, and a named axis. */
import { cellWidth } from '../../../components/cells.ts';
import { span, type Line, type Role, type Span } from '../../../components/line.ts';
import type { ViewContext } from './context.ts';

/** Cells of the values at the left of the lines, with the axis. */
export const axisWidth = 9;

/** One row of several lines, the last one on top, with a rule where one points at. */
export function overlaid(
  layers: readonly { readonly role: Role; readonly cells: readonly string[] }[],
  pointed: number,
  { glyphs }: ViewContext,
): Span[] {
  const width = layers[0]?.cells.length ?? 0;
  return Array.from({ length: width }, (_, column) => {
    const layer = layers.findLast(({ cells }) => cells[column] !== ' ');
    if (layer !== undefined) return span(layer.cells[column]!, layer.role);
    return column === pointed ? span(glyphs.axis, 'muted') : span(' ');
  });
}

/** The names of the first and the last place, and of the one that is pointed at, below it. */
export function namedAxis(
  { first, here, last }: { first: string; here: string; last: string },
  pointed: number,
  width: number,
): Line {
  const axis: string[] = Array.from({ length: width }, () => ' ');
  const put = (text: string, at: number): void => {
    const start = Math.max(0, Math.min(width - cellWidth(text), at));
    [...text].forEach((sign, place) => (axis[start + place] = sign));
  };
  const start = Math.max(0, Math.min(width - here.length, pointed - Math.floor(here.length / 2)));
  // The one that is pointed at is always named; the ends where they do not touch it.
  if (start > cellWidth(first)) put(first, 0);
  if (start + here.length < width - cellWidth(last)) put(last, width);
  put(here, start);
  const text = axis.join('').slice(0, width);
  return [
    span(' '.repeat(axisWidth)),
    span(text.slice(0, start), 'muted'),
    span(text.slice(start, start + here.length), { bold: true }),
    span(text.slice(start + here.length), 'muted'),
  ];
}
