/** Puts the pieces of a document that was cut back together. */
import type {
  DocumentToken,
  DocumentView,
  Inspection,
  ParentDocument,
} from '../../../core/inspection/inspection.ts';
import { DocumentShares } from '../../../core/inspection/shares.ts';

/** Pieces of longer documents than this are not put together: a screen is no e-book reader. */
const mostPieces = 2000;

const known = new WeakMap<DocumentView, DocumentView>();

/** The long document that was split into pieces, with the text and the tokens of all of them. */
export function wholeDocument(source: Inspection, parent: ParentDocument): DocumentView {
  const pieces = parent.pieces.slice(0, mostPieces).map((piece) => source.document(piece));
  const first = pieces[0]!;
  const before = known.get(first);
  if (before !== undefined) return before;
  const alpha = Float64Array.from(source.topics(), (topic) => topic.alpha);
  const whole = joinPieces(parent, pieces, new DocumentShares(alpha));
  known.set(first, whole);
  return whole;
}

function joinPieces(
  parent: ParentDocument,
  pieces: readonly DocumentView[],
  shares: DocumentShares,
): DocumentView {
  const tokens: DocumentToken[] = [];
  let text = '';
  for (const piece of pieces) {
    const offset = text.length;
    text += piece.text ?? '';
    for (const token of piece.tokens) {
      const shift = token.start < 0 ? 0 : offset;
      tokens.push({ ...token, start: token.start + shift, end: token.end + shift });
    }
  }
  return {
    document: pieces[0]!.document,
    name: parent.name,
    label: pieces[0]!.label,
    metadata: pieces[0]!.metadata,
    parent: undefined,
    text: text === '' ? undefined : text,
    numTokens: tokens.length,
    tokens,
    shares: shares.present(tokens.map(({ topic }) => topic)),
  };
}
