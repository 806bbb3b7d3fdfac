/**
 * e to the power of -x, the same to the last bit on every machine and in every JavaScript engine
 * (`Math.exp` is not): -x = -k ln 2 - r, and the rest by its series. Its relative error stays below
 * 1e-14.
 *
 * @param x at least 0; from 1022 ln 2 on the result is 0.
 */
export function decay(x: number): number {
  const k = Math.floor(x / Math.LN2);
  if (k >= 1022) return 0;
  const r = x - k * Math.LN2;
  let sum = 1;
  for (let n = numTerms; n > 0; n--) sum = 1 - (r / n) * sum;
  bits.setUint32(0, (1023 - k) << 20);
  return sum * bits.getFloat64(0);
}

/** r is below 0.7: the next term is below 1e-17. */
const numTerms = 17;

/** Where 2^-k is made of its bits. */
const bits = new DataView(new ArrayBuffer(8));
