/** Which 64-bit fingerprints were seen: 16 bytes each at most, in typed arrays. */
export class FingerprintSet {
  #slots = new Uint32Array(2 * 4096); // pairs; 0, 0 is an empty slot
  #size = 0;

  /** @returns whether the fingerprint is new. */
  add(low: number, high: number): boolean {
    if (this.#size * 4 > this.#slots.length) this.#grow();
    const isNew = insert(this.#slots, low, high === 0 && low === 0 ? 1 : high);
    if (isNew) this.#size++;
    return isNew;
  }

  #grow(): void {
    const slots = new Uint32Array(this.#slots.length * 2);
    for (let at = 0; at < this.#slots.length; at += 2) {
      const [low, high] = [this.#slots[at], this.#slots[at + 1]];
      if (low !== 0 || high !== 0) insert(slots, low, high);
    }
    this.#slots = slots;
  }
}

function insert(slots: Uint32Array, low: number, high: number): boolean {
  const mask = slots.length - 1;
  let at = (Math.imul(low ^ high, 0x9e3779b1) >>> 0) & (mask - 1); // even
  while (slots[at] !== 0 || slots[at + 1] !== 0) {
    if (slots[at] === low && slots[at + 1] === high) return false;
    at = (at + 2) & mask;
  }
  slots[at] = low;
  slots[at + 1] = high;
  return true;
}
