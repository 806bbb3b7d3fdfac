/** `gibbon import`: sources to a project file. */
import { type Command, Option } from 'commander';
import { importCorpus } from '../../corpora/importing/import-corpus.ts';
import { appendToCorpus } from '../../corpora/importing/prepare-corpus.ts';
import {
  addImportOptions,
  importOptionsFrom,
  type ParsedImportOptions,
  targetOf,
} from '../importing/options.ts';
import { showImport } from '../importing/progress.ts';
import { describeImport } from '../importing/report.ts';
import { sayHowFound } from '../project.ts';
import { printJson, printResult } from '../speaking/messages.ts';

const examples = `
Examples:
  gibbon import speeches/ --into speeches.gibbon          a folder of .txt files
  gibbon import tickets.csv --text-column body            a table; other columns become metadata
  gibbon import talks.jsonl.gz --text-field text --stem
  gibbon import novels/ --split-words 300                 long texts in pieces
  gibbon import state.gz --into mallet.gibbon             a model that MALLET trained
  gibbon import state.gz --texts talks.csv --into mallet.gibbon
  zcat posts.gz | gibbon import - --into posts.gibbon     one document per line`;

/** `gibbon import`: its arguments, options and action. */
export function defineCommand(command: Command): void {
  command
    .description(
      'Reads texts (or word counts) into a new project file. A source is a file, a folder, or - ' +
        'for standard input; each may be compressed with gzip.',
    )
    .argument('<source...>', 'files and folders, or - for standard input')
    .addOption(
      new Option('--append', 'add the documents to an existing project file').conflicts('replace'),
    )
    .option('--json', 'print the report as JSON');
  addImportOptions(command);
  command.addHelpText('after', examples).action(runImport);
}

type ImportCommandOptions = ParsedImportOptions & {
  readonly json?: boolean;
  readonly append?: boolean;
};

async function runImport(sources: string[], parsed: ImportCommandOptions): Promise<void> {
  const into = targetOf(sources, parsed);
  const options = importOptionsFrom(parsed);
  if (parsed.append === true || options.replace) sayHowFound(into);
  const report = await showImport((onProgress, signal) =>
    parsed.append === true
      ? appendToCorpus(into, sources, { ...options, signal }, onProgress)
      : importCorpus(sources, into, { ...options, signal }, onProgress),
  );
  if (parsed.json === true) printJson({ file: into, ...report }, into);
  else printResult(describeImport(report, into), into);
}
