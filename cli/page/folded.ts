/** Texts as they are searched: in any case. */

/** In lower case; the dot that the small form of İ carries as a sign of its own is left out, as in words. */
export function folded(text: string): string {
  return text.toLowerCase().replace(/i\u0307/gu, 'i');
}

/** Where in a text that stands which stands at `place` once it is folded. */
export function placeInText(text: string, place: number): number {
  let found = place;
  while (found < text.length && folded(text.slice(0, found)).length < place) found++;
  // The dot belongs to the letter before it.
  return /^i\u0307/iu.test(text.slice(found - 1, found + 1)) ? found + 1 : found;
}
