// PROTOTYPE: two units at once.
import { alpha, beta, betaSum, inverse, laneMask, numGroups, numTopics, numVectors, occupancy, occupancyBytes, phi, rowBytes, rows, runningSums, topicAt, totals, units } from './model';
import { lastLane, prefixSums, shiftLanes, sumOfInts } from './vectors';
import { streamOf, mix } from './random';

let phiB: usize = 0;
let inverseB: usize = 0;
let sumsB: usize = 0;
let totalsB: usize = 0;
let sideBytes: usize = 0;

let tileA: usize = 0; let tilesEndA: usize = 0; let runA: usize = 0; let runsEndA: usize = 0; let tokenA: usize = 0; let endA: usize = 0; let documentsA: usize = 0; let rowA: usize = 0;
let tileB: usize = 0; let tilesEndB: usize = 0; let runB: usize = 0; let runsEndB: usize = 0; let tokenB: usize = 0; let endB: usize = 0; let documentsB: usize = 0; let rowB: usize = 0;
let stateA: u64 = 0;
let stateB: u64 = 0;
let changed = 0;
let bits0: u64 = 0;

function openTotalsOf(totals: usize, inverse: usize): void {
  const vectorBetaSum = f32x4.splat(betaSum);
  const ones = f32x4.splat(1);
  for (let at: usize = 0; at < rowBytes; at += 16) {
    const divisors = f32x4.add(f32x4.convert_i32x4_s(v128.load(totals + at)), vectorBetaSum);
    v128.store(inverse + at, f32x4.div(ones, divisors));
  }
  for (let topic = numTopics; topic < numGroups << 4; topic++) store<f32>(inverse + (<usize>topic << 2), 0);
}

function openWordOf(row: usize, inverse: usize, phi: usize): void {
  const vectorBeta = f32x4.splat(beta);
  const end = rowBytes;
  let at: usize = 0;
  do {
    p4(row, inverse, phi, at, vectorBeta);
    p4(row, inverse, phi, at + 16, vectorBeta);
    p4(row, inverse, phi, at + 32, vectorBeta);
    p4(row, inverse, phi, at + 48, vectorBeta);
    at += 64;
  } while (at < end);
}
// @ts-ignore: decorator
@inline
function p4(row: usize, divisors: usize, target: usize, at: usize, vectorBeta: v128): void {
  const counts = f32x4.convert_i32x4_s(v128.load(row + at));
  v128.store(target + at, f32x4.mul(f32x4.add(counts, vectorBeta), v128.load(divisors + at)));
}

function readDocs(tile: usize): void {
  let line = load<usize>(tile + 4);
  const end = line + <usize>load<i32>(tile + 20);
  let bits: u64 = 0;
  do { bits |= load<u64>(line); line += 64; } while (line < end);
  bits0 = bits;
}

function nextA(): bool {
  while (runA == runsEndA) {
    if (tileA == tilesEndA) return false;
    readDocs(tileA);
    runA = load<usize>(tileA + 8);
    runsEndA = runA + (<usize>load<i32>(tileA + 12) << 3);
    tokenA = load<usize>(tileA + 16);
    documentsA = load<usize>(tileA + 4);
    tileA += 32;
  }
  const word = load<u32>(runA);
  endA = tokenA + (<usize>load<u32>(runA, 4) << 2);
  runA += 8;
  rowA = rows + <usize>word * rowBytes;
  openWordOf(rowA, inverse, phi);
  return true;
}
function nextB(): bool {
  while (runB == runsEndB) {
    if (tileB == tilesEndB) return false;
    readDocs(tileB);
    runB = load<usize>(tileB + 8);
    runsEndB = runB + (<usize>load<i32>(tileB + 12) << 3);
    tokenB = load<usize>(tileB + 16);
    documentsB = load<usize>(tileB + 4);
    tileB += 32;
  }
  const word = load<u32>(runB);
  endB = tokenB + (<usize>load<u32>(runB, 4) << 2);
  runB += 8;
  rowB = rows + <usize>word * rowBytes;
  openWordOf(rowB, inverseB, phiB);
  return true;
}

