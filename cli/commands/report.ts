/** `gibbon report`: a model as one HTML file that opens anywhere. */
import path from 'node:path';
import { type Command, Option } from 'commander';
import { UsageError } from '../../core/errors.ts';
import { makeReport } from '../../corpora/reports/make-report.ts';
import { checkReportPlace, writeReport } from '../../corpora/reports/write-report.ts';
import { describeReported } from '../citing/reported-run.ts';
import { count } from '../components/numbers.ts';
import { grouped } from '../../core/numbers.ts';
import { wholeNumber } from '../options/numbers.ts';
import { fileSize } from '../options/sizes.ts';
import { openProjectFile } from '../project.ts';
import { pageScript, pageStyle } from '../page/bundle.js';
import { printJson, printMessage, printResult } from '../speaking/messages.ts';
import { tellStages } from '../speaking/progress-line.ts';

const examples = `
The report needs no network: it can be mailed, opened from a disk, read on a phone, printed, or put on
a web page. It contains texts of your documents unless you give --no-texts.

Examples:
  gibbon report speeches.gibbon                        into speeches.html
  gibbon report speeches.gibbon --into ~/web/speeches.html --title 'State of the Union'
  gibbon report interviews.gibbon --anonymous          only words and numbers: no name, text or metadata
  gibbon report speeches.gibbon --texts 100 --max-size 25MB
  gibbon report speeches.gibbon --compare topics-50          with another run beside it`;

interface ReportCommandOptions {
  readonly into?: string;
  readonly run?: string;
  readonly title?: string;
  /** False with --no-texts. */
  readonly texts: number | false;
  readonly anonymous?: boolean;
  readonly maxSize: number;
  readonly compare?: string;
  readonly replace?: boolean;
  readonly json?: boolean;
}

export function defineCommand(command: Command): void {
  command
    .argument('<file>')
    .description(
      'Writes one HTML file with the map of topics, their words, documents and texts, their shares ' +
        'over time and by group, and search.',
    )
    .option('--into <file>', 'where to write it (default: FILE.html beside the project file)')
    .option('--run <name>', 'name of the run (default: the newest)')
    .option('--title <title>', 'title of the report (default: the name of the project file)')
    .option(
      '--texts <number>',
      'texts per topic, the best first',
      wholeNumber({ least: 0, most: 1000 }),
      30,
    )
    .option('--no-texts', 'leave all texts out')
    .option('--anonymous', 'numbers instead of names, no texts and no metadata')
    .addOption(
      new Option('--max-size <size>', 'the largest size that the file may have')
        .argParser(fileSize)
        .default(10_000_000, '10MB'),
    )
    .option('--compare <run>', 'show the topics of another run beside these')
    .option('--replace', 'overwrite a file that is not a report')
    .option('--json', 'print JSON on stdout')
    .addHelpText('after', examples)
    .action(report);
}

async function report(
  project: string,
  options: ReportCommandOptions,
  command: Command,
): Promise<void> {
  if (options.anonymous && options.texts && command.getOptionValueSource('texts') === 'cli') {
    throw new UsageError(
      'conflicting-options',
      'Cannot write a report with --texts and --anonymous: texts say whose they are; one of them was expected',
      { hint: 'Leave out --texts, or --anonymous.' },
    );
  }
  const stem = path.basename(project, path.extname(project));
  const place = options.into ?? path.join(path.dirname(project), `${stem}.html`);
  const replacing = { replace: options.replace ?? false };
  checkReportPlace(place, replacing);
  const file = openProjectFile(project, 'look');
  try {
    const { html, numTexts, leftOut } = makeReport(file, {
      title: options.title ?? stem,
      run: options.run,
      compare: options.compare,
      numTexts: options.texts === false ? 0 : options.texts,
      isAnonymous: options.anonymous ?? false,
      maxSize: options.maxSize,
      page: { script: pageScript, style: pageStyle },
      describeRun: describeReported,
      say: printMessage,
      onStage: tellStages('report'),
    });
    await writeReport(place, html, replacing);
    const bytes = Buffer.byteLength(html);
    if (options.json) printJson({ report: place, bytes, texts: numTexts, leftOut }, place);
    else printResult(describe(place, { bytes, numTexts, leftOut }), place);
  } finally {
    file.close();
  }
}

function describe(
  place: string,
  made: { bytes: number; numTexts: number; leftOut: readonly string[] },
): string {
  const size = `${grouped(made.bytes / 1e6, 2)} MB`;
  const texts =
    made.numTexts === 0
      ? 'no texts of documents are in it'
      : `the texts of ${count(made.numTexts, 'document')} are in it (--no-texts leaves them out)`;
  return [`Written: ${place}, ${size}; ${texts}.`, ...made.leftOut].join('\n');
}
