/**
 * The samplers by their names, which runs store: bytes are promised to be the same within one name.
 * Older ones stay for the runs that were begun with them.
 */
import { type GrowthRule, evenGrowth, growthByTopics } from '../corpus/growth.ts';
import { assert } from '../errors.ts';

export type SamplerKind = 'kernel' | 'reference';

interface Version {
  readonly kind: SamplerKind;
  /** How runs begin on a growing part of their corpus (corpus/growth.ts); undefined: they do not. */
  readonly growth: GrowthRule | undefined;
  /** Tokens of documents that are kept as lists may be drawn by their word (kernel/storage.ts). */
  readonly drawsByWord: boolean;
}

const versions: Readonly<Record<string, Version>> = {
  'kernel-5': { kind: 'kernel', growth: growthByTopics, drawsByWord: true },
  'kernel-4': { kind: 'kernel', growth: evenGrowth, drawsByWord: true },
  'kernel-3': { kind: 'kernel', growth: undefined, drawsByWord: false },
  'reference-3': { kind: 'reference', growth: growthByTopics, drawsByWord: false },
  'reference-2': { kind: 'reference', growth: evenGrowth, drawsByWord: false },
  'reference-1': { kind: 'reference', growth: undefined, drawsByWord: false },
};

/** What new runs get. */
export const kernelSamplerName = 'kernel-5';
export const referenceSamplerName = 'reference-3';

export function isKnownSampler(name: string): boolean {
  return Object.hasOwn(versions, name);
}

export function kindOf(name: string): SamplerKind {
  return versionOf(name).kind;
}

export function growthOf(name: string): GrowthRule | undefined {
  return versionOf(name).growth;
}

export function drawsByWord(name: string): boolean {
  return versionOf(name).drawsByWord;
}

function versionOf(name: string): Version {
  assert(isKnownSampler(name), `there is no sampler ${name}`);
  return versions[name];
}
