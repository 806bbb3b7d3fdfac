/** Text from strangers, made safe to show. */

/**
 * Characters that would reorder a line, act on a terminal or are not characters; line ends and tabs
 * stay.
 */
const unsafe = /(?![\t\n])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/**
 * The text with every invisible character that acts upon other text replaced by a visible one. Each
 * replaces one UTF-16 unit, so that offsets into the text stay right.
 */
export function visibleText(text: string): string {
  return text.replace(unsafe, signFor);
}

/** The same on one line, cut to a length, with each letter and its accents as one, as they are searched for. */
export function visibleLine(text: string, mostCharacters = 200): string {
  const line = visibleText(text.slice(0, mostCharacters * 2))
    .replace(/\s+/gu, ' ')
    .trim()
    .normalize('NFC');
  const characters = [...line];
  if (characters.length <= mostCharacters && text.length <= mostCharacters * 2) return line;
  return `${characters.slice(0, mostCharacters - 1).join('')}…`;
}

function signFor(character: string): string {
  const code = character.charCodeAt(0);
  if (code === 0x0d || code === 0x85 || code === 0x2028 || code === 0x2029) return ' ';
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return '\ufffd';
}
