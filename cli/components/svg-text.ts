/** Text in a chart. */

/** @param anchor start, middle or end. */
export function svgText(x: number | string, y: number, anchor: string, content: string): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}">${escaped(content)}</text>`;
}

/** Text as the content of an element; control characters, which XML may not have, are blanks. */
export function escaped(content: string): string {
  return content
    .replace(/[^\P{Cc}\t]|[\ufffe\uffff]/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
