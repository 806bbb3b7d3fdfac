/** How a table writes its rows. */

/**
 * What a quote does. `double`: it encloses a cell, and is written twice where it belongs to the
 * text (RFC 4180). `backslash`: it encloses a cell, and a backslash removes the special meaning of
 * the character after it. `none`: it is a character like any other.
 */
export type QuoteStyle = 'double' | 'backslash' | 'none';

export const quoteStyles: readonly QuoteStyle[] = ['double', 'backslash', 'none'];

export interface Dialect {
  /** One character between the cells; undefined in a table of one column. */
  readonly delimiter: string | undefined;
  readonly quotes: QuoteStyle;
}

/** What the person says about tables; what is left out is detected. */
export interface TableOptions {
  readonly delimiter?: string | undefined;
  readonly quotes?: QuoteStyle | undefined;
  /** Whether the first row names the columns. */
  readonly header?: boolean | undefined;
  /** Lines above the header that are no part of the table. */
  readonly skipLines?: number | undefined;
  /** Whether cells such as NaN and NULL are texts; else they are empty. */
  readonly keepMissing?: boolean | undefined;
}
