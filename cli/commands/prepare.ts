/** `gibbon prepare`: other words from the texts that a project file holds. */
import type { Command } from 'commander';
import { prepareCorpus } from '../../corpora/importing/prepare-corpus.ts';
import {
  addCuttingOptions,
  addWordOptions,
  importOptionsFrom,
  type ParsedImportOptions,
} from '../importing/options.ts';
import { showImport } from '../importing/progress.ts';
import { describeImport } from '../importing/report.ts';
import { printJson, printResult } from '../speaking/messages.ts';

const examples = `
Examples:
  gibbon prepare speeches.gibbon --stop-words en,my-words.txt
  gibbon prepare speeches.gibbon --stem --min-documents 10
  gibbon prepare speeches.gibbon --phrases --delete-runs`;

/** `gibbon prepare`: its arguments, options and action. */
export function defineCommand(command: Command): void {
  command
    .description(
      'Makes the words and tokens of a project file again from the texts in it, without the ' +
        'sources. Options that are not given keep their old values.',
    )
    .argument('<file>', 'the project file')
    .option('--delete-runs', 'proceed although the file has runs, which are lost')
    .option('--json', 'print the report as JSON');
  addCuttingOptions(command);
  addWordOptions(command);
  command.addHelpText('after', examples).action(prepare);
}

type PrepareOptions = ParsedImportOptions & { readonly json?: boolean };

async function prepare(file: string, parsed: PrepareOptions): Promise<void> {
  const options = importOptionsFrom(parsed);
  const report = await showImport((onProgress, signal) =>
    prepareCorpus(file, { ...options, signal }, onProgress),
  );
  if (parsed.json === true) printJson({ file, ...report });
  else printResult(describeImport(report, file));
}
