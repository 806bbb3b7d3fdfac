/**
 * Checkpoints: the assignments of a moment when all workers stood at one clock, and whatever else
 * is needed to resume. Written in one transaction and safe on disk when `write` returns; the newest
 * two of a run stay, and its samples (see core/training/samples.ts).
 *
 * The topics are stored per token chunk (see schema.ts), a byte each where K <= 256 and two
 * (little-endian) otherwise, compressed, each chunk with its checksum.
 */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzipSync, gzip } from 'node:zlib';
import type Database from 'better-sqlite3';
import { UserError, assert } from '../../core/errors.ts';
import type { Priors } from '../../core/sampler/sampler.ts';
import { sampleSweeps } from '../../core/training/samples.ts';
import type { CorpusStore } from './corpus-store.ts';
import { forgetDeadLookers } from './checkpoint-lookers.ts';
import type { Value } from './checksum.ts';
import type { ProjectFile } from './project-file.ts';
import { RowChecks, sealRow } from './row-checksums.ts';
import type { StoredRun } from './runs.ts';
import type { TokenChunk } from './stored-tokens.ts';

/** How many checkpoints of a run are kept. */
const numKept = 2;

/** Level 1: higher ones save a few percent of the size at a third of the speed. */
const compress = promisify(gzip);
const compressionLevel = 1;

/** What is known of a checkpoint without reading its assignments. */
export interface CheckpointSummary {
  readonly id: number;
  readonly run: number;
  /** Complete sweeps, and complete steps of the next one. */
  readonly sweep: number;
  readonly step: number;
  readonly priors: Priors;
  /** Topic totals (length stride) that lockstep still needs of the step before. */
  readonly laggedTotals?: Int32Array | undefined;
  /** Seconds of training since the run began. */
  readonly seconds: number;
  /** ISO 8601. */
  readonly created: string;
}

export type CheckpointContents = Omit<CheckpointSummary, 'id' | 'run' | 'created'>;

/** One chunk's topics as they are stored. */
export interface StoredTopics {
  readonly bytes: Buffer;
  readonly checksum: string;
}

interface CheckpointRow {
  readonly id: number;
  readonly run: number;
  readonly sweep: number;
  readonly step: number;
  readonly hyperparameters: string;
  readonly seconds: number;
  readonly checksum: string;
  readonly created: string;
}

/**
 * Compresses assignments chunk by chunk, so that the caller's thread is free in between.
 *
 * @param blocks the topics of all tokens in document order, in chunks of any size.
 * @throws the signal's reason when it is aborted.
 */
export async function packTopics(
  blocks: Iterable<Uint16Array>,
  chunks: readonly TokenChunk[],
  { numTopics, signal }: { numTopics: number; signal?: AbortSignal | undefined },
): Promise<StoredTopics[]> {
  const packed: StoredTopics[] = [];
  for (const topics of recut(blocks, chunks)) {
    signal?.throwIfAborted();
    const narrow = numTopics <= 256 ? Uint8Array.from(topics) : topics;
    const bytes = await compress(Buffer.from(narrow.buffer, narrow.byteOffset, narrow.byteLength), {
      level: compressionLevel,
    });
    packed.push({ bytes, checksum: sha256(bytes) });
  }
  return packed;
}

export class CheckpointStore {
  readonly #file: ProjectFile;
  readonly #database: Database.Database;
  readonly #corpus: CorpusStore;
  readonly #checks: RowChecks;

  constructor(file: ProjectFile, corpus: CorpusStore) {
    this.#file = file;
    this.#database = file.database;
    this.#checks = new RowChecks(file.path, file.database);
    this.#corpus = corpus;
  }

