/** Long use of one file, shortened: many short runs, resumes, looks and deletions. */
import fs from 'node:fs';
import { openInspection } from '../../cli/inspecting/open.ts';
import { withProject } from '../../cli/project.ts';
import { TrainingSession } from '../../core/training/session/session.ts';
import { RunRecord } from '../../corpora/database/run-record.ts';
import { newestCheckpoint } from '../../corpora/project/stores.ts';
import type { StoredRun } from '../../corpora/database/runs.ts';
import { verifyProject } from '../../corpora/database/verify.ts';
import { startTrainingThread } from '../../corpora/threads/training-threads.ts';
import { plainSettings } from '../fixtures/train.ts';

export interface Wear {
  readonly rounds: number;
  /** Of the file, after a tenth of the rounds and at the end. */
  readonly bytesEarly: number;
  readonly bytesLate: number;
  /** To open the file and read the list of runs, at the same moments. */
  readonly openMillisecondsEarly: number;
  readonly openMilliseconds: number;
  readonly problems: readonly string[];
}

/** Runs that are kept; older ones are deleted. */
const numKept = 5;

/** @param rounds each begins a run, resumes it twice, looks at it, and deletes an old one. */
export async function wearOut(
  file: string,
  rounds: number,
  tell: (line: string) => void = () => undefined,
): Promise<Wear> {
  const early = Math.floor(rounds / 10);
  let [bytesEarly, openMillisecondsEarly] = [0, 0];
  for (let round = 1; round <= rounds; round++) {
    await trainTo(file, 2);
    await trainTo(file, 4, 'topics-8');
    await trainTo(file, 6, 'topics-8');
    if (round % 3 === 0) openInspection(file).close();
    await makeRoom(file, round);
    if (round % 100 === 0) tell(`round ${round}: ${fs.statSync(file).size} bytes`);
    if (round !== early) continue;
    bytesEarly = fs.statSync(file).size;
    openMillisecondsEarly = await openFile(file);
  }
  const openMilliseconds = await openFile(file);
  const problems = await withProject(file, { readOnly: true }, (project) =>
    verifyProject(project.file).problems.map(({ where, what }) => `${where}: ${what}`),
  );
  const bytesLate = fs.statSync(file).size;
  return { rounds, bytesEarly, bytesLate, openMillisecondsEarly, openMilliseconds, problems };
}

/** @returns milliseconds. */
async function openFile(file: string): Promise<number> {
  const started = performance.now();
  await withProject(file, { readOnly: true }, (project) => project.runs.list());
  return performance.now() - started;
}

async function trainTo(file: string, numSweeps: number, resumed?: string): Promise<void> {
  await withProject(file, { readOnly: false }, async (project) => {
    const { corpus, runs } = project;
    const { fingerprint } = corpus.summary();
    let run: StoredRun = resumed
      ? runs.find(resumed)
      : runs.create({ fingerprint, settings: plainSettings, numSweeps });
    if (resumed) runs.update(run, { numSweeps });
    run = runs.find(run.name);
    const checkpoint = newestCheckpoint(project, run, () => undefined);
    const keeper = new RunRecord(project.file, project, run);
    const session = new TrainingSession({
      run,
      source: corpus.tokenSource(),
      vocabulary: corpus.vocabulary().words,
      keeper,
      start: checkpoint && keeper.stateAt(checkpoint),
      numWorkers: 1,
      startWorker: startTrainingThread,
      checkpointEvery: { sweeps: 1 },
      prepareInspection: () => {
        openInspection(file).close();
        return Promise.resolve();
      },
      warn: () => undefined,
    });
    await session.run();
  });
}

/** The newest run gets a name of its own, and the oldest goes. */
async function makeRoom(file: string, round: number): Promise<void> {
  await withProject(file, { readOnly: false }, ({ runs }) => {
    runs.rename(runs.find('topics-8'), `round ${round}`);
    for (const run of runs.list().slice(numKept)) runs.delete(run);
  });
}
