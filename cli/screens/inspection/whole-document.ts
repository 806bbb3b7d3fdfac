/** Puts the pieces of a document that was cut back together. */
import type {
  DocumentToken,
  DocumentView,
  Inspection,
  ParentDocument,
} from '../../../core/inspection/inspection.ts';
import { DocumentShares } from '../../../core/inspection/shares.ts';

/** More pieces than this are not put together at once: a screen is no e-book reader. */
export const mostPieces = 500;

/** A long document, or as much of it around a piece as is shown at once. */
export interface WholeDocument {
  readonly document: DocumentView;
  /** The pieces that it is made of: from number `firstPiece` on. */
  readonly firstPiece: number;
  /** Where each of them begins in the text. */
  readonly starts: readonly number[];
}

const known = new WeakMap<DocumentView, WholeDocument>();

/** The long document that was split into pieces, with the text and the tokens of all of them. */
export function wholeDocument(source: Inspection, parent: ParentDocument): WholeDocument {
  const last = Math.max(0, parent.pieces.length - mostPieces);
  // In steps, so that going from piece to piece does not put together another text each time.
  const step = Math.floor(parent.part / (mostPieces / 2)) * (mostPieces / 2);
  const firstPiece = Math.max(0, Math.min(last, step - mostPieces / 4));
  const pieces = parent.pieces
    .slice(firstPiece, firstPiece + mostPieces)
    .map((piece) => source.document(piece));
  const first = pieces[0]!;
  const before = known.get(first);
  if (before !== undefined) return before;
  const alpha = source.alphaOf(first.document); // pieces have the metadata of the whole
  const whole = { ...joinPieces(parent, pieces, new DocumentShares(alpha)), firstPiece };
  known.set(first, whole);
  return whole;
}

function joinPieces(
  parent: ParentDocument,
  pieces: readonly DocumentView[],
  shares: DocumentShares,
): Omit<WholeDocument, 'firstPiece'> {
  const tokens: DocumentToken[] = [];
  const starts: number[] = [];
  let text = '';
  for (const piece of pieces) {
    const offset = text.length;
    starts.push(offset);
    text += piece.text ?? '';
    for (const token of piece.tokens) {
      const shift = token.start < 0 ? 0 : offset;
      tokens.push({ ...token, start: token.start + shift, end: token.end + shift });
    }
  }
  const [first] = pieces;
  const sampledTopics = Uint16Array.from(pieces.flatMap((piece) => [...piece.sampledTopics]));
  const document = {
    document: first!.document,
    name: parent.name,
    label: first!.label,
    metadata: first!.metadata,
    parent: undefined,
    text: text === '' ? undefined : text,
    numTokens: tokens.length,
    tokens,
    sampledTopics,
    shares: shares.present(
      tokens.map(({ topic }) => topic),
      sampledTopics,
    ),
  };
  return { document, starts };
}
