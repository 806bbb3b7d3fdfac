/** The view of one document, with its tokens in the colours of their topics. */
import type { DocumentView } from '../../../../core/inspection/inspection.ts';
import { cellWidth } from '../../../components/cells.ts';
import type { Glyphs } from '../../../components/glyphs.ts';
import { heading, ruleTitle } from '../../../components/heading.ts';
import { beside, span, type Line, type Span, type Style } from '../../../components/line.ts';
import { percent } from '../../../components/numbers.ts';
import { layoutDocument, type Piece } from '../document-layout.ts';
import type { DocumentPlace } from '../state.ts';
import type { InspectionView, ViewContext } from './context.ts';
import { wholeDocument } from '../whole-document.ts';
import { legendColumn, legendLines, numSlots } from './document-legend.ts';

/** From this width the topics stand beside the text, which would be too wide to read else. */
const legendBesideFrom = 120;
const legendWidth = 46;
const mostTextWidth = 100;

/** One document: its text with the words in the colours of their topics. */
export function viewDocument(place: DocumentPlace, context: ViewContext): InspectionView {
  const { source, size, glyphs } = context;
  const piece = source.document(place.document);
  const isWhole = place.isWhole && piece.parent !== undefined;
  const document = isWhole ? wholeDocument(source, piece.parent) : piece;
  const slots = new Map(
    document.shares.slice(0, numSlots).map(({ topic }, slot) => [topic, slot] as const),
  );
  const isWide = size.width >= legendBesideFrom;
  const textWidth = isWide ? Math.min(mostTextWidth, size.width - legendWidth) : size.width - 2;
  const text = textLines(document, slots, { width: textWidth, glyphs });
  const above = isWide ? [] : legendLines(document, place, context);
  const visible = Math.max(1, size.height - above.length - 2);
  const first = firstLine(place, text, visible);
  const shown = text
    .slice(first, first + visible)
    .map((pieces) => paintPieces(pieces, { slots, place, glyphs }));
  const body = isWide
    ? beside(padded(shown, visible), legendColumn(document, place, context), {
        leftWidth: textWidth + 2,
        gap: [span(glyphs.divider, 'muted')],
      })
    : shown;
  return {
    lines: [
      heading(documentTitle(document, place, context), { ...size, glyphs }),
      ...above,
      ruleTitle(position(first, visible, text.length), { width: size.width, glyphs }),
      ...body,
    ],
    extent: { total: text.length, visible },
    target: topicTarget(document, place),
    numMarks: slots.size,
    hasWhole: piece.parent !== undefined,
    ...neighbours(place, context),
  };
}

/** Laying out a long text takes longer than a key press should; the views stay the same objects. */
const layouts = new WeakMap<DocumentView, { width: number; lines: Piece[][] }>();

function textLines(
  document: DocumentView,
  slots: ReadonlyMap<number, number>,
  { width, glyphs }: { width: number; glyphs: Glyphs },
): Piece[][] {
  const known = layouts.get(document);
  if (known?.width === width) return known.lines;
  const markWidth = cellWidth(glyphs.marks[0]!);
  const lines = layoutDocument(document, { width, markWidth, marked: new Set(slots.keys()) });
  layouts.set(document, { width, lines });
  return lines;
}

/** At first the text is scrolled to the word that was asked for. */
function firstLine({ lines, word }: DocumentPlace, text: Piece[][], visible: number): number {
  const last = Math.max(0, text.length - visible);
  if (word === undefined || lines.first > 0) return Math.min(lines.first, last);
  const line = text.findIndex((pieces) => pieces.some(({ token }) => token?.word === word));
  return line < visible ? 0 : Math.min(last, line - Math.floor(visible / 3));
}

function documentTitle(
  { name, label, metadata, parent }: DocumentView,
  { among }: DocumentPlace,
  { source }: ViewContext,
): { path: string[]; facts: string[] } {
  const path = among === undefined ? [source.run.name] : [source.run.name, String(among.topic)];
  const facts = metadata.map(([field, value]) => `${field} ${value}`);
  if (label !== undefined && facts.length === 0) facts.push(label);
  if (parent !== undefined) facts.push(`piece ${parent.part + 1} of ${parent.pieces.length}`);
  return { path: [...path, name], facts };
}

function padded(lines: readonly Line[], height: number): Line[] {
  return Array.from({ length: height }, (_, row) => lines[row] ?? []);
}

function position(first: number, visible: number, total: number): string {
  if (total <= visible) return 'text';
  return `text, ${percent(Math.min(1, (first + visible) / total))}`;
}

interface Marking {
  readonly slots: ReadonlyMap<number, number>;
  readonly place: DocumentPlace;
  readonly glyphs: Glyphs;
}

/** Tokens in the colour of their topic with its mark behind; the vocabulary's gaps in grey. */
function paintPieces(pieces: readonly Piece[], { slots, place, glyphs }: Marking): Line {
  const line: Span[] = [span(' ')];
  for (const { text, token } of pieces) {
    const slot = token === undefined ? undefined : slots.get(token.topic);
    if (token === undefined) {
      line.push(span(text, 'muted'));
    } else if (slot === undefined || (place.only !== undefined && place.only !== slot)) {
      line.push(span(text));
    } else {
      const isSought = token.word === place.word;
      const style: Style = { role: `topic-${slot}`, bold: isSought, inverse: isSought };
      line.push(span(text, style), span(glyphs.marks[slot]!, { role: `topic-${slot}` }));
    }
  }
  return line;
}

function topicTarget({ shares }: DocumentView, { only }: DocumentPlace): InspectionView['target'] {
  const chosen = shares[only ?? 0] ?? shares[0];
  return chosen && { kind: 'topic', topic: chosen.topic };
}

/** The documents before and after this one in the list of the topic that led here. */
function neighbours({ among }: DocumentPlace, { source }: ViewContext): Partial<InspectionView> {
  if (among === undefined) return {};
  const at = (rank: number): InspectionView['next'] => {
    if (rank < 0) return undefined;
    const found = source.topicDocuments(among.topic, { first: rank, limit: 1 }).rows[0];
    return found && { kind: 'document', document: found.document, among: { ...among, rank } };
  };
  return { next: at(among.rank + 1), previous: at(among.rank - 1) };
}
