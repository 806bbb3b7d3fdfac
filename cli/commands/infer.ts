/** `gibbon infer`: the topics of new documents. */
import { availableParallelism } from 'node:os';
import { type Command, Option } from 'commander';
import { UsageError } from '../../core/errors.ts';
import { defaultInference, inferenceRanges } from '../../core/inference/inference-settings.ts';
import { settingRanges } from '../../core/training/settings.ts';
import { type InferenceFormat, inferenceFormats } from '../../corpora/inferring/formats.ts';
import { type Inference, inferDocuments } from '../../corpora/inferring/infer-documents.ts';
import { checkIsThere } from '../../corpora/readers/source.ts';
import { checkPlace } from '../../corpora/writers/check-place.ts';
import { writeFiles } from '../../corpora/writers/write-files.ts';
import { count } from '../components/numbers.ts';
import { importOptionsFrom } from '../importing/options.ts';
import { type ParsedReadingOptions, addReadingOptions } from '../importing/reading-options.ts';
import { wholeNumber } from '../options/numbers.ts';
import { forReader, inertJson, printMessage } from '../speaking/messages.ts';
import { ProgressLine } from '../speaking/progress-line.ts';
import { write } from '../speaking/listing.ts';
import { StopSignals } from '../training/stop-signals.ts';

const examples = `
Examples:
  gibbon infer speeches.gibbon new/                         one line of JSON per document
  gibbon infer speeches.gibbon new.csv --text-column body --to new-topics.csv
  gibbon infer speeches.gibbon new/ --as csv-long --to shares.csv     with the spread of each share
  tail -f stream.jsonl | gibbon infer speeches.gibbon -     topics as the documents arrive

How to read it: "tokens" counts the words that the model knows; "unknown" is the share of words that
it does not know. "fit" is the share of the model's own documents that it explains no better: near 0
means unlike anything it was trained on. A document without a known word gets the shares of the prior
(isPrior).`;

type InferCommandOptions = ParsedReadingOptions & {
  readonly run?: string;
  readonly as?: string;
  readonly to?: string;
  readonly replace?: boolean;
  readonly forSpreadsheets?: boolean;
  readonly seed: number;
  readonly burnIn: number;
  readonly samples: number;
  readonly workers: number;
  readonly vocabulary?: string;
};

/** `gibbon infer`: its arguments, options and action. */
export function defineCommand(command: Command): void {
  command
    .argument('<file>', 'the project file with the model')
    .argument('<source...>', 'files and folders, or - for standard input')
    .description(
      "Finds the topics of new documents with a trained model. The texts are prepared as the model's " +
        'own were; the project file does not change.',
    );
  addOutputOptions(command);
  addSamplingOptions(command);
  addReadingOptions(command);
  command
    .option('--vocabulary <file>', 'the words of sources that hold counts')
    .addHelpText('after', () => `\n${describeFormats()}\n${examples}`)
    .action(infer);
}

function addOutputOptions(command: Command): void {
  const formats = inferenceFormats.map(({ format }) => format);
  command
    .optionsGroup('Output:')
    .addOption(
      new Option(
        '--as <format>',
        'format of the output (default: by the name of --to, else jsonl)',
      ).choices(formats),
    )
    .option('--to <file>', 'where to write it (default: standard output)')
    .option('--replace', 'overwrite an existing file')
    .option(
      '--for-spreadsheets',
      'for Excel: mark tables as UTF-8, and put an apostrophe before text that it would run as a formula',
    );
}

function addSamplingOptions(command: Command): void {
  const { numWorkers } = settingRanges;
  const { seed, burnIn, numSamples } = inferenceRanges;
  const usual = defaultInference;
  command
    .optionsGroup('Inference:')
    .option('--run <name>', 'name of the run (default: the newest)')
    .option('--seed <number>', 'the same seed gives the same shares', wholeNumber(seed), 0)
    .option(
      '--burn-in <sweeps>',
      'sweeps before the first sample',
      wholeNumber(burnIn),
      usual.burnIn,
    )
    .option('--samples <number>', 'samples to average', wholeNumber(numSamples), usual.numSamples)
    .addOption(
      new Option('-w, --workers <number>', 'threads; they do not change the result')
        .argParser(wholeNumber(numWorkers))
        .default(availableParallelism(), `${availableParallelism()}, one per core`),
    );
}