export function samplePair(a: i32, totalsOfA: usize, b: i32, totalsOfB: usize, seed: u32, sweep: u32, scratch: usize): i32 {
  sideBytes = scratch;
  inverseB = scratch; phiB = inverseB + rowBytes; sumsB = phiB + rowBytes + 64;
  v128.store(sumsB - 16, f32x4.splat(0)); pendA = sumsB + rowBytes * 4 + 64; pendB = pendA + 64;
  totalsB = totalsOfB;
  openTotalsOf(totalsOfA, inverse);
  openTotalsOf(totalsOfB, inverseB);
  stateA = streamOf(seed, sweep, a);
  stateB = streamOf(seed, sweep, b);
  tileA = load<usize>(units + (<usize>a << 3)); tilesEndA = tileA + <usize>load<i32>(units + (<usize>a << 3), 4) * 32;
  tileB = load<usize>(units + (<usize>b << 3)); tilesEndB = tileB + <usize>load<i32>(units + (<usize>b << 3), 4) * 32;
  runA = runsEndA = 0; runB = runsEndB = 0;
  changed = 0;
  let moreA = nextA();
  let moreB = nextB();
  while (moreA && moreB) {
    pairs(totalsOfA);
    if (tokenA == endA) moreA = nextA();
    if (tokenB == endB) moreB = nextB();
  }
  while (moreA) { singleA(totalsOfA); moreA = nextA(); }
  while (moreB) { singleB(totalsOfB); moreB = nextB(); }
  return changed;
}

// @ts-ignore: decorator
@inline
function addTo(row: usize, topic: i32, delta: i32): i32 {
  const cell = row + (<usize>topic << 2);
  const count = load<i32>(cell) + delta;
  store<i32>(cell, count);
  return count;
}
// @ts-ignore: decorator
@inline
function total(totals: usize, inverse: usize, topic: i32, delta: i32): f32 {
  const divisor: f32 = <f32>1 / (<f32>addTo(totals, topic, delta) + betaSum);
  store<f32>(inverse + (<usize>topic << 2), divisor);
  return divisor;
}
// @ts-ignore: decorator
@inline
function without(totals: usize, topic: i32): f32 {
  return <f32>1 / (<f32>(load<i32>(totals + (<usize>topic << 2)) - 1) + betaSum);
}
// @ts-ignore: decorator
@inline
function replace(row: usize, topic: i32, value: f32): void {
  const vector = row + (<usize>(topic & ~3) << 2);
  v128.store(vector, v128.bitselect(f32x4.splat(value), v128.load(vector), laneMask(topic)));
}
// @ts-ignore: decorator
@inline
function addToDocument(document: usize, topic: i32, delta: f32): void {
  const prior = load<f32>(alpha + (<usize>topic << 2));
  const count = nearest<f32>(load<f32>(document + (<usize>topic << 2)) - prior);
  replace(document, topic, count + delta + prior);
}

// @ts-ignore: decorator
@inline
function change(at: usize, topic: i32, old: i32, row: usize, document: usize, oldPhi: f32, totals: usize, inverse: usize, phi: usize): void {
      store<u16>(at, <u16>topic, 2);
      addTo(row, old, -1);
      total(totals, inverse, old, -1);
      replace(phi, old, oldPhi);
      addToDocument(document, old, -1);
      const count = addTo(row, topic, 1);
      replace(phi, topic, (<f32>count + beta) * total(totals, inverse, topic, 1));
      addToDocument(document, topic, 1);
}

// fields of a pending draw
let pendA: usize = 0;
let pendB: usize = 0;

