/** The derived tables as they are stored, by name and part. */
import type Database from 'better-sqlite3';
import { Checksum, type Value } from '../checksum.ts';
import { isOfDatabase } from '../database-errors.ts';
import type { ProjectFile } from '../project-file.ts';

/**
 * What is worked out from a checkpoint once, so that inspecting is quick. The names carry a version:
 * a table whose contents change gets a new one, and is rebuilt from the assignments.
 */
export type DerivedName =
  /** Four float64 a topic: tokens, documents, coherence (NaN: none), distinctiveness. */
  | 'topics-4'
  /** `numTopWords` uint32 a topic: its words at the usual lambda; filled up with `noWord`. */
  | 'top-words-1'
  /** Part k: the words of topic k by falling count, then their counts (uint32). */
  | 'topic-words-1'
  /** The sweeps (uint32) of the samples that probabilities are averaged over; absent: one state. */
  | 'samples-1'
  /** Part k: as `topic-words-1`, with the counts of all samples added up; absent: one state. */
  | 'topic-sums-1'
  /** Part k: the best documents of topic k, their tokens of it in all samples, their lengths (uint32). */
  | 'topic-documents-2'
  /** `numRelated` pairs a topic: another topic (uint32, `noTopic`: none), correlation (float32). */
  | 'related-topics-1'
  /** JSON: the field and its groups; `null` where nothing divides the documents. */
  | 'breakdown-2'
  /** Tokens (uint32), groups x K. */
  | 'breakdown-counts-1';

export const numTopWords = 32;
export const numRelated = 20;
export const noWord = 0xffff_ffff;
export const noTopic = 0xffff_ffff;

/** The tables of one checkpoint, wherever they are kept. */
export interface DerivedTables {
  read(name: DerivedName, part: number): Buffer | undefined;
}

/** Tables in memory: as they are built, and for files that cannot be written. */
export class MemoryTables implements DerivedTables {
  readonly #blobs = new Map<string, { name: DerivedName; part: number; data: Buffer }>();

  add(name: DerivedName, part: number, data: ArrayBufferView): void {
    const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    this.#blobs.set(`${name} ${part}`, { name, part, data: bytes });
  }

  read(name: DerivedName, part: number): Buffer | undefined {
    return this.#blobs.get(`${name} ${part}`)?.data;
  }

  /** Writes all of them where that can be done: not on a full disk, say. Others are made again later. */
  keep(file: ProjectFile, checkpoint: number): void {
    if (file.readOnly || !file.isInPlace()) return;
    try {
      this.#store(file, checkpoint);
    } catch (error) {
      if (!isOfDatabase(error)) throw error;
    }
  }

  /** In one transaction; nothing when a training process has deleted the checkpoint meanwhile. */
  #store(file: ProjectFile, checkpoint: number): void {
    const { database } = file;
    const insert = database.prepare('INSERT INTO derived VALUES (?, ?, ?, ?, ?)');
    const find = database.prepare('SELECT 1 FROM checkpoints WHERE id = ?');
    const forget = database.prepare('DELETE FROM derived WHERE checkpoint = ?');
    file.write(() => {
      if (find.get(checkpoint) === undefined) return;
      forget.run(checkpoint); // tables of an older version
      for (const { name, part, data } of this.#blobs.values()) {
        insert.run(checkpoint, name, part, data, checksumOf(name, part, data));
      }
    });
  }
}

/** Tables in the project file. */
export class StoredTables implements DerivedTables {
  readonly #checkpoint: number;
  readonly #select: Database.Statement<[number, string, number], Value[]>;
  readonly #all: Database.Statement<[number], Value[]>;
  readonly #hasChecksums: boolean;

  constructor(database: Database.Database, checkpoint: number) {
    this.#checkpoint = checkpoint;
    this.#select = database
      .prepare<[number, string, number], Value[]>(
        'SELECT * FROM derived WHERE checkpoint = ? AND name = ? AND part = ?',
      )
      .raw();
    this.#all = database
      .prepare<[number], Value[]>('SELECT * FROM derived WHERE checkpoint = ?')
      .raw();
    this.#hasChecksums = this.#select.columns().length === 5;
  }

  /**
   * Whether all were built: they are stored in one transaction, so one stands for all. Tables of an
   * older gibbon, which have no checksums, do not count.
   */
  isThere(): boolean {
    const row = this.#select.get(this.#checkpoint, 'topics-4', 0);
    return row !== undefined && this.#hasChecksums && row[4] !== null;
  }

  /** What is missing or not as it was written; undefined when everything is whole. */
  findDamage(numTopics: number): string | undefined {
    const counts = new Map<string, number>();
    for (const row of this.#all.iterate(this.#checkpoint)) {
      const [, name, part, data, checksum] = row as [number, string, number, Buffer, number];
      if (checksum !== checksumOf(name, part, data)) return `${name}, part ${part}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    const isAveraged = counts.has('samples-1') || counts.has('topic-sums-1');
    const perTopic: DerivedName[] = ['topic-words-1', 'topic-documents-2'];
    const single: DerivedName[] = ['topics-4', 'top-words-1', 'breakdown-2'];
    if (isAveraged) {
      perTopic.push('topic-sums-1');
      single.push('samples-1');
    }
    const lacking =
      perTopic.find((name) => counts.get(name) !== numTopics) ??
      single.find((name) => !counts.has(name));
    return lacking && `${lacking} is not all there`;
  }

  read(name: DerivedName, part: number): Buffer | undefined {
    return this.#select.get(this.#checkpoint, name, part)?.[3] as Buffer | undefined;
  }
}

function checksumOf(name: string, part: number, data: Buffer): number {
  const checksum = new Checksum();
  checksum.add([name, part, data]);
  return checksum.take();
}

export function asUint32(bytes: Buffer): Uint32Array {
  return new Uint32Array(aligned(bytes, 4), 0, bytes.length / 4);
}

/** Words, then as many counts. */
export function asWordCounts(bytes: Buffer): { words: Uint32Array; counts: Uint32Array } {
  const both = asUint32(bytes);
  return { words: both.subarray(0, both.length / 2), counts: both.subarray(both.length / 2) };
}

export function asFloat32(bytes: Buffer): Float32Array {
  return new Float32Array(aligned(bytes, 4), 0, bytes.length / 4);
}

export function asFloat64(bytes: Buffer): Float64Array {
  return new Float64Array(aligned(bytes, 8), 0, bytes.length / 8);
}

/** Node may hand out a buffer from its pool, at any place: copied, a number array can lie on it. */
function aligned(bytes: Buffer, size: number): ArrayBuffer {
  const isWhole = bytes.byteOffset === 0 && bytes.buffer.byteLength === bytes.length;
  if (isWhole && bytes.length % size === 0) return bytes.buffer as ArrayBuffer;
  return Uint8Array.from(bytes).buffer;
}
