/**
 * The samplers by their names, which runs store: bytes are promised to be the same within one name.
 * Older ones stay for the runs that were begun with them.
 */
import { assert } from '../errors.ts';

export type SamplerKind = 'kernel' | 'reference';

interface Version {
  readonly kind: SamplerKind;
  /** Runs begin on a growing part of their corpus (corpus/growth.ts), where that gains anything. */
  readonly growsCorpus: boolean;
  /** Tokens of documents that are kept as lists may be drawn by their word (kernel/storage.ts). */
  readonly drawsByWord: boolean;
}

const versions: Readonly<Record<string, Version>> = {
  'kernel-4': { kind: 'kernel', growsCorpus: true, drawsByWord: true },
  'kernel-3': { kind: 'kernel', growsCorpus: false, drawsByWord: false },
  'reference-2': { kind: 'reference', growsCorpus: true, drawsByWord: false },
  'reference-1': { kind: 'reference', growsCorpus: false, drawsByWord: false },
};

/** What new runs get. */
export const kernelSamplerName = 'kernel-4';
export const referenceSamplerName = 'reference-2';

export function isKnownSampler(name: string): boolean {
  return Object.hasOwn(versions, name);
}

export function kindOf(name: string): SamplerKind {
  return versionOf(name).kind;
}

export function growsCorpus(name: string): boolean {
  return versionOf(name).growsCorpus;
}

export function drawsByWord(name: string): boolean {
  return versionOf(name).drawsByWord;
}

function versionOf(name: string): Version {
  assert(isKnownSampler(name), `there is no sampler ${name}`);
  return versions[name];
}
