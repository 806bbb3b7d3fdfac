/** `gibbon inspect`: opens the inspection on the full screen. */
import { constants } from 'node:os';
import type { Command } from 'commander';
import { UserError } from '../../core/errors.ts';
import { type InspectionOptions, withInspection } from '../inspecting/options.ts';
import { canRedraw } from '../speaking/can-redraw.ts';
import { fileWithRun } from '../speaking/type-again.ts';
import { openInspectionScreen } from '../screens/inspection/open.ts';

const examples = `
Examples:
  gibbon inspect speeches.gibbon
  gibbon inspect speeches.gibbon --run topics-50`;

export function defineCommand(command: Command): void {
  command
    .arguments('<file>')
    .description('Opens a screen to inspect a trained run: topics, documents, words.')
    .option('--run <name>', 'name of the run (default: the newest)')
    .addHelpText('after', examples)
    .action(inspect);
}

async function inspect(path: string, options: InspectionOptions): Promise<void> {
  if (!process.stdin.isTTY || !canRedraw(process.stdout)) {
    const isDumb = process.stdout.isTTY && process.stdin.isTTY;
    throw new UserError(
      'not-a-terminal',
      isDumb
        ? 'Cannot open the screen: this terminal (TERM=dumb) has no full screen'
        : 'Cannot open the screen: stdin and stdout are not both a terminal',
      {
        hint: `The same as text: gibbon topics ${fileWithRun(path, options.run)}   (or documents, words; --json for programs)`,
      },
    );
  }
  const signal = await withInspection(path, options, (source) =>
    openInspectionScreen(source, {
      stdin: process.stdin,
      stdout: process.stdout,
      environment: process.env,
    }),
  );
  if (signal !== undefined) process.exitCode = 128 + constants.signals[signal];
}
