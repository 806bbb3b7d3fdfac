/** Every message between the importing thread and the parsing thread. */

/** Kinds of files whose text a parser must find. */
export type ParsedKind = 'html' | 'pdf' | 'xml';

/** To the parsing thread; it answers each with one `ParsingAnswer`. */
export interface ParsingOrder {
  readonly kind: ParsedKind;
  /** The decoded text of the file, or its bytes where it is not text. */
  readonly content: string | Uint8Array;
}

/** The text of the file, or what its parser says is wrong with it. */
export type ParsingAnswer = { readonly text: string } | { readonly fault: string };