  /**
   * Writes a checkpoint and deletes all but the newest two of the run, in one transaction.
   *
   * @param alongside what else to write in the same transaction.
   */
  write(
    run: StoredRun,
    contents: CheckpointContents,
    topics: readonly StoredTopics[],
    alongside: (checkpoint: number) => void = () => undefined,
  ): CheckpointSummary {
    const insertChunk = this.#database.prepare(
      'INSERT INTO assignment_chunks (checkpoint, chunk, topics, checksum) VALUES (?, ?, ?, ?)',
    );
    const id = this.#file.write(() => {
      const hyperparameters = writeHyperparameters(contents);
      const { sweep, step, seconds } = contents;
      const { lastInsertRowid } = this.#database
        .prepare(
          `INSERT INTO checkpoints (run, sweep, step, hyperparameters, seconds, checksum, created)
           VALUES (?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(
          run.id,
          sweep,
          step,
          hyperparameters,
          seconds,
          checksumOf({ sweep, step, hyperparameters }, topics),
          new Date().toISOString(),
        );
      const checkpoint = Number(lastInsertRowid);
      topics.forEach(({ bytes, checksum }, chunk) =>
        insertChunk.run(checkpoint, chunk, bytes, checksum),
      );
      sealRow(this.#database, 'checkpoints', checkpoint);
      alongside(checkpoint);
      this.#deleteAllButNewest(run);
      return checkpoint;
    });
    const written = this.list(run).find((checkpoint) => checkpoint.id === id);
    assert(written !== undefined, 'a checkpoint is there after it was written');
    return written;
  }

  /**
   * The checkpoints of a run, the newest first, without looking at their assignments.
   *
   * @param onDamaged receives those whose very numbers are damaged; they are left out.
   */
  list(
    run: StoredRun,
    onDamaged: (checkpoint: { sweep: number }, reason: string) => void = () => undefined,
  ): CheckpointSummary[] {
    return this.#rows(run).flatMap((row) => {
      const damage = this.#damageOfRow(run, row);
      if (damage === undefined) return [summaryOf(row)!];
      onDamaged(row, damage);
      return [];
    });
  }

  /**
   * The newest checkpoint that is whole; damaged newer ones are handed to `onDamaged`.
   *
   * @returns undefined when the run has no checkpoint.
   * @throws {UserError} when none of them is whole.
   */
  newestWhole(
    run: StoredRun,
    onDamaged: (checkpoint: { sweep: number }, reason: string) => void,
  ): CheckpointSummary | undefined {
    const rows = this.#rows(run);
    if (rows.length === 0) return undefined;
    const damages: [number, string][] = [];
    for (const row of rows) {
      const damage = this.#findDamage(run, row);
      if (damage !== undefined) {
        damages.push([row.sweep, damage]);
        continue;
      }
      for (const [sweep, reason] of damages) onDamaged({ sweep }, reason);
      return summaryOf(row);
    }
    throw new UserError(
      'checkpoint-damaged',
      `Cannot read a checkpoint of the run "${run.name}" (${this.#file.path}): none of its ` +
        `${rows.length} is whole: ${damages[0]?.[1]}`,
      { hint: 'Restore the file from a copy, or train a new run.' },
    );
  }

  /** Forgets the checkpoints after one: they are damaged, and must not count as the newest two. */
  deleteAfter(run: StoredRun, checkpoint: CheckpointSummary): void {
    this.#file.write(() => {
      this.#database
        .prepare('DELETE FROM checkpoints WHERE run = ? AND id > ?')
        .run(run.id, checkpoint.id);
    });
  }

  /** Every checkpoint of a run with what is wrong with it; undefined where all is whole. */
  *examined(
    run: StoredRun,
  ): Generator<{ sweep: number; damage?: string; checkpoint?: CheckpointSummary }> {
    for (const row of this.#rows(run)) {
      const damage = this.#findDamage(run, row);
      if (damage === undefined) yield { sweep: row.sweep, checkpoint: summaryOf(row)! };
      else yield { sweep: row.sweep, damage };
    }
  }

  /**
   * The states that the estimates of a run are averaged over: the samples up to a checkpoint that are
   * whole, the oldest first, and itself at the end. Just itself where nothing was sampled.
   *
   * @param options.isChecked false to take them as whole: checking reads them all.
   */
  samples(
    run: StoredRun,
    checkpoint: CheckpointSummary,
    { isChecked = true } = {},
  ): CheckpointSummary[] {
    const isOfCheckpoint = (sweep: number) => sweep === checkpoint.sweep && checkpoint.step === 0;
    const sweeps = sampleSweeps(run.settings, run.numSweeps).filter((at) => !isOfCheckpoint(at));
    // Where a run was stopped right at a sample, there are two of that sweep: the same.
    const newest = new Map(
      this.#rows(run)
        .filter(({ id, step }) => id < checkpoint.id && step === 0)
        .map((row) => [row.sweep, row] as const)
        .reverse(),
    );
    const earlier = sweeps
      .flatMap((sweep) => newest.get(sweep) ?? [])
      .filter((row) => !isChecked || this.#findDamage(run, row) === undefined)
      .flatMap((row) => summaryOf(row) ?? [])
      .filter(({ priors }) => areSamePriors(priors, checkpoint.priors));
    return [...earlier, checkpoint];
  }

  /** The topics of all tokens of the documents `first` to `end - 1`, in document order. */
  readTopics(
    checkpoint: CheckpointSummary,
    { first, end }: { first: number; end: number },
  ): Uint16Array {
    const tokens = this.#corpus.trainingTokens(this.#settingsOf(checkpoint));
    const lengths = tokens.documentLengths;
    const numTokens = sumOf(lengths, first, end);
    const topics = new Uint16Array(numTokens);
    let filled = 0;
    for (const chunk of tokens.chunks) {
      const chunkEnd = chunk.firstDocument + chunk.numDocuments;
      if (chunkEnd <= first || chunk.firstDocument >= end) continue;
      const all = this.#readChunk(checkpoint, chunk);
      const from = sumOf(lengths, chunk.firstDocument, Math.max(first, chunk.firstDocument));
      const to = chunk.numTokens - sumOf(lengths, Math.min(end, chunkEnd), chunkEnd);
      topics.set(all.subarray(from, to), filled);
      filled += to - from;
    }
    assert(filled === numTokens, `topics of ${filled} tokens were found, not ${numTokens}`);
    return topics;
  }

  /** Which of the corpus's tokens have topics: the settings of the run say so. */
  #settingsOf({ run }: CheckpointSummary): { readonly holdOut?: number } {
    const settings = this.#database
      .prepare<[number], string>('SELECT settings FROM runs WHERE id = ?')
      .pluck()
      .get(run);
    return settings === undefined ? {} : (JSON.parse(settings) as { holdOut?: number });
  }

  #readChunk(checkpoint: CheckpointSummary, chunk: TokenChunk): Uint8Array | Uint16Array {
    const stored = this.#database
      .prepare<[number, number], Value>(
        'SELECT topics FROM assignment_chunks WHERE checkpoint = ? AND chunk = ?',
      )
      .pluck()
      .get(checkpoint.id, chunk.chunk);
    // A damaged row may hold anything, whatever its table asks for.
    if (!(stored instanceof Uint8Array))
      throw this.#damaged(checkpoint, `chunk ${chunk.chunk} is gone`);
    const bytes = unpack(stored, 2 * chunk.numTokens);
    const isWide = bytes?.length === 2 * chunk.numTokens && chunk.numTokens > 0;
    if (bytes === undefined || !(isWide || bytes.length === chunk.numTokens)) {
      const what = `chunk ${chunk.chunk} does not hold the topics of ${chunk.numTokens} tokens`;
      throw this.#damaged(checkpoint, what);
    }
    const topics = isWide
      ? new Uint16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
      : bytes;
    const highest = highestOf(topics);
    const numTopics = checkpoint.priors.alpha.length;
    if (highest < numTopics || topics.length === 0) return topics;
    throw this.#damaged(checkpoint, `a token has topic ${highest} of ${numTopics}`);
  }

  #damaged({ sweep }: CheckpointSummary, what: string): UserError {
    return new UserError(
      'checkpoint-damaged',
      `Cannot read the checkpoint of sweep ${sweep} (${this.#file.path}): ${what}`,
      { hint: 'Restore the file from a copy, or train a new run.' },
    );
  }

  #rows(run: StoredRun): CheckpointRow[] {
    return this.#database
      .prepare<[number], CheckpointRow>('SELECT * FROM checkpoints WHERE run = ? ORDER BY id DESC')
      .all(run.id);
  }

  #findDamage(run: StoredRun, row: CheckpointRow): string | undefined {
    const damage = this.#damageOfRow(run, row);
    if (damage !== undefined) return damage;
    const stored = this.#database
      .prepare<[number], { chunk: number; topics: Value; checksum: string }>(
        'SELECT chunk, topics, checksum FROM assignment_chunks WHERE checkpoint = ? ORDER BY chunk',
      )
      .iterate(row.id);
    const checksums: { checksum: string }[] = [];
    for (const { chunk, topics, checksum } of stored) {
      if (!(topics instanceof Uint8Array)) return `chunk ${chunk} is gone`;
      if (sha256(topics) !== checksum) return `chunk ${chunk} does not match its checksum`;
      checksums.push({ checksum });
    }
    const numChunks = this.#corpus.chunks().length;
    if (checksums.length !== numChunks)
      return `${checksums.length} of ${numChunks} chunks are there`;
    return checksumOf(row, checksums) === row.checksum ? undefined : 'its checksum does not match';
  }

  /** What can be told without reading the assignments. */
  #damageOfRow({ settings }: StoredRun, row: CheckpointRow): string | undefined {
    const numbers = [row.sweep, row.step];
    if (!numbers.every((number) => Number.isSafeInteger(number) && number >= 0)) {
      return 'its sweep is not a number';
    }
    if (!Number.isFinite(row.seconds)) return 'its seconds are not a number';
    const summary = summaryOf(row);
    if (summary?.priors.alpha.length !== settings.numTopics) return 'its priors cannot be read';
    return this.#checks.damage('checkpoints', Object.values(row) as Value[]);
  }

  #deleteAllButNewest(run: StoredRun): void {
    forgetDeadLookers(this.#database);
    this.#database
      .prepare(
        `DELETE FROM checkpoints WHERE run = ? AND id NOT IN
         (SELECT id FROM checkpoints WHERE run = ? ORDER BY id DESC LIMIT ?)
         AND id NOT IN (SELECT checkpoint FROM lookers)
         AND id NOT IN (SELECT max(id) FROM checkpoints WHERE run = ? AND step = 0
           AND sweep IN (SELECT value FROM json_each(?)) GROUP BY sweep)`,
      )
      .run(
        run.id,
        run.id,
        numKept,
        run.id,
        JSON.stringify(sampleSweeps(run.settings, run.numSweeps)),
      );
  }
}

