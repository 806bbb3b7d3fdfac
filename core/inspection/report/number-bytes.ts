/** Whole numbers as bytes: seven bits in each, the lowest first (LEB128). */

/** @param values whole numbers from 0 to 2^53 - 1. */
export function numbersToBytes(values: Iterable<number>): Uint8Array {
  let bytes = new Uint8Array(1024);
  let end = 0;
  for (const value of values) {
    if (end + 8 > bytes.length) bytes = enlarged(bytes);
    let rest = value;
    while (rest > 127) {
      bytes[end++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    bytes[end++] = rest;
  }
  return bytes.subarray(0, end);
}

/** All numbers that `numbersToBytes` wrote. */
export function bytesToNumbers(bytes: Uint8Array): number[] {
  const values: number[] = [];
  let value = 0;
  let unit = 1;
  for (const byte of bytes) {
    value += (byte & 127) * unit;
    unit *= 128;
    if (byte > 127) continue;
    values.push(value);
    value = 0;
    unit = 1;
  }
  return values;
}

function enlarged(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(2 * bytes.length);
  larger.set(bytes);
  return larger;
}
