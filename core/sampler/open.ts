/** Which sampler a run uses, and how a worker opens it: the one place that knows them all. */
import type { Grid } from '../corpus/grid.ts';
import { Arena } from '../memory/arena.ts';
import { grouped } from '../numbers.ts';
import { canRunKernel } from './kernel/instance.ts';
import { KernelSampler, kernelScratchBytes } from './kernel/kernel.ts';
import { type PlannedBytes, kernelBytes } from './kernel/kernel-bytes.ts';
import {
  expandedBytesOf,
  storageVaries as kernelStorageVaries,
  mostTokensOfDocument,
  storageOf,
} from './kernel/storage.ts';
import { type KernelDescription, KernelTokens, kernelParts } from './kernel/tokens.ts';
import type { BlockStretch, LayoutPart, RowCell, TokenLayout } from './layout.ts';
import { ReferenceSampler } from './reference.ts';
import {
  type ReferenceDescription,
  ReferenceTokens,
  referenceBytes,
  referenceParts,
} from './reference-tokens.ts';
import type { DocumentAlphas } from './document-alphas.ts';
import type { Sampler, SamplerModel } from './sampler.ts';
import {
  drawsByWord,
  isKnownSampler,
  kernelSamplerName,
  kindOf,
  referenceSamplerName,
} from './versions.ts';

export interface SamplerShape {
  readonly grid: Grid;
  /** Those of this process; absent: all. */
  readonly blocks?: BlockStretch | undefined;
  readonly documentLengths: Uint32Array;
  readonly numTopics: number;
}

/** Plain data from which any thread opens the sampler. */
export type SamplerDescription = {
  /** Bytes of shared memory that each worker needs for itself. */
  readonly scratchBytes: number;
} & (
  | { readonly kind: 'kernel'; readonly tokens: KernelDescription }
  | { readonly kind: 'reference'; readonly tokens: ReferenceDescription }
);

/**
 * The fastest sampler that this machine can run and that counts right in documents of these
 * lengths.
 */
export function bestSamplerName(documentLengths: Uint32Array = new Uint32Array()): string {
  return whyNotKernel(documentLengths) === undefined ? kernelSamplerName : referenceSamplerName;
}

/** Whether a run of this sampler can be resumed with it, to the byte. */
export function canResumeWith(name: string, documentLengths: Uint32Array): boolean {
  if (!isKnownSampler(name)) return false;
  return kindOf(name) === 'reference' || whyNotKernel(documentLengths) === undefined;
}

/** Why the fast sampler cannot be used for documents of these lengths; undefined where it can. */
export function whyNotKernel(documentLengths: Uint32Array): string | undefined {
  if (!canRunKernel()) return 'the WebAssembly of this machine has no SIMD';
  const longest = documentLengths.reduce((most, length) => Math.max(most, length), 0);
  if (longest <= mostTokensOfDocument) return undefined;
  return `a document has ${grouped(longest)} tokens, and the fast sampler counts up to ${grouped(mostTokensOfDocument)}`;
}

/**
 * Whether the sampler can read rows of less than 32 bits: the kernel, where it reads of a row what its
 * occupancy says, and nobody else changes the row meanwhile.
 */
export function readsNarrowRows(
  name: string,
  shape: { readonly numTopics: number; readonly documentLengths: Uint32Array },
): boolean {
  return kindOf(name) === 'kernel' && !storageOf(shape).wholeRows;
}

/** Whether the documents of a part of the corpus may be kept otherwise than those of the whole. */
export function storageVaries(
  name: string,
  shape: { readonly numTopics: number; readonly documentLengths: Uint32Array },
): boolean {
  return kindOf(name) === 'kernel' && kernelStorageVaries(shape);
}

/** Bytes of shared memory that the tokens and document counts of a corpus will need. */
export function samplerBytes(
  name: string,
  shape: SamplerShape & { readonly wordTokenCounts: Uint32Array },
): PlannedBytes {
  if (kindOf(name) === 'kernel') return kernelBytes(shape);
  const exact = referenceBytes(shape);
  return { likely: exact, most: exact };
}

/** Bytes of shared memory that each worker's sampler needs for itself. */
export function scratchBytes(name: string, numTopics: number): number {
  if (kindOf(name) === 'reference') return 0;
  const expandedBytes = drawsByWord(name) ? expandedBytesOf(numTopics) : 0;
  return kernelScratchBytes(new Arena(1).memory, { numTopics, expandedBytes });
}

/** The parts in which a corpus will be laid out. */
export function partsOf(name: string, shape: SamplerShape): LayoutPart[] {
  if (kindOf(name) === 'reference') return referenceParts(shape);
  return kernelParts({
    ...shape,
    storage: storageOf({ ...shape, drawsByWord: drawsByWord(name) }),
  });
}

/** Reserves shared memory for the tokens of a corpus, which workers lay out then. */
export function reserveTokens(
  arena: Arena,
  name: string,
  shape: SamplerShape & {
    readonly documentAlphas?: DocumentAlphas | undefined;
    /** Cells of rows that hold counts from the start. */
    readonly occupied?: readonly RowCell[] | undefined;
  },
): { layout: TokenLayout; description: SamplerDescription } {
  if (kindOf(name) === 'reference') {
    const layout = new ReferenceTokens(arena, shape);
    const tokens = layout.description;
    return { layout, description: { kind: 'reference', scratchBytes: 0, tokens } };
  }
  const layout = new KernelTokens(arena, { ...shape, drawsByWord: drawsByWord(name) });
  const tokens = layout.description;
  const scratch = scratchBytes(name, shape.numTopics);
  return { layout, description: { kind: 'kernel', scratchBytes: scratch, tokens } };
}

/** Address of the masks that say which groups of 16 cells of each row may hold counts; 0: none are kept. */
export function occupancyOf({ kind, tokens }: SamplerDescription): number {
  return kind === 'kernel' && !tokens.wholeRows ? tokens.occupancyAddress : 0;
}

export function openSampler(
  memory: WebAssembly.Memory,
  description: SamplerDescription,
  model: SamplerModel & { scratch: number },
): Sampler {
  return description.kind === 'reference'
    ? new ReferenceSampler(memory, description.tokens, model)
    : new KernelSampler(memory, description.tokens, model);
}
