/** What arrives, or does no longer, and the changes of totals as bytes. */
import { assert } from '../../errors.ts';

/** Somebody else has gone further as this very host: it is no longer needed. */
export class Superseded extends Error {
  override readonly name = 'Superseded';
}

export function checkVersion(found: number, expected: number): void {
  if (found !== expected) {
    throw new Superseded(`version ${found} was found, where ${expected} was waited for`);
  }
}

export function bytesOf(change: Int32Array): Uint8Array {
  return new Uint8Array(change.buffer);
}

export function changeIn(bytes: Uint8Array): Int32Array {
  return new Int32Array(Uint8Array.from(bytes).buffer);
}

export function add(into: Int32Array, change: Int32Array): void {
  assert(into.length === change.length, 'a change of the totals has as many columns as they have');
  for (let column = 0; column < into.length; column++) into[column] += change[column];
}
