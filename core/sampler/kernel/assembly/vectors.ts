// Small things on vectors of four.

/** A bit for each of 16 counts. */
// @ts-ignore: decorator
@inline
export function nonZeros(counts: usize): i32 {
  const low = i16x8.narrow_i32x4_s(v128.load(counts), v128.load(counts, 16));
  const high = i16x8.narrow_i32x4_s(v128.load(counts, 32), v128.load(counts, 48));
  return i8x16.bitmask(i8x16.ne(i8x16.narrow_i16x8_s(low, high), i8x16.splat(0)));
}

/** Running sums over the lanes: (a, a + b, a + b + c, a + b + c + d). */
// @ts-ignore: decorator
@inline
export function prefixSums(v: v128): v128 {
  const pairs = f32x4.add(v, shiftLanes(v));
  return f32x4.add(
    pairs,
    i8x16.shuffle(f32x4.splat(0), pairs, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23),
  );
}

/** (0, a, b, c). */
// @ts-ignore: decorator
@inline
export function shiftLanes(v: v128): v128 {
  return i8x16.shuffle(
    f32x4.splat(0),
    v,
    0,
    1,
    2,
    3,
    16,
    17,
    18,
    19,
    20,
    21,
    22,
    23,
    24,
    25,
    26,
    27,
  );
}

/** (d, d, d, d). */
// @ts-ignore: decorator
@inline
export function lastLane(v: v128): v128 {
  return i8x16.shuffle(v, v, 12, 13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15);
}

// @ts-ignore: decorator
@inline
function swapHalves(v: v128): v128 {
  return i8x16.shuffle(v, v, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
}

// @ts-ignore: decorator
@inline
export function sumOfFloats(v: v128): f32 {
  const halves = f32x4.add(v, swapHalves(v));
  return f32x4.extract_lane(halves, 0) + f32x4.extract_lane(halves, 1);
}

// @ts-ignore: decorator
@inline
export function sumOfInts(v: v128): i32 {
  const halves = i32x4.add(v, swapHalves(v));
  return i32x4.extract_lane(halves, 0) + i32x4.extract_lane(halves, 1);
}
