// What a kernel knows of its run: sizes, priors, and where everything lies in the shared memory.
// Set once by configure(); every address is a byte address. "stride" is K padded to 16.

import { configureSides } from './side';

/** K, and the vectors of 4 and groups of 16 topics that hold it. */
export let numTopics: i32 = 0;
export let numVectors: i32 = 0;
export let numGroups: i32 = 0;
/** 64-bit words of the occupancy of one row: one bit a group. */
export let occupancyWords: i32 = 0;

export let beta: f32 = 0;
/** V beta. */
export let betaSum: f32 = 0;
/** f32 x stride; the padding topics have 0. */
export let alpha: usize = 0;

/** int32, V x stride: the word-topic counts n_wk, owned by the parameter server. */
export let rows: usize = 0;
export let rowBytes: usize = 0;
/** u64 x occupancyWords a row: which groups of it may hold counts. Too many bits do no harm. */
export let occupancy: usize = 0;
/** Bytes from one row's occupancy to the next; 0 where one, all bits set, serves all rows. */
export let occupancyBytes: usize = 0;
/** All groups of every row count as occupied. */
export let wholeRows: bool = false;
/** Others may change the rows meanwhile (live reading). */
export let rowsAreShared: bool = false;
/** (address, number) of the tiles of each unit, block * numRanges + range. */
export let units: usize = 0;

// Scratch of this worker. When a unit starts, all of it is a pure function of the counts. Of two
// units at work at once (side.ts) each has its own of the first four; what stands here is used now.

/** int32 x stride: the unit's own copy of the topic totals n_k. */
export let totals: usize = 0;
/** f32 x stride: 1 / (n_k + V beta); 0 for padding topics, which gives them probability 0. */
export let inverse: usize = 0;
/** f32 x stride: phi_k = (n_wk + beta) inverse_k of the word at hand. */
export let phi: usize = 0;
/**
 * f32x4 x as many steps as the longest row or list needs: running sums of one token's weights.
 * Before them lies a vector of zeros, the sum before the first.
 */
export let runningSums: usize = 0;
/** The same of the second unit; runs of dense tiles only, so the sums are as many as a row. */
export let rightInverse: usize = 0;
export let rightPhi: usize = 0;
export let rightSums: usize = 0;
/** What is known of the units at work (side.ts). */
export let sides: usize = 0;
/** int32 x stride, twice: a shared row as it was pulled, and as it is after sampling. */
export let pulledRow: usize = 0;
export let localRow: usize = 0;
/** u64 x occupancyWords: the occupancy of localRow. */
export let localGroups: usize = 0;
/** int32 x (stride + 1): the topic at each place in the order of a draw (dense.ts). */
export let topicAt: usize = 0;
/** f32x4 a group: the masses alpha_k n_wk inverse_k of the word at hand (word.ts). */
export let wordMass: usize = 0;
/** f32x4 a group: the masses alpha_k beta inverse_k. */
export let smoothingMass: usize = 0;
/** u32x4 x 4: all bits set in lane i of vector i. */
export let laneMasks: usize = 0;
/** All bits set in the lane of a topic, topics being dealt to the lanes in turn. */
// @ts-ignore: decorator
@inline
export function laneMask(topic: i32): v128 {
  return v128.load(laneMasks + (<usize>(topic & 3) << 4));
}

/** Room for one record, see side.ts. */
export const BYTES_OF_SIDE: usize = 256;

/** Bytes of scratch for K topics and documents of at most `longestList` topics. */
export function scratchBytes(topics: i32, longestList: i32): usize {
  const stride = <usize>((topics + 15) & ~15);
  const perTopic = <usize>(5 * 4) * stride + 64; // inverse, phi, two rows, topicAt
  const perRight = <usize>(3 * 4) * stride + 64; // inverse, phi, sums
  const perGroup = <usize>2 * ((stride + 63) & ~63); // wordMass, smoothingMass
  const steps = ((<usize>max<i32>(topics, longestList)) << 2) + 128;
  const perWord = <usize>8 * ((stride + 1023) >> 10) + 64; // localGroups
  return 64 + perTopic + perRight + perGroup + perWord + steps + 2 * BYTES_OF_SIDE + 64;
}

export function configure(
  topics: i32,
  priorBeta: f32,
  priorBetaSum: f32,
  alphaAddress: usize,
  rowsAddress: usize,
  shared: bool,
  occupancyAddress: usize,
  whole: bool,
  unitsAddress: usize,
  scratch: usize,
): void {
  numTopics = topics;
  numVectors = ((topics + 15) >> 4) << 2;
  numGroups = (topics + 15) >> 4;
  occupancyWords = (numGroups + 63) >> 6;
  wholeRows = whole;
  occupancyBytes = whole ? 0 : (<usize>occupancyWords) << 3;
  beta = priorBeta;
  betaSum = priorBetaSum;
  alpha = alphaAddress;
  rows = rowsAddress;
  rowBytes = (<usize>numGroups) << 6;
  rowsAreShared = shared;
  occupancy = occupancyAddress;
  units = unitsAddress;
  dealScratch(scratch);
  configureSides();
  writeLaneMasks();
  writeTopicOrder();
  memory.fill(pulledRow, 0, rowBytes);
  memory.fill(localRow, 0, rowBytes);
}

function dealScratch(scratch: usize): void {
  const massBytes = (((<usize>numGroups) << 4) + 63) & ~63;
  laneMasks = scratch;
  inverse = laneMasks + 64;
  phi = inverse + rowBytes;
  pulledRow = phi + rowBytes;
  localRow = pulledRow + rowBytes;
  topicAt = localRow + rowBytes;
  wordMass = topicAt + rowBytes + 64;
  smoothingMass = wordMass + massBytes;
  localGroups = smoothingMass + massBytes;
  sides = localGroups + ((((<usize>occupancyWords) << 3) + 63) & ~63);
  rightInverse = sides + 2 * BYTES_OF_SIDE;
  rightPhi = rightInverse + rowBytes;
  rightSums = rightPhi + rowBytes + 64;
  runningSums = rightSums + rowBytes + 64;
}

function writeLaneMasks(): void {
  for (let lane: usize = 0; lane < 4; lane++) {
    v128.store(laneMasks + (lane << 4), i32x4.splat(0));
    store<i32>(laneMasks + (lane << 4) + (lane << 2), -1);
  }
}

/** A place beyond the topics is reached by rounding only, and stands for the last topic. */
function writeTopicOrder(): void {
  const numPlaces = numVectors << 2;
  for (let place = 0; place <= numPlaces; place++) {
    const topic = ((place % numVectors) << 2) + place / numVectors;
    const isTopic = place < numPlaces && topic < numTopics;
    store<i32>(topicAt + ((<usize>place) << 2), isTopic ? topic : numTopics - 1);
  }
}

/** Every later look at the four of them is at these. */
// @ts-ignore: decorator
@inline
export function useScratch(ofTotals: usize, ofInverse: usize, ofPhi: usize, ofSums: usize): void {
  totals = ofTotals;
  inverse = ofInverse;
  phi = ofPhi;
  runningSums = ofSums;
}