/** Sums, target and whether the topic stays: 16 bytes target shifted, then flag. */
// @ts-ignore: decorator
@inline
function weigh(at: usize, docs: usize, row: usize, sums: usize, pend: usize, u: f32, totals: usize, phi: usize): void {
    const documentBytes = numVectors << 4;
    const t = load<u32>(at);
    const document = docs + <usize>((t & 0xffff) * documentBytes);
    const old = <i32>(t >>> 16);
    const oldPhi: f32 = (<f32>(load<i32>(row + (<usize>old << 2)) - 1) + beta) * without(totals, old);
    const oldWeight = load<f32>(document + (<usize>old << 2));
    store<f32>(pend, oldWeight * load<f32>(phi + (<usize>old << 2)) - (oldWeight - 1) * oldPhi, 20);
    store<f32>(pend, u, 24);
    let sum = f32x4.splat(0);
    const last = sums + (<usize>numVectors << 4);
    let counts = document, f = phi, at1 = sums;
    do {
      const a = f32x4.mul(v128.load(counts), v128.load(f));
      const b = f32x4.mul(v128.load(counts, 16), v128.load(f, 16));
      const c = f32x4.mul(v128.load(counts, 32), v128.load(f, 32));
      const d = f32x4.mul(v128.load(counts, 48), v128.load(f, 48));
      const ab = f32x4.add(a, b);
      v128.store(at1, f32x4.add(sum, a));
      v128.store(at1, f32x4.add(sum, ab), 16);
      v128.store(at1, f32x4.add(sum, f32x4.add(ab, c)), 32);
      sum = f32x4.add(sum, f32x4.add(ab, f32x4.add(c, d)));
      v128.store(at1, sum, 48);
      counts += 64; f += 64; at1 += 64;
    } while (at1 < last);
    const excess = v128.load32_splat(pend, 20);
    const own = laneMask(old);
    const inOwn = v128.and(own, excess);
    const up = prefixSums(f32x4.sub(sum, inOwn));
    const target = f32x4.sub(f32x4.mul(lastLane(up), v128.load32_splat(pend, 24)), shiftLanes(up));
    const place = sums + (<usize>(old >> 2) << 4);
    const isBelow = f32x4.lt(target, f32x4.sub(v128.load(place), inOwn));
    const stays = v128.and(v128.and(f32x4.ge(target, v128.load(place - 16)), isBelow), own);
    v128.store(pend, f32x4.add(target, v128.andnot(inOwn, isBelow)));
    store<i32>(pend, v128.any_true(stays), 16);
}

// @ts-ignore: decorator
@inline
function uniform(s: u64): f32 {
  return <f32>(<i32>(mix(s) >>> 40)) * <f32>5.9604644775390625e-8;
}

function settleA(at: usize, totals: usize): void {
  settle(at, documentsA, rowA, runningSums, pendA, totals, inverse, phi);
}
function settleB(at: usize): void {
  settle(at, documentsB, rowB, sumsB, pendB, totalsB, inverseB, phiB);
}
// @ts-ignore: decorator
@inline
function settle(at: usize, docs: usize, row: usize, sums: usize, pend: usize, totals: usize, inverse: usize, phi: usize): void {
  const t = load<u32>(at);
  const document = docs + <usize>((t & 0xffff) * (numVectors << 4));
  const old = <i32>(t >>> 16);
  const topic = load<i32>(topicAt + (<usize>countUpTo(v128.load(pend), sums, sums + (<usize>numVectors << 4)) << 2));
  if (topic == old) return;
  changed++;
  const oldPhi: f32 = (<f32>(load<i32>(row + (<usize>old << 2)) - 1) + beta) * without(totals, old);
  change(at, topic, old, row, document, oldPhi, totals, inverse, phi);
}

function pairs(totalsA: usize): void {
  let atA = tokenA;
  let atB = tokenB;
  const shorter = min<usize>(endA - atA, endB - atB);
  const end = atA + shorter;
  const docsA = documentsA;
  const docsB = documentsB;
  const wA = rowA;
  const wB = rowB;
  const sums = runningSums;
  const sums2 = sumsB;
  const pA = pendA;
  const pB = pendB;
  let sA = stateA + 0x9e3779b97f4a7c15;
  let sB = stateB;
  weigh(atA, docsA, wA, sums, pA, uniform(sA), totalsA, phi);
  do {
    sB += 0x9e3779b97f4a7c15;
    weigh(atB, docsB, wB, sums2, pB, uniform(sB), totalsB, phiB);
    if (!load<i32>(pA, 16)) settleA(atA, totalsA);
    atA += 4;
    if (atA < end) {
      sA += 0x9e3779b97f4a7c15;
      weigh(atA, docsA, wA, sums, pA, uniform(sA), totalsA, phi);
    }
    if (!load<i32>(pB, 16)) settleB(atB);
    atB += 4;
  } while (atA < end);
  tokenA = atA; tokenB = atB;
  stateA = sA; stateB = sB;
}

