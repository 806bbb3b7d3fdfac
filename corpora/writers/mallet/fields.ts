/** Fields, names and numbers as MALLET writes them. */

/** A field between spaces: MALLET cuts lines at every one, so none may stand inside. */
export function asField(text: string): string {
  return text.replace(/\s+/gu, '_') || '_';
}

/** A source's name that can be read back: what would cut it is written as %20 and the like. */
export function escapedName(name: string): string {
  return name.replace(/[\s%]/gu, encodeURIComponent) || '%';
}

/** The name that was escaped so. */
export function unescapedName(field: string): string {
  if (field === '%') return '';
  try {
    return decodeURIComponent(field);
  } catch {
    return field; // a name with a % of its own, from another program
  }
}

/** At most this many decimals, without zeros at the end, as Java's `NumberFormat` writes. */
export function atMostDecimals(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}