function areSamePriors(a: Priors, b: Priors): boolean {
  return a.beta === b.beta && a.alpha.every((alpha, topic) => alpha === b.alpha[topic]);
}

/** Cuts a row of arrays again, at the borders of the token chunks. */
function* recut(
  blocks: Iterable<Uint16Array>,
  chunks: readonly TokenChunk[],
): Generator<Uint16Array> {
  const iterator = blocks[Symbol.iterator]();
  let block: Uint16Array = new Uint16Array(0);
  let used = 0;
  for (const { numTokens } of chunks) {
    const topics = new Uint16Array(numTokens);
    for (let filled = 0; filled < numTokens;) {
      while (used === block.length) {
        const next = iterator.next();
        assert(next.done !== true, 'there are as many topics as tokens');
        block = next.value;
        used = 0;
      }
      const count = Math.min(block.length - used, numTokens - filled);
      topics.set(block.subarray(used, used + count), filled);
      used += count;
      filled += count;
    }
    yield topics;
  }
}

/** Undefined when what is stored cannot be read. */
function summaryOf(row: CheckpointRow): CheckpointSummary | undefined {
  const { id, run, sweep, step, hyperparameters, seconds, created } = row;
  const read = readHyperparameters(hyperparameters);
  return read && { id, run, sweep, step, seconds, created, ...read };
}

