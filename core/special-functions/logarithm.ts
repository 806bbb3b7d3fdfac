/**
 * The natural logarithm, the same to the last bit on every machine and in every JavaScript engine.
 *
 * `Math.log` is not: its last bit is left to the engine. Whatever decides a run uses this one, which
 * is made of additions, multiplications and divisions in a fixed order. Its error stays below one
 * unit in the last place.
 *
 * The method is that of fdlibm's e_log.c (Sun Microsystems, 1993): x = 2^k (1 + f) with 1 + f
 * between sqrt(2)/2 and sqrt(2), and ln(1 + f) by a polynomial in s = f / (2 + f).
 *
 * @param x positive, finite, and not below 2^-1022.
 */
export function ln(x: number): number {
  bits.setFloat64(0, x);
  const high = bits.getUint32(0);
  const mantissa = high & 0xfffff;
  // One when 1 + f would be above sqrt(2): then it is halved.
  const above = (mantissa + 0x95f64) & 0x100000;
  bits.setUint32(0, mantissa | (above ^ 0x3ff00000));
  const k = (high >>> 20) - 1023 + (above >>> 20);
  const f = bits.getFloat64(0) - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even =
    w * (0.3999999999940941908 + w * (0.2222219843214978396 + w * 0.1531383769920937332));
  const odd =
    z *
    (0.666666666666673513 +
      w * (0.2857142874366239149 + w * (0.1818357216161805012 + w * 0.1479819860511658591)));
  const halfSquare = 0.5 * f * f;
  const correction = s * (halfSquare + (even + odd)) + k * lowPartOfLn2;
  return k * highPartOfLn2 - (halfSquare - correction - f);
}

/** ln 2 in two parts, the first with so few digits that k times it is exact. */
const highPartOfLn2 = 6.9314718036912381649e-1;
const lowPartOfLn2 = 1.90821492927058770002e-10;

/** Where a number is seen as its bits. */
const bits = new DataView(new ArrayBuffer(8));
