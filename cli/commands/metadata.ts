/** `gibbon metadata`: other metadata for the documents of a project file. */
import type { Command } from 'commander';
import { changeMetadata } from '../../corpora/importing/change-metadata.ts';
import { dateLines } from '../importing/date-lines.ts';
import { metadataLines } from '../importing/report.ts';
import {
  type ParsedReadingOptions,
  addTableReadingOptions,
  readingOptionsFrom,
} from '../importing/reading-options.ts';
import { sayHowFound } from '../project.ts';
import { printJson, printResult } from '../speaking/messages.ts';

const examples = `
Examples:
  gibbon metadata speeches.gibbon speakers.csv --on name
  gibbon metadata speeches.gibbon speakers.jsonl --on id --replace    no old metadata is kept`;

export function defineCommand(command: Command): void {
  command
    .arguments('<file> <table>')
    .description(
      'Adds the columns of a table (.csv, .tsv, .json, .jsonl) to the metadata of the documents, ' +
        'which one of the columns names. Fields of the same name are replaced; tokens, runs and ' +
        'labels are kept.',
    )
    .option('--on <column>', "column with the documents' names (default: detected)")
    .option('--replace', 'remove all other metadata, even of documents that are not in the table')
    .option('--anyway', 'join it even if the result looks wrong')
    .option('--json', 'print the report as JSON');
  addTableReadingOptions(command);
  command.addHelpText('after', examples).action(change);
}

interface MetadataOptions extends ParsedReadingOptions {
  readonly on?: string;
  readonly replace?: boolean;
  readonly anyway?: boolean;
  readonly json?: boolean;
}

async function change(file: string, table: string, parsed: MetadataOptions): Promise<void> {
  const { on: key, replace: replaces, anyway, encoding, onBadBytes, onBadRows } = parsed;
  const { table: dialect } = readingOptionsFrom(parsed);
  const reading = { encoding, onBadBytes, onBadRows, table: dialect };
  sayHowFound(file);
  const metadata = await changeMetadata(file, table, { key, replaces, anyway, ...reading });
  if (parsed.json === true) printJson({ file, table, ...metadata }, file);
  else {
    const lines = [...metadataLines({ metadata }), ...dateLines(metadata.dates)];
    printResult(lines.join('\n').trimStart(), file);
  }
}
