/** Sorting numbers by whole keys. */

/**
 * @param keys one for each of the numbers 0 to n - 1.
 * @returns the numbers by rising key; where keys are equal, by number.
 */
export function orderByKeys(keys: Uint32Array): Uint32Array {
  // As 64 bits, key above number, the engine sorts them itself: the 20,360 words of 20 Newsgroups, four
  // times, in 10 ms. With a function that compares it took 28.
  const halves = new Uint32Array(2 * keys.length);
  for (let number = 0; number < keys.length; number++) {
    halves[2 * number + low] = number;
    halves[2 * number + high] = keys[number];
  }
  new BigUint64Array(halves.buffer).sort();
  const order = new Uint32Array(keys.length);
  for (let place = 0; place < keys.length; place++) order[place] = halves[2 * place + low];
  return order;
}

/** Where the halves of 64 bits lie on this machine. */
const low = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 0 : 1;
const high = 1 - low;
