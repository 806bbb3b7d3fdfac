/** Every message between the importing thread and the parsing thread. */

/** Kinds of files whose text a parser must find. */
export type ParsedKind = 'html' | 'pdf' | 'xml';

/** To the parsing thread; it answers each with one `ParsingAnswer`. */
export interface ParsingOrder {
  readonly kind: ParsedKind;
  /** The decoded text of the file, or its bytes where it is not text. */
  readonly content: string | Uint8Array;
}

/** The text of a file, or of one of the documents in it, which may say more about itself. */
export interface ParsedText {
  readonly text: string;
  readonly name?: string | undefined;
  readonly label?: string | undefined;
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}

/** The texts of the file, or what its parser says is wrong with it. */
export type ParsingAnswer = { readonly texts: readonly ParsedText[] } | { readonly fault: string };
