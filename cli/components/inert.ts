/**
 * Characters that would move the cursor, change colours, reorder a line or take no cell: format
 * characters of Unicode among them, but for those that are seen (the Arabic number signs).
 */
const unsafe =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\ufff9-\ufffb\u{13430}-\u{1343f}]|(?![\u200d\ufe0f])\p{Default_Ignorable_Code_Point}/gu;

/**
 * The text without anything that a terminal would act upon. Texts, names and words come from
 * strangers: an escape sequence among them is shown as the characters it is made of, and has no
 * effect.
 */
export function inert(text: string): string {
  // Nearly all text is plain, and this runs for every piece of every frame.
  if (/^[\x20-\x7e\xb7\u2500-\u259f\u2800-\u28ff]*$/.test(text)) return text;
  return text.normalize('NFC').replace(unsafe, shown);
}

function shown(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code === 0x09 || code === 0x0a || code === 0x0d || /[\p{Zl}\p{Zp}]/u.test(character)) {
    return ' ';
  }
  if (code < 0x20) return String.fromCodePoint(0x2400 + code); // the picture of a control character
  if (code === 0x7f) return '\u2421';
  if (code < 0xa0 || (code >= 0xd800 && code <= 0xdfff)) return '\ufffd';
  return '';
}