async function infer(file: string, sources: string[], options: InferCommandOptions): Promise<void> {
  const { run, to, seed, burnIn, samples, workers, vocabulary } = options;
  const interruption = new AbortController();
  const rules = { replace: options.replace ?? false, inputs: sources.concat(vocabulary ?? []) };
  checkReplaces(options);
  if (to !== undefined) checkPlace(to, rules); // before the model takes its seconds
  if (vocabulary !== undefined) checkIsThere(vocabulary); // only sources of counts look at it
  // Opening a model may take seconds without a break: until then a signal ends the program by itself.
  const inference = inferDocuments(file, sources, {
    ...{ run, seed, burnIn, numSamples: samples, numWorkers: workers },
    reading: importOptionsFrom(options),
    signal: interruption.signal,
    say: printMessage,
  });
  const signals = new StopSignals(() => {
    interruption.abort();
    process.stdin.destroy(); // a command that waits for its input would not notice
  });
  try {
    const lines = inferredLines(inference, options);
    if (to === undefined) for await (const text of lines) await write(shown(text, options));
    else {
      const { signal } = interruption;
      const files = [{ path: to, content: () => lines }];
      await writeFiles(files, { ...rules, signal });
      printMessage(`Written: ${to}`);
    }
  } catch (error) {
    if (!interruption.signal.aborted) throw error;
    const hasReader = signals.exitStatus !== 141; // the reader of a pipe may have seen enough
    if (to !== undefined) printMessage('Interrupted: nothing was written.');
    else if (hasReader) printMessage('Interrupted.');
    process.exitCode = signals.exitStatus;
  } finally {
    signals.release();
  }
}

/** @throws {UsageError} when it is said to replace a file, and none is named. */
function checkReplaces({ to, replace }: InferCommandOptions): void {
  if (to !== undefined || !replace) return;
  throw new UsageError('missing-option', 'Cannot replace a file: none was named', {
    hint: 'Name it with --to FILE, or leave --replace out.',
  });
}

async function* inferredLines(
  inference: Inference,
  { as, to, forSpreadsheets = false }: InferCommandOptions,
): AsyncGenerator<string> {
  const { head, lines } = formatOf(as, to);
  const progress = new ProgressLine();
  const first = head(inference.numTopics, { forSpreadsheets });
  if (first !== '') yield first;
  try {
    for await (const document of inference.documents) {
      yield lines(document, { forSpreadsheets });
      if (to !== undefined) progress.update(() => count(document.document + 1, 'document'));
    }
  } finally {
    progress.clear(); // before what is said of an end that came early
  }
}

/** On standard output: as it would be in a file, unless a terminal shows it. */
function shown(text: string, { as, to }: InferCommandOptions): string {
  return formatOf(as, to).format === 'jsonl' ? inertJson(text) : forReader(text);
}

/** As asked for, or as the name of the file has it; of two endings that fit, the longer. */
function formatOf(as: string | undefined, to: string | undefined): InferenceFormat {
  const asked = inferenceFormats.find(({ format }) => format === as);
  const name = to?.toLowerCase().replace(/\.gz$/u, '');
  const byName = inferenceFormats
    .filter(({ ending }) => name?.endsWith(ending))
    .sort((a, b) => b.ending.length - a.ending.length);
  return asked ?? byName[0] ?? inferenceFormats[0];
}

function describeFormats(): string {
  const lines = inferenceFormats.map(
    ({ format, ending, summary }) => `  ${format.padEnd(9)} ${ending.padEnd(10)} ${summary}`,
  );
  return `Formats, and the names of files that ask for them:\n${lines.join('\n')}`;
}
