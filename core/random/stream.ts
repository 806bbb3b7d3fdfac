/**
 * Random numbers for one unit of work, derived from (seed, sweep, unit): there is no generator
 * state to save, and no two units ever share a stream.
 *
 * The generator is xoshiro128++ 1.0 (Blackman and Vigna, "Scrambled linear pseudorandom number
 * generators", ACM TOMS 47, 2021): 32-bit operations only, period 2^128 - 1.
 */
export class RandomStream {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(origin: StreamOrigin) {
    const key = mix(mix(mix(origin.seed) ^ origin.sweep) ^ origin.unit);
    // Four different words of one well-mixed key; never all zero, as xoshiro demands.
    this.#a = mix(key + 0x9e3779b9);
    this.#b = mix(key + 0x3c6ef372);
    this.#c = mix(key + 0xdaa66d2b);
    this.#d = mix(key + 0x78dde6e4) | 1;
  }

  /** An integer from 0 to 2^32 - 1. */
  nextUint32(): number {
    const sum = (this.#a + this.#d) | 0;
    const result = (rotateLeft(sum, 7) + this.#a) | 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = rotateLeft(this.#d, 11);
    return result >>> 0;
  }

  /** A number in [0, 1), a multiple of 2^-32. */
  next(): number {
    return this.nextUint32() / 2 ** 32;
  }
}

/** Where a stream comes from. All are unsigned 32-bit integers. */
export interface StreamOrigin {
  readonly seed: number;
  readonly sweep: number;
  readonly unit: number;
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

/** A bijection of 32-bit words in which every input bit reaches every output bit (murmur3's). */
export function mix(word: number): number {
  let mixed = (word + 0x9e3779b9) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
