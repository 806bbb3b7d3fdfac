/** Which sampler a run uses, and how a worker opens it: the one place that knows them all. */
import type { Grid } from '../corpus/grid.ts';
import type { Arena } from '../memory/arena.ts';
import type { TokenLayout } from './layout.ts';
import { ReferenceSampler, type WordTopicRows, referenceSamplerName } from './reference.ts';
import { type ReferenceDescription, ReferenceTokens, referenceBytes } from './reference-tokens.ts';
import type { Priors, Sampler } from './sampler.ts';

export interface SamplerShape {
  readonly grid: Grid;
  readonly documentLengths: Uint32Array;
  readonly numTopics: number;
}

/** Plain data from which any thread opens the sampler. */
export interface SamplerDescription {
  readonly name: string;
  readonly tokens: ReferenceDescription;
}

/** The fastest sampler that this machine can run. */
export function bestSamplerName(): string {
  return referenceSamplerName;
}

/** Bytes of shared memory that the tokens and document counts of a corpus will need. */
export function samplerBytes(shape: SamplerShape): number {
  return referenceBytes(shape);
}

/** Reserves shared memory for the tokens of a corpus; its blocks are laid out by the caller. */
export function layTokens(
  arena: Arena,
  name: string,
  shape: SamplerShape,
): { layout: TokenLayout; description: SamplerDescription } {
  const layout = new ReferenceTokens(arena, shape);
  return { layout, description: { name, tokens: layout.description } };
}

export function openSampler(
  memory: WebAssembly.Memory,
  description: SamplerDescription,
  model: { rows: WordTopicRows; priors: Priors },
): Sampler {
  return new ReferenceSampler(memory, description.tokens, model);
}
