/** `gibbon copy`: a whole copy of a project file, even during a training. */
import path from 'node:path';
import type { Command } from 'commander';
import { copyProject } from '../../corpora/database/copy-project.ts';
import { statsIfThere } from '../../corpora/readers/source.ts';
import { percent } from '../components/numbers.ts';
import { withProject } from '../project.ts';
import { printMessage, printResult } from '../speaking/messages.ts';
import { StopSignals } from '../training/stop-signals.ts';

const examples = `
Examples:
  gibbon copy speeches.gibbon backup.gibbon         even while a training runs in it
  gibbon copy speeches.gibbon /mnt/stick/           into a folder, under its own name
  gibbon copy speeches.gibbon try.gibbon && gibbon resume try.gibbon --sweeps 5000`;

const quietSeconds = 2;
const secondsBetweenLines = 1;

export function defineCommand(command: Command): void {
  command
    .arguments('<file> <to>')
    .description(
      'Copies a project file with everything that has been saved in it, even while a training runs ' +
        'in it, which is not held up. The copy appears whole or not at all; an existing file is not ' +
        'overwritten.',
    )
    .addHelpText('after', examples)
    .action(copy);
}

async function copy(from: string, to: string): Promise<void> {
  const isFolder = statsIfThere(to)?.isDirectory() ?? false;
  const target = isFolder ? path.join(to, path.basename(from)) : to;
  const interruption = new AbortController();
  const signals = new StopSignals(() => {
    interruption.abort();
  });
  let lastSeconds = quietSeconds - secondsBetweenLines;
  try {
    await withProject(from, { readOnly: true }, async ({ file }) => {
      await copyProject(file, target, {
        signal: interruption.signal,
        onProgress: ({ share, seconds }) => {
          if (seconds < lastSeconds + secondsBetweenLines) return;
          lastSeconds = seconds;
          printMessage(`copying: ${percent(share)}`);
        },
      });
    });
    printResult(`${target} is a whole copy of ${from}.`, target);
  } catch (error) {
    if (!interruption.signal.aborted) throw error;
    printMessage('Interrupted: no copy was made.');
    process.exitCode = signals.exitStatus;
  } finally {
    signals.release();
  }
}
