/** Reads the assignments of checkpoints. */
import type Database from 'better-sqlite3';
import { UserError, assert } from '../../core/errors.ts';
import type { CheckpointSummary } from './checkpoint-row.ts';
import type { Value } from './checksum.ts';
import type { CorpusStore } from './corpus-store.ts';
import { unpackTopics } from './packed-topics.ts';
import type { ProjectFile } from './project-file.ts';
import type { TokenChunk } from './stored-tokens.ts';

export class CheckpointTopics {
  readonly #path: string;
  readonly #database: Database.Database;
  readonly #corpus: CorpusStore;

  constructor(file: ProjectFile, corpus: CorpusStore) {
    this.#path = file.path;
    this.#database = file.database;
    this.#corpus = corpus;
  }

  /** The topics of all tokens of the documents `first` to `end - 1`, in document order. */
  read(checkpoint: CheckpointSummary, { first, end }: { first: number; end: number }): Uint16Array {
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
    const topics = unpackTopics(stored, chunk.numTokens);
    if (topics === undefined) {
      const what = `chunk ${chunk.chunk} does not hold the topics of ${chunk.numTokens} tokens`;
      throw this.#damaged(checkpoint, what);
    }
    const highest = highestOf(topics);
    const numTopics = checkpoint.priors.alpha.length;
    if (highest < numTopics || topics.length === 0) return topics;
    throw this.#damaged(checkpoint, `a token has topic ${highest} of ${numTopics}`);
  }

  #damaged({ sweep }: CheckpointSummary, what: string): UserError {
    return new UserError(
      'checkpoint-damaged',
      `Cannot read the checkpoint of sweep ${sweep} (${this.#path}): ${what}`,
      { hint: 'Restore the file from a copy, or train a new run.' },
    );
  }
}

function highestOf(topics: Uint8Array | Uint16Array): number {
  let highest = 0;
  for (const topic of topics) if (topic > highest) highest = topic;
  return highest;
}

function sumOf(values: Uint32Array, first: number, end: number): number {
  let sum = 0;
  for (let index = first; index < end; index++) sum += values[index];
  return sum;
}
