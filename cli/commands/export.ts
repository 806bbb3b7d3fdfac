/** `gibbon export`: topics, documents and counts for other programs. */
import { type Command, Option } from 'commander';
import { chooseFiles } from '../../corpora/writers/choose-files.ts';
import { ProjectSource } from '../../corpora/writers/open-source.ts';
import {
  type WriteOptions,
  prepareExport,
  writeExport,
} from '../../corpora/writers/write-export.ts';
import { writers } from '../../corpora/writers/writers.ts';
import { nameList, numberOrAll } from '../options/lists.ts';
import { megabytes } from '../../core/numbers.ts';
import { ProgressLine } from '../speaking/progress-line.ts';
import { printMessage } from '../speaking/messages.ts';
import { StopSignals } from '../training/stop-signals.ts';

const examples = `
Examples:
  gibbon export speeches.gibbon --to tables/ --format csv          all tables but tokens and topic-weights
  gibbon export speeches.gibbon --to topics.csv                    one of them, by name
  gibbon export speeches.gibbon --to speeches.parquet --only document-topics
  gibbon export speeches.gibbon --to topic-words.csv --words all   the whole of phi
  gibbon export speeches.gibbon --to counts/ --format matrix-market`;

interface ExportCommandOptions {
  readonly to: string;
  readonly format?: string;
  readonly only?: readonly string[];
  readonly run?: string;
  readonly words: number | 'all';
  readonly forSpreadsheets?: boolean;
  readonly replace?: boolean;
}

/** `gibbon export`: its arguments, options and action. */
export function defineCommand(command: Command): void {
  command
    .arguments('<file>')
    .description('Writes the contents of a project file in the formats of other programs.')
    .requiredOption('--to <place>', 'a folder, or a file whose name may tell the format')
    .addOption(
      new Option('--format <format>', 'format of the files').choices(
        writers.map(({ format }) => format),
      ),
    )
    .option('--only <names>', 'only these files of the format, such as topics,documents', nameList)
    .option('--run <name>', 'name of the run (default: the newest)')
    .option('--words <number>', 'words per topic, or "all"', numberOrAll, 20)
    .option(
      '--for-spreadsheets',
      'for Excel: mark tables as UTF-8, and put an apostrophe before text that it would run as a formula',
    )
    .option('--replace', 'overwrite existing files')
    .addHelpText('after', () => `\n${describeFormats()}\n${examples}`)
    .action(exportProject);
}

async function exportProject(path: string, options: ExportCommandOptions): Promise<void> {
  const chosen = chooseFiles(options);
  const source = ProjectSource.open(path, { run: options.run, say: printMessage });
  const { words, forSpreadsheets = false, replace = false } = options;
  try {
    source.checkRun(); // of what is asked for, perhaps nothing needs it
    // Until a run is open, which may take seconds, a signal ends the program by itself.
    prepareExport(source, chosen, { replace });
    await untilStopped((how) =>
      writeExport(source, chosen, { words, forSpreadsheets, replace, ...how }),
    );
  } finally {
    source.close();
  }
}

type How = Pick<WriteOptions, 'signal' | 'onProgress'>;

/** Writes, and says what was written; a signal ends it, and nothing is left. */
async function untilStopped(write: (how: How) => Promise<string[]>): Promise<void> {
  const line = new ProgressLine();
  const interruption = new AbortController();
  const signals = new StopSignals(() => {
    interruption.abort();
  });
  try {
    const written = await write({
      signal: interruption.signal,
      onProgress: (place, bytes) => line.update(() => `writing ${place}: ${megabytes(bytes)}`),
    });
    line.clear();
    printMessage(`Written: ${written.join(', ')}`);
  } catch (error) {
    line.clear();
    if (!interruption.signal.aborted) throw error;
    printMessage('Interrupted: nothing was written.');
    process.exitCode = signals.exitStatus;
  } finally {
    signals.release();
  }
}

function describeFormats(): string {
  const lines = writers.map(({ format, summary, files }) => {
    const names = files.map(({ name }) => name).join(' ');
    return `  ${format.padEnd(14)} ${summary}\n  ${''.padEnd(14)} ${names}`;
  });
  return `Formats and their files:\n${lines.join('\n')}`;
}
