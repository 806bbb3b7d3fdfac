/** The options that say how sources are to be read. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ImportOptions } from '../../corpora/importing/options.ts';
import { readers } from '../../corpora/readers/readers.ts';
import { type QuoteStyle, quoteStyles } from '../../corpora/readers/tables/dialect.ts';
import type { CleaningMode } from '../../corpora/text/cleaning/clean-texts.ts';
import { wholeNumber } from '../options/numbers.ts';

/** What commander makes of the options below. */
export interface ParsedReadingOptions {
  readonly format?: string;
  readonly textColumn?: string;
  readonly textField?: string;
  readonly idColumn?: string;
  readonly idField?: string;
  readonly labelColumn?: string;
  readonly labelField?: string;
  readonly header?: boolean;
  readonly delimiter?: string;
  readonly quotes?: QuoteStyle;
  readonly skipLines?: number;
  readonly keepMissing?: boolean;
  readonly encoding?: string;
  readonly markup?: CleaningMode;
  readonly mail?: CleaningMode;
  readonly lineEndHyphens?: 'join' | 'keep';
  readonly anyway?: boolean;
  readonly onBadBytes?: 'fail' | 'replace' | 'skip';
  readonly onBadFiles?: 'fail' | 'skip';
  readonly followLinks?: boolean;
  readonly onBadRows?: 'fail' | 'skip';
}

/** Adds everything that says how sources are read. */
export function addReadingOptions(command: Command): void {
  const formats = readers.map(({ format }) => format);
  command
    .optionsGroup('Reading the sources:')
    .addOption(
      new Option('--format <format>', 'format of the sources (default: detected)').choices(formats),
    )
    .option('--text-column <names>', 'column of the text, by name or number (several: a,b)')
    .option('--id-column <name>', "column of the documents' names")
    .option('--label-column <name>', "column of the documents' labels")
    .option('--text-field <names>', 'the same for JSON; paths such as data.text, too')
    .option('--id-field <name>', 'the same for JSON')
    .option('--label-field <name>', 'the same for JSON');
  addTableReadingOptions(command);
  command
    .addOption(
      new Option('--on-bad-files <what>', 'what to do with files that cannot be read')
        .choices(['fail', 'skip'])
        .default('fail'),
    )
    .option('--follow-links', 'follow links that lead out of a folder');
  addCleaningOptions(command);
  command
    .option('--anyway', 'import even though the outcome looks wrong')
    .option('--metadata <table>', 'add the columns of a second file (.csv, .tsv, .json, .jsonl)')
    .option('--on <column>', "its column with the documents' names")
    .option('--no-text', 'do not keep the texts in the project file');
}

/** Adds what says how a table is read, whatever it holds. */
export function addTableReadingOptions(command: Command): void {
  addTableOptions(command);
  command
    .option(
      '--encoding <name>',
      'encoding of the texts that are not in Unicode, such as windows-1252',
    )
    .addOption(
      new Option('--on-bad-bytes <what>', 'what to do with bytes that are not text')
        .choices(['fail', 'replace', 'skip'])
        .default('fail'),
    )
    .addOption(
      new Option('--on-bad-rows <what>', 'what to do with rows that cannot be read')
        .choices(['fail', 'skip'])
        .default('fail'),
    );
}

/** Adds what says what is taken out of texts. */
function addCleaningOptions(command: Command): void {
  command
    .addOption(
      new Option(
        '--markup <what>',
        'tags and entities of HTML in texts (default: auto, where they are found)',
      ).choices(['auto', 'strip', 'keep']),
    )
    .addOption(
      new Option(
        '--mail <what>',
        'headers, quotes and signatures of mail (default: auto, where they are found)',
      ).choices(['auto', 'strip', 'keep']),
    )
    .addOption(
      new Option(
        '--line-end-hyphens <what>',
        'words that are cut at line ends (default: join)',
      ).choices(['join', 'keep']),
    );
}

function addTableOptions(command: Command): void {
  command
    .option('--header', 'the first row of a table names its columns (default: detected)')
    .option('--no-header', 'the first row of a table is a document like the others')
    .option(
      '--delimiter <character>',
      'what stands between the columns: a character, or tab (default: detected)',
      delimiter,
    )
    .addOption(
      new Option(
        '--quotes <what>',
        'what a quote in a table does: enclose a cell, and inside be written twice (double) or ' +
          'after a backslash; or nothing (default: detected)',
      ).choices(quoteStyles),
    )
    .option(
      '--skip-lines <n>',
      'lines above the table, such as a title (default: detected)',
      wholeNumber({ least: 0, most: 1000 }),
    )
    .option('--keep-missing', 'cells such as NaN, NULL, None and N/A are texts, not empty');
}

export function readingOptionsFrom(parsed: ParsedReadingOptions): Partial<ImportOptions> {
  const { header, delimiter: character, quotes, skipLines, keepMissing } = parsed;
  return {
    table: { header, delimiter: character, quotes, skipLines, keepMissing },
    textColumns: split(parsed.textColumn ?? parsed.textField),
    idColumn: parsed.idColumn ?? parsed.idField,
    labelColumn: parsed.labelColumn ?? parsed.labelField,
  };
}

function split(names: string | undefined): string[] | undefined {
  return names?.split(',').map((name) => name.trim());
}

const namedDelimiters: Readonly<Record<string, string>> = {
  tab: '\t',
  '\\t': '\t',
  comma: ',',
  semicolon: ';',
  pipe: '|',
  space: ' ',
};

function delimiter(value: string): string {
  const character = namedDelimiters[value.toLowerCase()] ?? value;
  if (character.length === 1 && !/["\r\n\\]/u.test(character)) return character;
  throw new InvalidArgumentError('One character (no quote or backslash) or "tab" was expected.');
}
