/**
 * What the hosts of one run are told, and under which keys. A *generation* is one dealing of the blocks to
 * hosts: a new one begins whenever a run begins, resumes, goes back to its last checkpoint without a host
 * that was lost, or goes on from a checkpoint because a host is slow, has come or wants to leave. Its keys are
 * its own, so that what a lost host still puts is read by nobody.
 *
 * Braces are Redis' hash tags: they spread ranges and blocks over the masters of a cluster.
 */
import { shardOf } from '../parameter-server/rotation.ts';
import type { BlockStretch } from '../sampler/layout.ts';
import type { RunSettings } from '../training/settings.ts';

/** Hosts understand each other within one protocol only. */
export const protocol = 1;

/** Plain JSON. */
export interface Plan {
  readonly protocol: number;
  readonly generation: number;
  /** The hosts by their ids, and the first block of each, with B at the end. */
  readonly hosts: readonly string[];
  readonly starts: readonly number[];
  readonly settings: RunSettings;
  readonly numDocuments: number;
  readonly numWords: number;
  readonly numTokens: number;
  /** Hash of documents and words as they are cut: the same on every host. */
  readonly gridHash: number;
  /** Where the run goes on; absent when it begins. */
  readonly start?: PlannedStart | undefined;
}

/** As in a checkpoint (shared-state.ts), without its topics; and the topic totals. */
export interface PlannedStart {
  readonly sweep: number;
  readonly step: number;
  readonly alpha: readonly number[];
  readonly beta: number;
  readonly laggedTotals?: readonly number[] | undefined;
  readonly totals: readonly number[];
}

/** Keys of one generation. */
export class PlanKeys {
  readonly prefix: string;

  constructor(run: string, generation: number) {
    this.prefix = `gibbon:{${run}.${generation}.`;
  }

  get order(): string {
    return `${this.prefix}m}:order`;
  }

  get shape(): string {
    return `${this.prefix}m}:shape`;
  }

  answer(host: number): string {
    return `${this.prefix}m}:answer:${host}`;
  }

  /** A block's words, its topics, and its topics on their way to the project file. */
  block(block: number, what: 'words' | 'topics' | 'saved'): string {
    return `${this.prefix}b${block}}:${what}`;
  }

  /** A host's part of the counts of a range, when a run goes on. */
  part(range: number, host: number): string {
    return `${this.prefix}r${range}}:part:${host}`;
  }

  rows(range: number, what: 'rows' | 'shown' = 'rows'): string {
    return `${this.prefix}r${range}}:${what}`;
  }

  change(host: number, version: number): string {
    return `${this.prefix}t}:${host}:${version}`;
  }

  /** Every key that a generation may have, its orders and answers last. */
  all({ hosts, settings: { numBlocks } }: Plan): string[] {
    const blocks = Array.from({ length: numBlocks }, (_, block) => block);
    const indices = [...hosts.keys()];
    return [
      ...blocks.flatMap((block) => [
        this.block(block, 'words'),
        this.block(block, 'topics'),
        this.block(block, 'saved'),
        this.rows(block),
        this.rows(block, 'shown'),
        ...indices.map((host) => this.part(block, host)),
      ]),
      ...indices.flatMap((host) => [0, 1, 2, 3].map((version) => this.change(host, version))),
      this.shape,
      this.order,
      ...indices.map((host) => this.answer(host)),
    ];
  }
}

/** Where the newest plan of a run stands: its version is the generation. */
export function planKey(run: string): string {
  return `gibbon:{${run}}:plan`;
}

/** Consecutive blocks: the first block of each host, and B at the end. @param numOf how many each gets. */
export function startsOf(numOf: readonly number[]): number[] {
  const starts = [0];
  for (const numBlocks of numOf) starts.push(starts[starts.length - 1] + numBlocks);
  return starts;
}

export function blocksOf({ starts }: Plan, host: number): BlockStretch {
  return { first: starts[host], end: starts[host + 1] };
}

/** The ranges that a host holds when all stand at a clock. */
export function rangesOf({ starts, settings }: Plan, host: number, clock: number): number[] {
  return Array.from({ length: starts[host + 1] - starts[host] }, (_, index) =>
    shardOf(starts[host] + index, clock, settings.numBlocks),
  );
}
