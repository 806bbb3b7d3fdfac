import { constants } from 'node:os';
import type { Command } from 'commander';
import { UserError } from '../../core/errors.ts';
import { type LookOptions, withExplorerSource } from '../inspecting/options.ts';
import { openExplorer } from '../screens/explorer/open.ts';

const examples = `
Examples:
  gibbon inspect speeches.gibbon
  gibbon inspect speeches.gibbon --run topics-50-2`;

export function addInspectCommand(program: Command): void {
  program
    .command('inspect <file>')
    .summary('look at topics, documents and words in the terminal')
    .description('Opens a screen to look around in a trained run: topics, documents, words.')
    .option('--run <name>', 'which run (default: the newest)')
    .addHelpText('after', examples)
    .action(inspect);
}

async function inspect(path: string, options: LookOptions): Promise<void> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new UserError(
      'not-a-terminal',
      'Cannot open the screen: stdin and stdout are not both a terminal',
      {
        hint: `The same as text: gibbon topics ${path}   (or documents, words; --json for programs)`,
      },
    );
  }
  const signal = await withExplorerSource(path, options, (source) =>
    openExplorer(source, {
      stdin: process.stdin,
      stdout: process.stdout,
      environment: process.env,
    }),
  );
  if (signal !== undefined) process.exitCode = 128 + constants.signals[signal];
}
