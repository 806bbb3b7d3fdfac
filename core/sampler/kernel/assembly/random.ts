// Random numbers: SplitMix64 (Steele, Lea & Flood, OOPSLA 2014) from a state that is a hash of
// (seed, sweep, unit). One addition carries the state on, so the next number never waits for the
// last draw. There is nothing to save.

import { Side } from './side';

// @ts-ignore: decorator
@inline
function mix(value: u64): u64 {
  let z = value;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

export function startStream(side: Side, seed: u32, sweep: u32, unit: u32): void {
  side.stream = mix(mix(mix(<u64>seed + 0x9e3779b97f4a7c15) ^ (<u64>sweep)) ^ ((<u64>unit) << 32));
}

/** Uniform on [0, 1) in steps of 2^-24: times any total it stays below the total. */
// @ts-ignore: decorator
@inline
export function random(side: Side): f32 {
  const state = side.stream + 0x9e3779b97f4a7c15;
  side.stream = state;
  return <f32>(<i32>(mix(state) >>> 40)) * <f32>5.9604644775390625e-8;
}
