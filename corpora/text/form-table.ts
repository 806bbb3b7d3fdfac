/** Numbers for word forms, as they are written in the text. */

/** Slots of four numbers: the form plus 1 (0 is empty), its hash, where it begins, its length. */
const slotSize = 4;
/**
 * Room for 131,000 forms in 4 MB, of which a small corpus touches little: growing to that from a sixteenth
 * took each thread of an import of 20 Newsgroups 0.1 of its 0.9 s.
 */
const firstNumSlots = 1 << 18;

/**
 * Gives every distinct word form, as it is written in the text, a number from 0 up.
 *
 * An open-addressing table over code units: a form that is known costs no string, and that is
 * almost every token of a text. What belongs to a slot lies together, because most of the time
 * goes into waiting for memory.
 */
export class FormTable {
  /** Number of forms. */
  size = 0;
  #slots = new Int32Array(firstNumSlots * slotSize);
  #mask = firstNumSlots - 1;
  #units = new Uint16Array(1 << 17);
  #numUnits = 0;

  /**
   * The number of the form in `text[start..end - 1]`; a new form gets the next number (so the
   * answer equals the old `size`).
   *
   * @param hash `hashUnits` of the same stretch.
   */
  intern(text: Uint16Array, start: number, end: number, hash: number): number {
    const slots = this.#slots;
    const units = this.#units;
    const length = end - start;
    let slot = spread(hash) & this.#mask;
    for (;;) {
      const at = slot * slotSize;
      const form = slots[at];
      if (form === 0) return this.#add(at, text, start, end, hash);
      if (slots[at + 1] === hash && slots[at + 3] === length) {
        let own = slots[at + 2];
        let place = start;
        while (place < end && units[own] === text[place]) {
          own++;
          place++;
        }
        if (place === end) return form - 1;
      }
      slot = (slot + 1) & this.#mask;
    }
  }

  /**
   * Number by number, here and in `#grow`: views and `set` cost more than the few numbers that are moved
   * (a table of the 175,000 forms of 20 Newsgroups, 3.4 million times asked, took 0.34 s, without them 0.23).
   */
  #add(at: number, text: Uint16Array, start: number, end: number, hash: number): number {
    const slots = this.#slots;
    slots[at] = ++this.size;
    slots[at + 1] = hash;
    slots[at + 2] = this.#numUnits;
    slots[at + 3] = end - start;
    const units = this.#unitsWithRoomFor(end - start);
    for (let place = start; place < end; place++) units[this.#numUnits++] = text[place];
    if (this.size * 2 > this.#mask) this.#grow();
    return this.size - 1;
  }

  #unitsWithRoomFor(count: number): Uint16Array {
    const after = this.#numUnits + count;
    if (after > this.#units.length) {
      const grown = new Uint16Array(Math.max(after, this.#units.length * 2));
      grown.set(this.#units);
      this.#units = grown;
    }
    return this.#units;
  }

  #grow(): void {
    const old = this.#slots;
    const mask = this.#mask * 2 + 1;
    const slots = new Int32Array((mask + 1) * slotSize);
    for (let from = 0; from < old.length; from += slotSize) {
      if (old[from] === 0) continue;
      let slot = spread(old[from + 1]) & mask;
      while (slots[slot * slotSize] !== 0) slot = (slot + 1) & mask;
      const to = slot * slotSize;
      slots[to] = old[from];
      slots[to + 1] = old[from + 1];
      slots[to + 2] = old[from + 2];
      slots[to + 3] = old[from + 3];
    }
    this.#slots = slots;
    this.#mask = mask;
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
