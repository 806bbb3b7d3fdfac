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
import { sayHowFound } from '../project.ts';
import { printJson, printMessage, printResult } from '../speaking/messages.ts';

const examples = `
Examples:
  gibbon prepare speeches.gibbon --stop-words en,my-words.txt
  gibbon prepare speeches.gibbon --stem --min-documents 10
  gibbon prepare speeches.gibbon --phrases --delete-runs
  gibbon prepare speeches.gibbon --stem --into stemmed.gibbon    leaves speeches.gibbon unchanged`;

/** `gibbon prepare`: its arguments, options and action. */
export function defineCommand(command: Command): void {
  command
    .description(
      'Chooses the words of a project file again, from the texts in it; the sources are not needed. ' +
        'Options that are not given keep their values (but the stop words of a language follow ' +
        '--language), and those that take no "none", such as --stem, stay on once they were given: ' +
        'import the texts again to be without. If the tokens come out the same, the runs are kept.',
    )
    .argument('<file>', 'the project file')
    .option('--into <file>', 'make another project file and leave this one unchanged')
    .option('--replace', 'overwrite an existing project file of that name')
    .option('--delete-runs', 'proceed even if runs no longer fit the words and are lost')
    .option('--json', 'print the report as JSON');
  addCuttingOptions(command);
  addWordOptions(command);
  command.addHelpText('after', examples).action(prepare);
}

type PrepareOptions = ParsedImportOptions & { readonly json?: boolean };

async function prepare(file: string, parsed: PrepareOptions): Promise<void> {
  const options = importOptionsFrom(parsed);
  const into = parsed.into ?? file;
  for (const found of new Set([file, ...(options.replace ? [into] : [])])) sayHowFound(found);
  const { numRunsKept, ...report } = await showImport((onProgress, signal) =>
    prepareCorpus(file, { ...options, signal }, onProgress),
  );
  if (parsed.json === true) printJson({ file: into, ...report, runsKept: numRunsKept }, into);
  else printResult(describeImport(report, into), into);
  if (numRunsKept > 0) {
    printMessage(
      `The tokens are the same as before: ${numRunsKept} ${numRunsKept === 1 ? 'run is' : 'runs are'} kept.`,
    );
  }
}
