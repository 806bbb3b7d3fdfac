/** What is wrong with a checkpoint. */
import type Database from 'better-sqlite3';
import { featureNames } from '../../core/covariates/design.ts';
import type { Priors } from '../../core/sampler/sampler.ts';
import type { RunSettings } from '../../core/training/settings.ts';
import { type CheckpointRow, checksumOf, summaryOf } from './checkpoint-row.ts';
import { type Value, sha256 } from './checksum.ts';
import type { CorpusStore } from './corpus-store.ts';
import type { ProjectFile } from './project-file.ts';
import { RowChecks } from './row-checksums.ts';
import type { StoredRun } from './runs.ts';

export class CheckpointDamage {
  readonly #database: Database.Database;
  readonly #corpus: CorpusStore;
  readonly #checks: RowChecks;

  constructor(file: ProjectFile, corpus: CorpusStore) {
    this.#database = file.database;
    this.#corpus = corpus;
    this.#checks = new RowChecks(file.path, file.database);
  }

  /** In words, what is wrong with it or its assignments; undefined when all is whole. */
  find(run: StoredRun, row: CheckpointRow): string | undefined {
    const damage = this.ofRow(run, row);
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
  ofRow({ settings }: StoredRun, row: CheckpointRow): string | undefined {
    const numbers = [row.sweep, row.step];
    if (!numbers.every((number) => Number.isSafeInteger(number) && number >= 0)) {
      return 'its sweep is not a number';
    }
    if (!Number.isFinite(row.seconds)) return 'its seconds are not a number';
    const summary = summaryOf(row);
    if (summary?.priors.alpha.length !== settings.numTopics) return 'its priors cannot be read';
    if (!hasItsWeights(summary.priors, settings))
      return 'the weights of its covariates cannot be read';
    return this.#checks.damage('checkpoints', Object.values(row) as Value[]);
  }
}

/** As many as the covariates of the run have features for each topic. */
function hasItsWeights({ weights }: Priors, { covariates, numTopics }: RunSettings): boolean {
  if (covariates === undefined) return weights === undefined;
  return weights?.length === featureNames(covariates).length * numTopics;
}
