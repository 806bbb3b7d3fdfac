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

/**
 * e to the power of x, the same to the last bit on every machine: x = n ln 2 + r, and e^r by a
 * polynomial without a division. Its relative error stays below 4e-16.
 *
 * @param x between -700 and 700.
 */
export function exp(x: number): number {
  const n = Math.floor(x * inverseOfLn2 + 0.5);
  const r = x - n * highPartOfLn2 - n * lowPartOfLn2;
  let sum = coefficients[coefficients.length - 1];
  for (let power = coefficients.length - 2; power >= 0; power--) {
    sum = sum * r + coefficients[power];
  }
  bits.setUint32(0, (1023 + n) << 20);
  return sum * bits.getFloat64(0);
}

const inverseOfLn2 = 1.4426950408889634;
/** ln 2 in two parts, the first with so few digits that n times it is exact. */
const highPartOfLn2 = 6.9314718036912381649e-1;
const lowPartOfLn2 = 1.90821492927058770002e-10;

/** 1 / n! for n = 0, 1, ...: |r| is at most 0.35, so the next term is below 5e-18. */
const coefficients = (() => {
  const inverses = [1];
  for (let n = 1; n <= 13; n++) inverses.push(inverses[n - 1] / n);
  return Float64Array.from(inverses);
})();
