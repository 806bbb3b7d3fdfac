/**
 * Trains like `gibbon train FILE`, but with workers that fail or hang on purpose:
 *
 *     node train-with-mishap.js FILE throw|sleep|exit|exhaust
 */
import { withProject } from '../../cli/project.ts';
import { reportError } from '../../cli/speaking/report-error.ts';
import { trainRun } from '../../cli/training/train-run.ts';
import type { Mishap } from '../../core/training/messages.ts';
import { plainSettings } from '../fixtures/train.ts';

const [path, kind] = process.argv.slice(2) as [string, Mishap['kind']];
const mishap = { kind, probability: 0.001, milliseconds: 60_000 };

try {
  await withProject(path, { readOnly: false }, (project) => {
    const { fingerprint } = project.corpus.summary();
    const run = { fingerprint, settings: plainSettings, numSweeps: 1_000_000 };
    return trainRun(project, () => ({ run: project.runs.create(run) }), {
      workers: 2,
      checkpointEvery: { sweeps: 20 },
      plain: true,
      threads: { mishaps: [undefined, mishap], hangLimitSeconds: 3 },
    });
  });
} catch (error) {
  process.exitCode = reportError(error, { debug: false });
}
