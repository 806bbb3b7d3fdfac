/** Breaks a document's text into lines that keep track of its tokens. */
import type { DocumentToken, DocumentView } from '../../../core/inspection/inspection.ts';
import { cells, cellWidth } from '../../components/cells.ts';
import { inert } from '../../components/inert.ts';

/** A stretch of a document's text: a token of the vocabulary, or what stands between two. */
export interface Piece {
  readonly text: string;
  readonly token: DocumentToken | undefined;
}

/**
 * A document's text in lines of at most `width` cells, each in the pieces that are styled apart.
 * Words are kept whole where they fit; `markWidth` cells stay free behind the tokens of topics
 * that carry a mark.
 */
export function layoutDocument(
  document: DocumentView,
  { width, markWidth, marked }: { width: number; markWidth: number; marked: ReadonlySet<number> },
): Piece[][] {
  const lines: Piece[][] = [[]];
  let used = 0;
  const breakLine = (): void => {
    lines.push([]);
    used = 0;
  };
  const put = (piece: Piece, cellsTaken: number): void => {
    lines.at(-1)!.push(piece);
    used += cellsTaken;
  };
  for (const piece of splitPieces(document)) {
    if (piece.text === '\n') {
      breakLine();
      continue;
    }
    const mark = piece.token !== undefined && marked.has(piece.token.topic) ? markWidth : 0;
    const isSpace = piece.text === ' ';
    const needed = cellWidth(piece.text) + mark;
    if (used + needed > width && used > 0) breakLine();
    if (isSpace && used === 0) continue;
    if (needed <= width) {
      put(piece, needed);
      continue;
    }
    for (const part of cutLong(piece, width - mark)) {
      if (used > 0) breakLine();
      put(part, cellWidth(part.text) + mark);
    }
  }
  return lines;
}

/** A word longer than a line, in parts that fit. */
function cutLong({ text, token }: Piece, width: number): Piece[] {
  const parts: Piece[] = [];
  let part = '';
  let used = 0;
  for (const { character, width: cell } of cells(text)) {
    if (used + cell > width && part !== '') {
      parts.push({ text: part, token });
      part = '';
      used = 0;
    }
    part += character;
    used += cell;
  }
  return [...parts, { text: part, token }];
}

function* splitPieces({ text, tokens }: DocumentView): Generator<Piece> {
  if (text === undefined) return yield* withoutText(tokens);
  let place = 0;
  for (const token of tokens) {
    if (token.start < place) continue;
    yield* betweenTokens(text.slice(place, token.start));
    yield { text: inert(text.slice(token.start, token.end)), token };
    place = token.end;
  }
  yield* betweenTokens(text.slice(place));
}

/** Space, line ends and words that the vocabulary does not hold. An empty line stays, only one. */
function* betweenTokens(text: string): Generator<Piece> {
  for (const [part] of text.matchAll(/\s*\n\s*|\s+|[^\s]+/g)) {
    if (part.includes('\n')) {
      yield { text: '\n', token: undefined };
      if (/\n\s*\n/.test(part)) yield { text: '\n', token: undefined };
    } else if (/^\s/.test(part)) {
      yield { text: ' ', token: undefined };
    } else {
      yield* breakable(inert(part));
    }
  }
}

/** Scripts without spaces may be broken between any two characters. */
function* breakable(text: string): Generator<Piece> {
  if (!/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(text)) {
    yield { text, token: undefined };
    return;
  }
  for (const { character } of cells(text)) yield { text: character, token: undefined };
}

/** Where no text was kept: the words themselves, each with how often it stands there in a row. */
function* withoutText(tokens: readonly DocumentToken[]): Generator<Piece> {
  for (let first = 0; first < tokens.length;) {
    const token = tokens[first]!;
    let end = first + 1;
    while (tokens[end]?.word === token.word && tokens[end]?.topic === token.topic) end++;
    const times = end - first > 1 ? `×${end - first}` : '';
    yield { text: inert(token.word) + times, token };
    yield { text: ' ', token: undefined };
    first = end;
  }
}