// @ts-ignore: decorator
@inline
function countUpTo(target: v128, sums: usize, end: usize): i32 {
  let even = i32x4.splat(0);
  let odd = i32x4.splat(0);
  let at = sums;
    do {
      even = i32x4.sub(even, f32x4.le(v128.load(at), target));
      odd = i32x4.sub(odd, f32x4.le(v128.load(at, 16), target));
      even = i32x4.sub(even, f32x4.le(v128.load(at, 32), target));
      odd = i32x4.sub(odd, f32x4.le(v128.load(at, 48), target));
      at += 64;
    } while (at < end);
  return sumOfInts(i32x4.add(even, odd));
}

// @ts-ignore: decorator
@inline
function single(at0: usize, end: usize, docs: usize, row: usize, sums: usize, state: u64, totals: usize, inverse: usize, phi: usize): u64 {
  const documentBytes = numVectors << 4;
  let at = at0;
  let s = state;
  do {
    const t = load<u32>(at);
    const document = docs + <usize>((t & 0xffff) * documentBytes);
    const old = <i32>(t >>> 16);
    const oldPhi: f32 = (<f32>(load<i32>(row + (<usize>old << 2)) - 1) + beta) * without(totals, old);
    const oldWeight = load<f32>(document + (<usize>old << 2));
    const excess = f32x4.splat(oldWeight * load<f32>(phi + (<usize>old << 2)) - (oldWeight - 1) * oldPhi);
    const own = laneMask(old);
    const inOwn = v128.and(own, excess);
    let sum = f32x4.splat(0);
    const last = sums + (<usize>numVectors << 4);
    let counts = document, f = phi, at1 = sums;
    do {
      const a = f32x4.mul(v128.load(counts), v128.load(f));
      const b = f32x4.mul(v128.load(counts, 16), v128.load(f, 16));
      const c = f32x4.mul(v128.load(counts, 32), v128.load(f, 32));
      const d = f32x4.mul(v128.load(counts, 48), v128.load(f, 48));
      const ab = f32x4.add(a, b);
      v128.store(at1, f32x4.add(sum, a));
      v128.store(at1, f32x4.add(sum, ab), 16);
      v128.store(at1, f32x4.add(sum, f32x4.add(ab, c)), 32);
      sum = f32x4.add(sum, f32x4.add(ab, f32x4.add(c, d)));
      v128.store(at1, sum, 48);
      counts += 64; f += 64; at1 += 64;
    } while (at1 < last);
    s += 0x9e3779b97f4a7c15;
    const u: f32 = <f32>(<i32>(mix(s) >>> 40)) * <f32>5.9604644775390625e-8;
    const up = prefixSums(f32x4.sub(sum, inOwn));
    const target = f32x4.sub(f32x4.mul(lastLane(up), f32x4.splat(u)), shiftLanes(up));
    const place = sums + (<usize>(old >> 2) << 4);
    const isBelow = f32x4.lt(target, f32x4.sub(v128.load(place), inOwn));
    const stays = v128.and(v128.and(f32x4.ge(target, v128.load(place - 16)), isBelow), own);
    if (!v128.any_true(stays)) {
        const topic = load<i32>(topicAt + (<usize>countUpTo(f32x4.add(target, v128.andnot(inOwn, isBelow)), sums, last) << 2));
        if (topic != old) { changed++; change(at, topic, old, row, document, oldPhi, totals, inverse, phi); }
    }
    at += 4;
  } while (at < end);
  return s;
}
function singleA(totals: usize): void { stateA = single(tokenA, endA, documentsA, rowA, runningSums, stateA, totals, inverse, phi); tokenA = endA; }
function singleB(totals: usize): void { stateB = single(tokenB, endB, documentsB, rowB, sumsB, stateB, totals, inverseB, phiB); tokenB = endB; }
