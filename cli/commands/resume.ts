import type { Command } from 'commander';
import { UserError } from '../../core/errors.ts';
import { bestSamplerName } from '../../core/sampler/open.ts';
import type { StoredRun } from '../../corpora/database/runs.ts';
import { printMessage } from '../messages.ts';
import { wholeNumber } from '../numbers.ts';
import { type Project, newestCheckpoint, withProject } from '../project.ts';
import { type StretchOptions, addStretchOptions } from '../training/options.ts';
import { trainRun } from '../training/train-run.ts';

const examples = `
Examples:
  gibbon resume speeches.gibbon                  go on to the sweeps that were asked for
  gibbon resume speeches.gibbon --sweeps 2000    go on to 2000 sweeps in all
  gibbon resume speeches.gibbon --run topics-50 --workers 4`;

interface ResumeOptions extends StretchOptions {
  readonly run?: string;
  readonly sweeps?: number;
}

export function addResumeCommand(program: Command): void {
  const command = program
    .command('resume <file>')
    .summary('go on with a run from its last checkpoint')
    .description(
      'Goes on with a run from its last checkpoint. In lockstep the result is the same, byte for ' +
        'byte, as if it had never stopped; the number of workers may differ.',
    )
    .option('--run <name>', 'which run (default: the newest)')
    .option('-n, --sweeps <total>', 'sweeps in all', wholeNumber({ least: 1, most: 1e7 }));
  addStretchOptions(command);
  command.addHelpText('after', examples).action(resume);
}

async function resume(path: string, options: ResumeOptions): Promise<void> {
  await withProject(path, { readOnly: false }, async (project) => {
    const run = project.runs.find(options.run);
    checkCanGoOn(project, run);
    const checkpoint = newestCheckpoint(project, run);
    const numSweeps = options.sweeps ?? run.numSweeps;
    if (checkpoint && checkpoint.sweep >= numSweeps) {
      printMessage(
        `"${run.name}" has ${checkpoint.sweep} sweeps already; nothing to do. ` +
          `For more: gibbon resume ${path} --sweeps ${2 * checkpoint.sweep}`,
      );
      return;
    }
    const staleness = options.staleness ?? run.settings.staleness;
    if (staleness !== run.settings.staleness) {
      printMessage(`Staleness changes from ${run.settings.staleness} to ${staleness}.`);
    }
    const settings = { ...run.settings, staleness };
    const goOn = (): StoredRun => {
      project.runs.forgetMeasurementsAfter(run, checkpoint?.sweep ?? -1);
      project.runs.update(run, { state: 'running', numSweeps, settings });
      return project.runs.find(run.name);
    };
    await trainRun(project, goOn, options, checkpoint);
  });
}

/** @throws {UserError} when the corpus or the sampler is not the one the run was trained with. */
function checkCanGoOn(project: Project, run: StoredRun): void {
  const { fingerprint } = project.corpus.summary();
  if (fingerprint !== run.fingerprint) {
    throw new UserError(
      `Cannot resume "${run.name}" (${project.file.path}): its corpus has changed since it was trained`,
      'Train a new run on the corpus as it is now: gibbon train FILE',
    );
  }
  if (run.settings.sampler !== bestSamplerName()) {
    throw new UserError(
      `Cannot resume "${run.name}" (${project.file.path}): it was trained with the sampler ` +
        `${run.settings.sampler}, this gibbon has ${bestSamplerName()}`,
      'Its topics can still be looked at; to go on, use the gibbon that began it.',
    );
  }
}
