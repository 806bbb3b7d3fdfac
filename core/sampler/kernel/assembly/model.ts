// What a kernel knows of its run: sizes, priors, and where everything lies in the shared memory.
// Set by configure(), again when the priors have changed; every address is a byte address. "stride" is K padded to 16.

import { Parameters } from './parameters';
import { bytesOfSide, configureSides } from './side';

/** In the place of the topic of a token that has none: ../../layout.ts. */
export const NO_TOPIC: u16 = 0xffff;
/** Unlike any token of 32 bits. */
export const NO_TOKEN: u64 = 0xffffffffffffffff;

/** K, and the vectors of 4 and groups of 16 topics that hold it. */
export let numTopics: i32 = 0;
export let numVectors: i32 = 0;
export let numGroups: i32 = 0;
/** Masks of 64 bits that the occupancy of one row takes: one bit a group. */
export let numMasks: i32 = 0;

export let beta: f32 = 0;
/** V beta. */
export let betaSum: f32 = 0;
/** f32 x stride; the padding topics have 0. */
export let alpha: usize = 0;
/** f32 x stride a group of documents, which have priors of their own; 0 where all have alpha. */
export let documentAlphas: usize = 0;

/** V x stride: the word-topic counts n_wk, owned by the parameter server, int32 unless rowPlaces says. */
export let rows: usize = 0;
/** u32 a row: where it is and how wide its counts are (narrow-rows.ts); 0 where all are alike. */
export let rowPlaces: usize = 0;
export let rowBytes: usize = 0;
/** u64 x numMasks a row: which groups of it may hold counts. Too many bits do no harm. */
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
 * f32x4 x as many steps as a row needs, or a list of all topics: running sums of one token's weights.
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
/** u64 x numMasks: the occupancy of localRow. */
export let localGroups: usize = 0;
/** int32 x (stride + 1): the topic at each place in the order of a draw (running-sums.ts). */
export let topicAt: usize = 0;
/** f32x4 a group: the masses alpha_k n_wk inverse_k of the word at hand (word.ts). */
export let wordMass: usize = 0;
/** f32x4 a group: the masses alpha_k beta inverse_k. */
export let smoothingMass: usize = 0;
/** f32 x stride each: inverse and what it is the inverse of, when the tile at hand began (elsewhere.ts). */
export let frozenInverse: usize = 0;
export let frozenDivisor: usize = 0;
/** f32 x stride: the sum of alpha_k frozen_k of the topics before each. */
export let priorSums: usize = 0;
/** The topics of the word at hand, a line for four of them (word-topics.ts). */
export let wordTopics: usize = 0;
/** u16 x stride: where a topic is among them. */
export let wordPlaces: usize = 0;
/** The expanded counts of a tile's documents (expanded.ts). */
export let expanded: usize = 0;
/** u32x4 x 4: all bits set in lane i of vector i. */
export let laneMasks: usize = 0;
/** u8x16 x 16: for each set of four lanes, which bytes bring them to the front; others become zero. */
export let keptLanes: usize = 0;
/** All bits set in the lane of a topic, topics being dealt to the lanes in turn. */
// @ts-ignore: decorator
@inline
export function laneMask(topic: i32): v128 {
  return v128.load(laneMasks + ((<usize>(topic & 3)) << 4));
}

/** Bytes of scratch for K topics. */
export function scratchBytes(topics: i32): usize {
  setSizes(topics);
  return dealScratch(0);
}

export function configure(parameters: usize): void {
  const given = changetype<Parameters>(parameters);
  setSizes(given.numTopics);
  wholeRows = given.wholeRows != 0;
  occupancyBytes = wholeRows ? 0 : (<usize>numMasks) << 3;
  beta = <f32>given.beta;
  betaSum = <f32>given.betaSum;
  alpha = given.alpha;
  expanded = given.expanded;
  documentAlphas = given.documentAlphas;
  rows = given.rows;
  rowPlaces = given.rowPlaces;
  rowsAreShared = given.rowsAreShared != 0;
  occupancy = given.occupancy;
  units = given.units;
  dealScratch(given.scratch);
  configureSides();
  writeLaneMasks();
  writeKeptLanes();
  writeTopicOrder();
  memory.fill(pulledRow, 0, rowBytes);
  memory.fill(localRow, 0, rowBytes);
  memory.fill(runningSums - LINE, 0, LINE);
  memory.fill(rightSums - LINE, 0, LINE);
}

function setSizes(topics: i32): void {
  numTopics = topics;
  numVectors = ((topics + 15) >> 4) << 2;
  numGroups = (topics + 15) >> 4;
  rowBytes = (<usize>numGroups) << 6;
  numMasks = (numGroups + 63) >> 6;
}

/** A cache line; everything in the scratch begins at one. */
const LINE: usize = 64;

/** How far the scratch has been dealt. */
let dealt: usize = 0;

function deal(bytes: usize): usize {
  const address = dealt;
  dealt += (bytes + LINE - 1) & ~(LINE - 1);
  return address;
}

/** @returns where it ends. */
function dealScratch(scratch: usize): usize {
  const massBytes = (<usize>numGroups) << 4;
  dealt = scratch;
  laneMasks = deal(LINE);
  keptLanes = deal(4 * LINE);
  inverse = deal(rowBytes);
  phi = deal(rowBytes);
  pulledRow = deal(rowBytes);
  localRow = deal(rowBytes);
  topicAt = deal(rowBytes + 4);
  wordMass = deal(massBytes);
  smoothingMass = deal(massBytes);
  frozenInverse = deal(rowBytes);
  frozenDivisor = deal(rowBytes);
  priorSums = deal(rowBytes);
  wordTopics = deal(4 * rowBytes + LINE); // and a line behind the last
  wordPlaces = deal(rowBytes);
  localGroups = deal((<usize>numMasks) << 3);
  sides = deal(2 * bytesOfSide());
  rightInverse = deal(rowBytes);
  rightPhi = deal(rowBytes);
  rightSums = deal(LINE + rowBytes) + LINE; // zeros before the first
  runningSums = deal(LINE + rowBytes + LINE) + LINE; // and a vector behind the last, for lists
  return dealt;
}

function writeLaneMasks(): void {
  for (let lane: usize = 0; lane < 4; lane++) {
    v128.store(laneMasks + (lane << 4), i32x4.splat(0));
    store<i32>(laneMasks + (lane << 4) + (lane << 2), -1);
  }
}

function writeKeptLanes(): void {
  for (let lanes = 0; lanes < 16; lanes++) {
    const bytes = keptLanes + ((<usize>lanes) << 4);
    let at = bytes;
    v128.store(bytes, i8x16.splat(-1));
    for (let lane = 0; lane < 4; lane++) {
      if (((lanes >> lane) & 1) == 0) continue;
      store<u32>(at, 0x03020100 + 0x04040404 * lane);
      at += 4;
    }
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
