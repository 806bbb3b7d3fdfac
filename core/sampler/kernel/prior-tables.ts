/** Priors and what is looked up of them, laid out in a worker's scratch for the kernel. */
import { float64At } from '../../memory/arena.ts';
import { logGamma } from '../../special-functions/log-gamma.ts';
import type { Priors } from '../sampler.ts';
import { ParameterBlock } from './parameters.ts';

/**
 * Differences of log-gamma are looked up for counts below this: nearly all are, and two tables of
 * 32 kB stay in the cache.
 */
const tableLength = 4096;

/** Where topics have priors of their own, for counts below this. */
const topicTableLength = 8;

export interface ScratchShape {
  readonly numTopics: number;
  /** Room for the expanded counts of a tile's documents. */
  readonly expandedBytes: number;
}

/** Where things lie, behind the block of parameters; `rest` is the kernel's own. */
export interface ScratchPlaces {
  readonly alphas: number;
  readonly betaTable: number;
  readonly alphaTable: number;
  readonly alpha: number;
  readonly expanded: number;
  readonly rest: number;
}

export function scratchLayout(
  scratch: number,
  { numTopics, expandedBytes }: ScratchShape,
): ScratchPlaces {
  const alphas = scratch + ParameterBlock.bytes;
  const betaTable = align(alphas + 8 * numTopics);
  const alphaTable = align(betaTable + 8 * tableLength);
  const alpha = align(alphaTable + 8 * alphaTableLength(numTopics));
  const expanded = align(alpha + 4 * (numTopics + 16));
  const rest = align(expanded + expandedBytes);
  return { alphas, betaTable, alphaTable, alpha, expanded, rest };
}

/** Writes the priors. @returns the parameters that tell the kernel where they are, and where tables will be. */
export function layPriors(memory: WebAssembly.Memory, at: ScratchPlaces, { alpha, beta }: Priors) {
  float64At(memory, at.alphas, alpha.length).set(alpha);
  new Float32Array(memory.buffer, at.alpha, alpha.length).set(alpha);
  const { length, bytesBetween } = alphaTables(alpha);
  return {
    beta,
    alphaSum: alpha.reduce((sum, value) => sum + value, 0),
    alpha: at.alpha,
    alphas: at.alphas,
    betaTable: at.betaTable,
    betaTableLength: tableLength,
    alphaTable: at.alphaTable,
    alphaTableLength: length,
    alphaTableBytes: bytesBetween,
  };
}

/** Writes what the likelihood is looked up in. Done only when it is asked for: it takes a millisecond. */
export function layTables(
  memory: WebAssembly.Memory,
  { betaTable, alphaTable }: ScratchPlaces,
  { alpha, beta }: Priors,
): void {
  float64At(memory, betaTable, tableLength).set(risesFrom(beta, tableLength));
  const tables = float64At(memory, alphaTable, alphaTableLength(alpha.length));
  const { length, bytesBetween } = alphaTables(alpha);
  if (bytesBetween === 0) tables.set(risesFrom(alpha[0], length));
  else alpha.forEach((value, topic) => tables.set(risesFrom(value, length), topic * length));
}

/** One table where all topics have the same alpha; else a short one for each. */
function alphaTables(alpha: Float64Array): { length: number; bytesBetween: number } {
  if (alpha.every((value) => value === alpha[0])) return { length: tableLength, bytesBetween: 0 };
  return { length: topicTableLength, bytesBetween: 8 * topicTableLength };
}

function alphaTableLength(numTopics: number): number {
  return Math.max(tableLength, topicTableLength * numTopics);
}

/** ln G(prior + n) - ln G(prior) for n = 0, 1, ... */
function risesFrom(prior: number, length: number): Float64Array {
  const ofZero = logGamma(prior);
  return Float64Array.from({ length }, (_, count) => logGamma(prior + count) - ofZero);
}

function align(address: number): number {
  return Math.ceil(address / 64) * 64;
}
