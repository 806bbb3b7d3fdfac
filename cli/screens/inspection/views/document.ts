/** The view of one document: a page to read, with the words of one topic lit, or of all. */
import type { DocumentView } from '../../../../core/inspection/inspection.ts';
import { heading, ruleTitle } from '../../../components/heading.ts';
import { beside, span, type Line } from '../../../components/line.ts';
import { count, grouped, percent } from '../../../components/numbers.ts';
import type { DocumentPlace } from '../state.ts';
import { wholeDocument } from '../whole-document.ts';
import type { InspectionView, ViewContext } from './context.ts';
import { legendColumn, legendLines, numSlots } from './document-legend.ts';
import { readingText, type ReadText } from './reading-text.ts';

/** From this width the topics stand beside the text, which would be too wide to read else. */
const legendBesideFrom = 120;
const legendWidth = 46;
const mostTextWidth = 100;

/** A document as it is read: a long one whole, with the place of the piece that led here. */
interface ReadDocument {
  readonly shown: DocumentView;
  /** The document that was asked for: `shown` itself, or a piece of it. */
  readonly piece: DocumentView;
  /** Where the pieces begin in the text of `shown`, and the number of the first one. */
  readonly starts: readonly number[];
  readonly firstPiece: number;
}

/** One document to read. */
export function viewDocument(place: DocumentPlace, context: ViewContext): InspectionView {
  const { size, glyphs } = context;
  const read = readDocument(place, context);
  const { shown } = read;
  const marked = shown.shares.slice(0, numSlots).map(({ topic }) => topic);
  const isWide = size.width >= legendBesideFrom;
  const width = isWide ? Math.min(mostTextWidth, size.width - legendWidth) : size.width - 2;
  const above = isWide ? [] : legendLines(shown, place, context);
  const visible = Math.max(1, size.height - above.length - 2);
  const part = read.piece.parent?.part ?? 0;
  const from = read.starts[part - read.firstPiece] ?? 0;
  const text = readingText(shown, place, { from, marked, width, visible, glyphs });
  const body = isWide
    ? beside(padded(text.lines, visible), legendColumn(shown, place, context), {
        leftWidth: width + 2,
        gap: [span(glyphs.divider, 'muted')],
      })
    : text.lines;
  return {
    lines: [
      heading(documentTitle(read, place, context), { ...size, glyphs }),
      ...above,
      ruleTitle('text', { width: size.width, glyphs, right: position(text, read, place) }),
      ...body,
    ],
    extent: { total: text.total, visible, first: text.first },
    target: topicTarget(shown, place),
    marked,
    matches: text.matches,
    hasWhole: read.piece.parent !== undefined,
    ...neighbours(place, context),
  };
}

function readDocument(place: DocumentPlace, { source }: ViewContext): ReadDocument {
  const piece = source.document(place.document);
  if (!place.isWhole || piece.parent === undefined) {
    return { shown: piece, piece, starts: [], firstPiece: 0 };
  }
  const { document, starts, firstPiece } = wholeDocument(source, piece.parent);
  return { shown: document, piece, starts, firstPiece };
}

function documentTitle(
  { piece, shown, starts, firstPiece }: ReadDocument,
  { among }: DocumentPlace,
  { source }: ViewContext,
): { path: string[]; facts: string[] } {
  const { label, metadata, parent } = piece;
  const path = among === undefined ? [source.run.name] : [source.run.name, String(among.topic)];
  const facts = metadata.map(([field, value]) => `${field} ${value}`);
  if (label !== undefined && facts.length === 0) facts.push(label);
  if (parent !== undefined && starts.length === 0) {
    facts.push(`piece ${parent.part + 1} of ${parent.pieces.length}`);
  }
  if (parent !== undefined && starts.length > 0 && starts.length < parent.pieces.length) {
    const last = firstPiece + starts.length;
    facts.unshift(
      `pieces ${grouped(firstPiece + 1)}-${grouped(last)} of ${grouped(parent.pieces.length)}`,
    );
  }
  return { path: [...path, shown.name], facts };
}

function padded(lines: readonly Line[], height: number): Line[] {
  return Array.from({ length: height }, (_, row) => lines[row] ?? []);
}

/** "piece 12 of 90 · 34%", or how many places of what is looked for there are. */
function position(
  text: ReadText,
  { piece, starts, firstPiece }: ReadDocument,
  place: DocumentPlace,
): string {
  if (place.find !== '') {
    const { total, current } = text.matches ?? { total: 0, current: 0 };
    if (total === 0) return `"${place.find}" is not in this text`;
    return `"${place.find}": ${grouped(current + 1)} of ${count(total, 'place')}`;
  }
  const share = percent(Math.min(1, (text.first + text.lines.length) / Math.max(1, text.total)));
  if (piece.parent === undefined || starts.length === 0) {
    return text.total <= text.lines.length ? 'all of it' : share;
  }
  const at = starts.findLastIndex((start) => start <= text.offset);
  return `piece ${firstPiece + Math.max(0, at) + 1} of ${piece.parent.pieces.length} · ${share}`;
}

function topicTarget({ shares }: DocumentView, { lit }: DocumentPlace): InspectionView['target'] {
  const topic = typeof lit === 'number' ? lit : shares[0]?.topic;
  return topic === undefined ? undefined : { kind: 'topic', topic };
}

/** The documents before and after this one in the list of the topic that led here. */
function neighbours({ among }: DocumentPlace, { source }: ViewContext): Partial<InspectionView> {
  if (among === undefined) return {};
  const at = (rank: number): InspectionView['next'] => {
    if (rank < 0) return undefined;
    const rows = { first: rank, limit: 1 };
    const found = source.topicDocuments(among.topic, rows, among.filter).rows[0];
    return found && { kind: 'document', document: found.document, among: { ...among, rank } };
  };
  return { next: at(among.rank + 1), previous: at(among.rank - 1) };
}