/** The bytes of a gzip, undefined when it is none or holds more than it should. */
function unpack(bytes: Uint8Array, mostBytes: number): Buffer | undefined {
  try {
    return gunzipSync(bytes, { maxOutputLength: Math.max(1, mostBytes) });
  } catch {
    return undefined;
  }
}

function highestOf(topics: Uint8Array | Uint16Array): number {
  let highest = 0;
  for (const topic of topics) if (topic > highest) highest = topic;
  return highest;
}

/** Everything except the assignments that decides how the chain continues. */
function writeHyperparameters({ priors, laggedTotals }: CheckpointContents): string {
  return JSON.stringify({
    alpha: [...priors.alpha],
    beta: priors.beta,
    ...(laggedTotals && { laggedTotals: [...laggedTotals] }),
  });
}

function readHyperparameters(
  json: string,
): Pick<CheckpointSummary, 'priors' | 'laggedTotals'> | undefined {
  let stored: { alpha?: unknown; beta?: unknown; laggedTotals?: unknown };
  try {
    stored = (JSON.parse(json) ?? {}) as typeof stored;
  } catch {
    return undefined;
  }
  const { alpha, beta, laggedTotals = [] } = stored;
  if (!isListOf(alpha, isPrior) || !isPrior(beta)) return undefined;
  if (!isListOf(laggedTotals, Number.isSafeInteger)) return undefined;
  return {
    priors: { alpha: Float64Array.from(alpha), beta },
    laggedTotals: stored.laggedTotals === undefined ? undefined : Int32Array.from(laggedTotals),
  };
}

function isListOf(value: unknown, isOne: (one: unknown) => boolean): value is number[] {
  return Array.isArray(value) && value.every(isOne);
}

function isPrior(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value < Infinity;
}

function checksumOf(
  head: { sweep: number; step: number; hyperparameters: string },
  topics: readonly { checksum: string }[],
): string {
  const lines = topics.map(({ checksum }) => checksum);
  return sha256([head.sweep, head.step, head.hyperparameters, ...lines].join('\n'));
}

function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function sumOf(values: Uint32Array, first: number, end: number): number {
  let sum = 0;
  for (let index = first; index < end; index++) sum += values[index];
  return sum;
}
