/**
 * What bytes that are not UTF-8 look like: a suggestion, never used unasked.
 *
 * @param bytes a stretch that begins with the bad byte, or the start of a file full of NULs.
 */
export function guessEncoding(bytes: Buffer): string | undefined {
  const start = bytes.subarray(0, 4096);
  const nuls = [0, 0];
  for (let place = 0; place < start.length; place++) if (start[place] === 0) nuls[place & 1]++;
  if (nuls[1] * 4 > start.length && nuls[0] * 8 < start.length) return 'utf-16le';
  if (nuls[0] * 4 > start.length && nuls[1] * 8 < start.length) return 'utf-16be';
  if (nuls[0] + nuls[1] > 0) return undefined;
  return guessEightBit(start);
}

/** By the neighbours of the bytes above 0x7f: accents stand among ASCII letters. */
function guessEightBit(bytes: Buffer): string | undefined {
  let high = 0;
  let runs = 0;
  let quotes = 0;
  for (let place = 0; place < bytes.length; place++) {
    const byte = bytes[place];
    if (byte < 0x80) continue;
    high++;
    if (place > 0 && bytes[place - 1] >= 0x80) runs++;
    if (byte < 0xa0) quotes++;
  }
  if (high === 0) return undefined;
  if (runs * 2 > high) return undefined; // Cyrillic, Greek or East Asian: too many candidates
  return quotes > 0 || high > 0 ? 'windows-1252' : undefined;
}
