/** Makes what an inspection needs before anybody opens one. */
import type { InPieces } from '../../breaks.ts';
import { documentPriors } from '../../covariates/document-priors.ts';
import { CheckpointStore } from '../checkpoints.ts';
import { CorpusStore } from '../corpus-store.ts';
import { ProjectFile } from '../project-file.ts';
import { RunStore } from '../runs.ts';
import { derivedTables } from './build.ts';
import { StoredTables } from './derived-tables.ts';

/**
 * Derives the tables of a run's newest checkpoint in pieces, and stores them, where they are not there
 * yet. Whatever is wrong with the checkpoint is for who opens an inspection.
 *
 * @param file open for writing; all is read through a connection of its own, as others may write
 *   through this one between two pieces.
 */
export function* storeTables(file: ProjectFile, name: string): InPieces<void> {
  const reader = ProjectFile.open(file.path, { readOnly: true });
  try {
    const corpus = new CorpusStore(reader);
    yield* corpus.readTokens();
    const run = new RunStore(reader).find(name);
    const checkpoints = new CheckpointStore(reader, corpus);
    const checkpoint = checkpoints.newestWhole(run, () => undefined);
    if (checkpoint === undefined) return;
    const { settings } = run;
    const stored = new StoredTables(reader.database, checkpoint.id);
    if (stored.isThere() && stored.findDamage(settings.numTopics) === undefined) return;
    const samples = checkpoints.samples(run, checkpoint);
    const priors = documentPriors(run, { priors: checkpoint.priors, corpus });
    const all = { corpus, checkpoints, checkpoint, settings, priors, samples };
    (yield* derivedTables(all)).keep(file, checkpoint.id);
  } finally {
    reader.close();
  }
}
