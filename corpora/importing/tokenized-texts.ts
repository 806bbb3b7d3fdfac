/** The texts of a tokenized batch, one by one. */
import type { TokenizedBatch } from '../text/tokenizing-messages.ts';
import type { TokenBatch } from './scratch-tokens.ts';

/** One text of a tokenized batch. */
export interface TokenizedText {
  readonly fingerprint: readonly [number, number];
  /** Tokens left out, by verdict. */
  readonly dropped: Uint32Array;
  /** Where each piece ends in the text, and its tokens. */
  readonly pieces: readonly { readonly end: number; readonly words: Uint32Array }[];
  /** Its places in the batch; ends are exclusive. */
  readonly firstPiece: number;
  readonly firstToken: number;
  readonly endToken: number;
  readonly firstSpanByte: number;
  readonly endSpanByte: number;
}

/** A tokenized batch, text by text. */
export class TokenizedTexts implements Iterable<TokenizedText> {
  readonly #batch: TokenizedBatch;
  readonly #words: Uint32Array;

  /** @param words the words of the batch in the numbering of the import. */
  constructor(batch: TokenizedBatch, words: Uint32Array) {
    this.#batch = batch;
    this.#words = words;
  }

  *[Symbol.iterator](): Generator<TokenizedText> {
    const { numPieces, pieceEnds, lengths, spanEnds, fingerprints, dropped } = this.#batch;
    const numVerdicts = dropped.length / numPieces.length;
    let piece = 0;
    let token = 0;
    for (let text = 0; text < numPieces.length; text++) {
      const [firstPiece, firstToken] = [piece, token];
      const pieces: { end: number; words: Uint32Array }[] = [];
      for (const end = piece + numPieces[text]; piece < end; piece++) {
        const words = this.#words.subarray(token, token + lengths[piece]);
        pieces.push({ end: pieceEnds[piece], words });
        token += lengths[piece];
      }
      yield {
        fingerprint: [fingerprints[text * 2], fingerprints[text * 2 + 1]],
        dropped: dropped.subarray(text * numVerdicts, (text + 1) * numVerdicts),
        pieces,
        firstPiece,
        firstToken,
        endToken: token,
        firstSpanByte: text === 0 ? 0 : spanEnds[text - 1],
        endSpanByte: spanEnds[text],
      };
    }
  }

  /** The tokens of some of the texts, in the same order. */
  only(texts: readonly TokenizedText[]): TokenBatch {
    const { lengths, spans, numPieces } = this.#batch;
    if (texts.length === numPieces.length) return { lengths, words: this.#words, spans };
    return {
      lengths: joinUint32(
        texts.map((text) =>
          lengths.subarray(text.firstPiece, text.firstPiece + text.pieces.length),
        ),
      ),
      words: joinUint32(texts.map((text) => this.#words.subarray(text.firstToken, text.endToken))),
      spans: Buffer.concat(
        texts.map((text) => spans.subarray(text.firstSpanByte, text.endSpanByte)),
      ),
    };
  }
}

function joinUint32(parts: readonly Uint32Array[]): Uint32Array {
  const joined = new Uint32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
