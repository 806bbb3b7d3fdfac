import path from 'node:path';
import process from 'node:process';
import type { Command } from 'commander';
import { UserError } from '../../core/errors.ts';
import { importCorpus } from '../../corpora/importing/import-corpus.ts';
import type { ImportReport } from '../../corpora/importing/report.ts';
import {
  addImportOptions,
  importOptionsFrom,
  type ParsedImportOptions,
} from '../import-options.ts';
import { ImportProgressLine } from '../import-progress.ts';
import { describeImport } from '../import-report.ts';

interface ImportCommandOptions extends ParsedImportOptions {
  readonly into?: string;
  readonly json?: boolean;
}

/** Adds `gibbon import` to the program. */
export function addImportCommand(program: Command): void {
  const command = program
    .command('import')
    .summary('make a project file of texts or counts')
    .description(
      'Reads texts (or word counts) into a new project file. A source is a file, a folder, or - ' +
        'for standard input; each may be compressed with gzip.',
    )
    .argument('<source...>', 'files and folders')
    .option('--into <file>', "the project file (the first source's name with .gibbon)")
    .option('--replace', 'overwrite an existing project file')
    .option('--delete-runs', 'overwrite it even though it has runs')
    .option('--json', 'print the report as JSON');
  addImportOptions(command);
  command.addHelpText('after', examples).action(runImport);
}

const examples = `
Examples:
  gibbon import speeches/ --into speeches.gibbon          a folder of .txt files
  gibbon import tickets.csv --text-column body            a table; other columns are kept as metadata
  gibbon import talks.jsonl.gz --text-field text --stem
  gibbon import novels/ --split-words 300                 long texts in pieces
  zcat posts.gz | gibbon import - --into posts.gibbon     one document on each line`;

async function runImport(sources: string[], parsed: ImportCommandOptions): Promise<void> {
  const into = parsed.into ?? defaultTarget(sources);
  const report = await importWithProgress(sources, into, parsed);
  process.stdout.write(
    parsed.json === true
      ? `${JSON.stringify({ file: into, ...report })}\n`
      : `${describeImport(report, into)}\n`,
  );
}

/** Imports with a line of progress on stderr; Ctrl-C ends it and leaves nothing behind. */
export async function importWithProgress(
  sources: readonly string[],
  into: string,
  parsed: ParsedImportOptions,
): Promise<ImportReport> {
  const progress = new ImportProgressLine(process.stderr);
  const interruption = new AbortController();
  const interrupt = (): void => {
    interruption.abort(new Interrupted());
  };
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  try {
    const options = { ...importOptionsFrom(parsed), signal: interruption.signal };
    return await importCorpus(sources, into, options, (state) => {
      progress.update(state);
    });
  } finally {
    progress.clear();
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

/** The import was stopped by a signal; nothing was written. */
export class Interrupted extends UserError {
  readonly exitStatus = 130;

  constructor() {
    super(
      'The import was interrupted; nothing was written',
      'Give the same command to start again.',
    );
  }
}

/** `speeches.gibbon` for `/data/speeches.csv.gz`, in the working directory. */
export function defaultTarget(sources: readonly string[]): string {
  const [first] = sources;
  if (first === undefined || first === '-') {
    throw new UserError(
      'Cannot name the project file after standard input',
      'Name it with --into FILE.',
    );
  }
  const name = path.basename(path.resolve(first)).replace(/\.gz$/iu, '');
  return `${name.replace(/\.(?:txt|text|csv|tsv|jsonl|ndjson|jl)$/iu, '')}.gibbon`;
}
