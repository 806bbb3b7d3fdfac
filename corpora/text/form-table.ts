const firstCapacity = 1 << 14;

/**
 * Gives every distinct word form, as it is written in the text, a number from 0 up.
 *
 * An open-addressing table over code units: a form that is known costs no string, and that is
 * almost every token of a text.
 */
export class FormTable {
  /** Number of forms. */
  size = 0;
  #slots = new Int32Array(firstCapacity).fill(-1);
  #hashes = new Int32Array(firstCapacity / 2);
  #ends = new Uint32Array(firstCapacity / 2 + 1); // form f: units ends[f] to ends[f + 1] - 1
  #units = new Uint16Array(1 << 17);

  /**
   * The number of the form in `text[start..end - 1]`; a new form gets the next number (so the
   * answer equals the old `size`).
   *
   * @param hash `hashUnits` of the same stretch.
   */
  intern(text: Uint16Array, start: number, end: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = spread(hash) & mask;
    for (;;) {
      const form = slots[slot];
      if (form < 0) break;
      if (this.#hashes[form] === hash && this.#equals(form, text, start, end)) return form;
      slot = (slot + 1) & mask;
    }
    const form = this.#add(text, start, end, hash);
    slots[slot] = form;
    if (this.size * 2 > slots.length) this.#grow();
    return form;
  }

  #equals(form: number, text: Uint16Array, start: number, end: number): boolean {
    const units = this.#units;
    let at = this.#ends[form];
    if (this.#ends[form + 1] - at !== end - start) return false;
    for (let place = start; place < end; place++) {
      if (units[at++] !== text[place]) return false;
    }
    return true;
  }

  #add(text: Uint16Array, start: number, end: number, hash: number): number {
    const form = this.size++;
    const at = this.#ends[form];
    const after = at + end - start;
    if (after > this.#units.length) {
      const grown = new Uint16Array(Math.max(after, this.#units.length * 2));
      grown.set(this.#units);
      this.#units = grown;
    }
    this.#units.set(text.subarray(start, end), at);
    this.#ends[form + 1] = after;
    this.#hashes[form] = hash;
    return form;
  }

  #grow(): void {
    const capacity = this.#slots.length * 2;
    const hashes = new Int32Array(capacity / 2);
    hashes.set(this.#hashes);
    const ends = new Uint32Array(capacity / 2 + 1);
    ends.set(this.#ends);
    const slots = new Int32Array(capacity).fill(-1);
    for (let form = 0; form < this.size; form++) {
      let slot = spread(hashes[form]) & (capacity - 1);
      while (slots[slot] >= 0) slot = (slot + 1) & (capacity - 1);
      slots[slot] = form;
    }
    this.#hashes = hashes;
    this.#ends = ends;
    this.#slots = slots;
  }
}

/** The hash of a stretch of code units: the same sum that the scanner keeps as it goes. */
export function hashUnits(units: Uint16Array, start: number, end: number): number {
  let hash = 0;
  for (let place = start; place < end; place++) hash = (Math.imul(hash, 31) + units[place]) | 0;
  return hash;
}

/** The sum alone would leave neighbours in neighbouring slots. */
function spread(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
}
