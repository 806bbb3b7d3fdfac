/**
 * What a checkpoint costs: how long the workers stand still for it, what that is of the time between
 * two of them, how many bytes it takes in the project file, and how soon a resumed run samples.
 */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Project, withProject } from '../../cli/project.ts';
import { defaultNumBlocks } from '../../core/corpus/grid.ts';
import { bestSamplerName } from '../../core/sampler/open.ts';
import { defaultCheckpointInterval } from '../../core/training/session/checkpoint-interval.ts';
import type { RunSettings } from '../../core/training/settings.ts';
import { RunRecord } from '../../corpora/database/run-record.ts';
import { newestCheckpoint } from '../../corpora/project/stores.ts';
import type { StoredRun } from '../../corpora/database/runs.ts';
import { withTrainer } from '../fixtures/train.ts';
import { alpha, beta } from './measure.ts';
import { median } from './median.ts';

export interface CheckpointCost {
  readonly corpus: string;
  readonly numTopics: number;
  readonly numTokens: number;
  /** From the workers' stop until they may go on, the checkpoint on disk; median of three. */
  readonly seconds: number;
  /** Of the training time, with the default interval. */
  readonly share: number;
  readonly bytes: number;
  /** Reading corpus and checkpoint and starting the workers. */
  readonly secondsToResume: number;
}

const numWorkers = 2;
const numCheckpoints = 3;
const sweepsBetween = 2;

/** @param path a project file that holds the corpus; a copy is trained in. */
export async function measureCheckpoints(
  corpus: string,
  path: string,
  numTopics: number,
): Promise<CheckpointCost> {
  const folder = mkdtempSync(join(tmpdir(), 'gibbon-bench-'));
  try {
    const copy = join(folder, 'copy.gibbon');
    copyFileSync(path, copy);
    return await withProject(copy, { readOnly: false }, async (project) => {
      const { fingerprint, numTokens } = project.corpus.summary();
      const settings = settingsFor(numTopics, numTokens);
      const run = project.runs.create({ fingerprint, settings, numSweeps: 1000 });
      const { seconds, bytes } = await trainAndSave(project, run);
      const interval = defaultCheckpointInterval.seconds ?? Infinity;
      const share = seconds / (interval + seconds);
      const secondsToResume = await resume(project, run);
      return { corpus, numTopics, numTokens, seconds, share, bytes, secondsToResume };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function settingsFor(numTopics: number, numTokens: number): RunSettings {
  return {
    numTopics,
    alpha,
    beta,
    seed: 1,
    numBlocks: defaultNumBlocks(numTokens),
    sampler: bestSamplerName(),
    staleness: 0,
    measureEvery: 10,
  };
}

function trainAndSave(
  project: Project,
  run: StoredRun,
): Promise<{ seconds: number; bytes: number }> {
  const source = project.corpus.tokenSource();
  const record = new RunRecord(project.file, project, run);
  return withTrainer({ source, numWorkers, settings: run.settings }, async (trainer) => {
    const before = usedBytes(project);
    let bytes = 0;
    const times: number[] = [];
    while (times.length < numCheckpoints) {
      await trainer.sampleToSweep(sweepsBetween * (times.length + 1));
      times.push(
        await secondsFor(() => record.saveCheckpoint(trainer, { seconds: 0, state: 'running' })),
      );
      if (times.length === 1) bytes = usedBytes(project) - before;
    }
    return { seconds: median(times), bytes };
  });
}

function resume(project: Project, run: StoredRun): Promise<number> {
  const checkpoint = newestCheckpoint(project, run, () => undefined);
  if (checkpoint === undefined) throw new Error('no checkpoint was written');
  const record = new RunRecord(project.file, project, run);
  const start = record.stateAt(checkpoint);
  return secondsFor(() =>
    withTrainer(
      { source: project.corpus.tokenSource(), numWorkers, settings: run.settings, start },
      () => Promise.resolve(),
    ),
  );
}

function usedBytes({ file }: Project): number {
  const [pages, free, size] = ['page_count', 'freelist_count', 'page_size'].map((name) =>
    Number(file.database.pragma(name, { simple: true })),
  );
  return (pages - free) * size;
}

async function secondsFor(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
