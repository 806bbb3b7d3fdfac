/** Web and mail addresses: where they end, so that no part of them is taken for a word. */

const code = (character: string): number => character.charCodeAt(0);
const [semicolon, ampersand, colon, slash, at, fullStop, comma] = [...';&:/@.,'].map(code);
const [open, close] = [...'()'].map(code);
/** Cannot stand in an address. */
const ending = new Set([...'"<>{}|^`\\[]'].map(code));
/** May stand before the @ of a mail address, between letters and digits. */
const inLocalPart = new Set([...'._+-'].map(code));
/** What follows the first word of an address or an entity: after any other unit nothing is to be looked at. */
const mayGoOn = new Uint8Array(1 << 7);
for (const unit of [semicolon, at, colon, ...inLocalPart]) mayGoOn[unit] = 1;
const longestLocalPart = 64;

/**
 * Where a web or mail address or an HTML entity ends that the word just found begins (`http://…`,
 * `www.…`, `first.last@…`, `&nbsp;`); the end of the word itself when it is none of these.
 */
export function endOfAddress(
  units: Uint16Array,
  start: number,
  end: number,
  length: number,
): number {
  if (end >= length || mayGoOn[units[end]] !== 1) return end; // nearly always
  const next = units[end];
  if (next === semicolon) return start > 0 && units[start - 1] === ampersand ? end + 1 : end;
  if (next === at) return endOfMail(units, end, length);
  if (next === colon) {
    if (units[end + 1] === slash && units[end + 2] === slash) return endOfUrl(units, end, length);
    return is(units, start, end, 'mailto') ? end + 1 : end;
  }
  if (next === fullStop && is(units, start, end, 'www')) return endOfUrl(units, end, length);
  return inLocalPart.has(next) ? endOfLongMail(units, end, length) : end;
}

/** `first.last@example.org`, of which the first word ends at `end`. */
function endOfLongMail(units: Uint16Array, end: number, length: number): number {
  const last = Math.min(length, end + longestLocalPart);
  for (let place = end; place < last; place++) {
    if (units[place] === at) return place > end + 1 ? endOfMail(units, place, length, end) : end;
    if (!isAlphanumeric(units[place]) && !inLocalPart.has(units[place])) return end;
  }
  return end;
}

/** @returns `otherwise` when nothing that could be a host follows the @. */
function endOfMail(
  units: Uint16Array,
  place: number,
  length: number,
  otherwise: number = place,
): number {
  let end = place + 1;
  while (end < length && (isAlphanumeric(units[end]) || isInHost(units[end]))) end++;
  while (end > place + 1 && units[end - 1] === fullStop) end--; // of the sentence
  return end > place + 1 ? end : otherwise;
}

function endOfUrl(units: Uint16Array, from: number, length: number): number {
  let depth = 0;
  let place = from;
  for (; place < length; place++) {
    const unit = units[place];
    if (unit <= 0x20 || unit >= 0x7f || ending.has(unit)) break;
    if (unit === open) depth++;
    else if (unit === close && --depth < 0) break;
    else if (unit === comma && isBeforeWord(units, place + 1, length)) break;
  }
  return place;
}

/** Letters up to a blank, a comma or the end: the list goes on, not the address. */
function isBeforeWord(units: Uint16Array, from: number, length: number): boolean {
  let end = from;
  while (end < length && isLetter(units[end])) end++;
  const isAtEnd = end >= length || units[end] <= 0x20 || units[end] === comma || units[end] >= 0x7f;
  return end - from >= 3 && isAtEnd;
}

function isInHost(unit: number): boolean {
  return unit === fullStop || unit === 0x2d;
}

function isLetter(unit: number): boolean {
  return (unit | 32) >= 97 && (unit | 32) <= 122;
}

function isAlphanumeric(unit: number): boolean {
  return isLetter(unit) || (unit >= 48 && unit <= 57);
}

function is(units: Uint16Array, start: number, end: number, word: string): boolean {
  if (end - start !== word.length) return false;
  for (let place = 0; place < word.length; place++) {
    if ((units[start + place] | 32) !== word.charCodeAt(place)) return false;
  }
  return true;
}
