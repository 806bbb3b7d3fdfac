/**
 * What the coordinator orders, and what hosts answer. Orders are numbered from 1; the next one is given
 * when all have answered the last, so it also says that everything before it has been read.
 */
import type { TallyData } from '../sampler/tally.ts';
import type { GatheredCounts } from '../priors/evidence.ts';
import type { WorkerTotals } from '../training/statistics.ts';

/** Plain JSON. */
export type Order =
  /** Be ready at the clock at which the plan begins. */
  | { readonly type: 'begin' }
  | { readonly type: 'sample'; readonly clock: number; readonly goal: number }
  | { readonly type: 'measure' }
  | { readonly type: 'gather' }
  | { readonly type: 'usePriors'; readonly alpha: readonly number[]; readonly beta: number }
  /** Put the topics of every block. */
  | { readonly type: 'save' }
  /** Put the rows of every range at hand. */
  | { readonly type: 'show' }
  /** The run is over for now. */
  | { readonly type: 'end' };

/** Plain JSON. */
export type Answer =
  | {
      readonly type: 'done';
      readonly workers: readonly WorkerTotals[];
      readonly traffic: Traffic;
      /** Parts of the likelihood, by their place: blocks first, then ranges. */
      readonly parts?: readonly (readonly [place: number, value: number])[];
      readonly gathered?: readonly GatheredCounts[];
    }
  | {
      readonly type: 'failed';
      /** See failures.ts. */
      readonly as: 'accident' | 'fault' | 'different';
      readonly message: string;
    };

export interface Traffic {
  /** Bytes that the host has put into the exchange, and what it had to put again. */
  readonly bytesPut: number;
  readonly numRepaired: number;
}

export function toBytes(message: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(message, packArrays));
}

export function fromBytes(bytes: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(bytes), unpackArrays);
}

/** Typed arrays of whole numbers survive the journey. */
function packArrays(_key: string, value: unknown): unknown {
  return value instanceof Uint32Array ? { uint32: [...value] } : value;
}

function unpackArrays(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('uint32' in value)) return value;
  return Uint32Array.from(value.uint32 as number[]) satisfies TallyData['small'];
}
