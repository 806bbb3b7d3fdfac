/** The options that say how sources are to be read. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ImportOptions } from '../../corpora/importing/options.ts';
import { formats } from '../../corpora/readers/formats.ts';
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
  readonly onBadBytes?: 'fail' | 'replace' | 'skip';
  readonly onBadFiles?: 'fail' | 'skip';
  readonly followLinks?: boolean;
  readonly onBadRows?: 'fail' | 'skip';
}

/** Adds everything that says how sources are read. */
export function addReadingOptions(command: Command): void {
  command
    .optionsGroup('Reading the sources:')
    .addOption(
      new Option('--format <format>', 'format of the sources (default: detected)').choices(formats),
    )
    .option('--text-column <names>', 'column with the text, by name or number; several: a,b')
    .option('--id-column <name>', "column with the documents' names")
    .option('--label-column <name>', "column with the documents' labels")
    .addOption(
      new Option(
        '--text-field <names>',
        'JSON field with the text; a path such as data.text works too',
      ).conflicts('textColumn'),
    )
    .addOption(
      new Option('--id-field <name>', "JSON field with the documents' names").conflicts('idColumn'),
    )
    .addOption(
      new Option('--label-field <name>', "JSON field with the documents' labels").conflicts(
        'labelColumn',
      ),
    );
  addTableReadingOptions(command);
  command
    .addOption(
      new Option('--on-bad-files <what>', 'what to do with files that cannot be read')
        .choices(['fail', 'skip'])
        .default('fail'),
    )
    .option('--follow-links', 'follow links that lead out of a folder');
  addCleaningOptions(command);
}

/** Adds what says how a table is read, whatever it holds. */
export function addTableReadingOptions(command: Command): void {
  addTableOptions(command);
  command
    .option('--encoding <name>', 'encoding of texts that are not Unicode, such as windows-1252')
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
        'what to do with HTML tags and entities (default: auto, strip where they are found)',
      ).choices(['auto', 'strip', 'keep']),
    )
    .addOption(
      new Option(
        '--mail <what>',
        'what to do with headers, quotes and signatures of mail (default: auto, strip where they ' +
          'are found)',
      ).choices(['auto', 'strip', 'keep']),
    )
    .addOption(
      new Option(
        '--line-end-hyphens <what>',
        'what to do with words hyphenated at line ends (default: join)',
      ).choices(['join', 'keep']),
    );
}

function addTableOptions(command: Command): void {
  command
    .option('--header', 'the first row of a table names its columns (default: detected)')
    .option('--no-header', 'the first row of a table is a row like the others')
    .option(
      '--delimiter <character>',
      'what separates the columns: a character, or tab (default: detected)',
      delimiter,
    )
    .addOption(
      new Option(
        '--quotes <what>',
        'quotes enclose cells, and a quote inside is doubled (double) or follows a backslash ' +
          '(backslash); or quotes are ordinary characters (none) (default: detected)',
      ).choices(quoteStyles),
    )
    .option(
      '--skip-lines <n>',
      'lines to skip above the table, such as a title (default: detected)',
      wholeNumber({ least: 0, most: 1000 }),
    )
    .option('--keep-missing', 'read cells such as NaN, NULL, None and N/A as text, not as empty');
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
  throw new InvalidArgumentError('Expected one character (no quote or backslash) or "tab".');
}
