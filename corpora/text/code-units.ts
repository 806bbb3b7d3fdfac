/** Texts as UTF-16 code units, and their fingerprints. */

// A text longer than this gets memory of its own, which is given back.
const usualLength = 1 << 22;

/** Writes the code units of `text` to the front of `units`, which has room for them. */
export type WriteUnits = (text: string, units: Uint16Array) => void;

/** In plain JavaScript, for every engine. */
const writeOneByOne: WriteUnits = (text, units) => {
  for (let place = 0; place < text.length; place++) units[place] = text.charCodeAt(place);
};

/** Strings as arrays of UTF-16 code units: scanning an array is several times as fast. */
export class CodeUnits {
  readonly #write: WriteUnits;
  #usual = new Uint16Array(1 << 16);

  /** @param write a quicker way, where the program's surroundings have one. */
  constructor(write: WriteUnits = writeOneByOne) {
    this.#write = write;
  }

  /** @returns an array that begins with the units of `text`, good until the next call. */
  of(text: string): Uint16Array {
    const units = this.#room(text.length);
    this.#write(text, units);
    return units;
  }

  #room(length: number): Uint16Array {
    if (length > usualLength) return new Uint16Array(length);
    if (length > this.#usual.length) {
      this.#usual = new Uint16Array(Math.min(length * 2, usualLength));
    }
    return this.#usual;
  }
}

/** 64 bits that tell texts apart, as two halves: equal texts have equal ones. */
export function fingerprintOf(units: Uint16Array, length: number): [number, number] {
  let low = 0x811c9dc5 | 0;
  let high = length | 0;
  for (let place = 0; place < length; place++) {
    const unit = units[place];
    low = Math.imul(low ^ unit, 0x01000193);
    high = (Math.imul(high, 0x5bd1e995) + (low ^ unit)) | 0;
  }
  return [low >>> 0, (high ^ (high >>> 15)) >>> 0];
}
