/** What all lists share: the visible rows, and the cursor. */
import type { Rows, Span as RowSpan } from '../../../../core/inspection/inspection.ts';
import type { Glyphs } from '../../../components/glyphs.ts';
import { span, type Line, type Span } from '../../../components/line.ts';
import { grouped } from '../../../components/numbers.ts';
import { keepVisible, type ListPosition } from '../../../components/list-window.ts';

/** The rows of a list that are on the screen, and where the cursor is. */
export interface VisibleRows<Row> {
  readonly rows: readonly Row[];
  readonly first: number;
  readonly cursor: number;
  readonly total: number;
  /** The row under the cursor. */
  readonly current: Row | undefined;
}

/** Asks for the rows of a list that fit on the screen, with the cursor among them. */
export function visibleRows<Row>(
  position: ListPosition,
  visible: number,
  query: (span: RowSpan) => Rows<Row>,
): VisibleRows<Row> {
  let found = query({ first: position.first, limit: Math.max(1, visible) });
  const kept = keepVisible(position, { total: found.total, visible });
  // The window has become higher, or the list shorter, since the position was kept.
  if (kept.first !== position.first)
    found = query({ first: kept.first, limit: Math.max(1, visible) });
  return {
    rows: found.rows.slice(0, Math.max(0, visible)),
    first: kept.first,
    cursor: kept.cursor,
    total: found.total,
    current: found.rows[kept.cursor - kept.first],
  };
}

/** Where the rows on the screen are in their list: "1-14 of 28,413", or "all 3". */
export function positionText({ rows, first, total }: VisibleRows<unknown>): string {
  if (rows.length === total) return `all ${grouped(total)}`;
  if (rows.length === 0) return `${grouped(total)}`;
  return `${grouped(first + 1)}-${grouped(first + rows.length)} of ${grouped(total)}`;
}

/** The cursor's column: a sign, so that the place is seen without colours too. */
export function cursorMark(isCurrent: boolean, glyphs: Glyphs): Span {
  return isCurrent ? span(`${glyphs.cursor} `, { role: 'accent', bold: true }) : span('  ');
}

/** The row under the cursor stands out. */
export function emphasized(line: Line, isCurrent: boolean): Line {
  if (!isCurrent) return line;
  return line.map(({ text, style }) => ({ text, style: { ...style, bold: true } }));
}
