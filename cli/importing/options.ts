/** The options of `import`, and of `train` when it imports. */
import path from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { UsageError, UserError } from '../../core/errors.ts';
import type { ImportOptions } from '../../corpora/importing/options.ts';
import { wholeNumber } from '../options/numbers.ts';
import { shellQuoted } from '../speaking/type-again.ts';
import {
  addReadingOptions,
  type ParsedReadingOptions,
  readingOptionsFrom,
} from './reading-options.ts';

/** How closely words must belong together to be a phrase, by default. */
const usualNpmi = 0.4;

const positive = wholeNumber({ least: 1, most: 1e9 });

/** What commander makes of the options below. */
export interface ParsedImportOptions extends ParsedReadingOptions {
  readonly language?: string[];
  readonly stopWords?: string[];
  readonly stem?: boolean;
  readonly lemmas?: boolean;
  readonly minLength?: number;
  readonly minDocuments?: number;
  readonly minWholes?: number;
  readonly dropNames?: boolean;
  readonly maxDocumentShare?: number;
  readonly maxWords?: number;
  readonly maxWordsBy?: 'count' | 'tf-idf';
  readonly vocabulary?: string;
  readonly replacements?: string;
  readonly phrases?: number | true;
  readonly phrasesFile?: string;
  readonly texts?: string;
  readonly metadata?: string;
  readonly on?: string;
  readonly anyway?: boolean;
  readonly keepNumbers?: boolean;
  readonly keepCase?: boolean;
  readonly tokenPattern?: string;
  readonly splitWords?: number;
  readonly splitParagraphs?: boolean;
  readonly text?: boolean;
  readonly dropDuplicates?: boolean;
  readonly into?: string;
  readonly replace?: boolean;
  readonly deleteRuns?: boolean;
}

/** Adds everything that says how sources become a corpus: `import` and `train` share it. */
export function addImportOptions(command: Command): void {
  command
    .optionsGroup('Where the corpus goes:')
    .option('--into <file>', "the project file (default: the first source's name with .gibbon)")
    .option('--replace', 'overwrite an existing project file')
    .option('--delete-runs', 'overwrite it even if it has runs, which are lost');
  addReadingOptions(command);
  addJoiningOptions(command);
  addCuttingOptions(command);
  addWordOptions(command);
}

/** Adds what more goes into the project file, or stays out of it. */
function addJoiningOptions(command: Command): void {
  command
    .option('--texts <source>', 'the texts of word counts or of a model, joined by their names')
    .option('--metadata <table>', 'add the columns of a second file (.csv, .tsv, .json, .jsonl)')
    .option('--on <column>', "the column of that file with the documents' names")
    .option('--no-text', 'do not keep the texts in the project file')
    .option('--anyway', 'import even if the result looks wrong');
}

export function importOptionsFrom(parsed: ParsedImportOptions): ImportOptions {
  const { text, stem, lemmas, language, phrases, phrasesFile, ...others } = parsed;
  if (parsed.on !== undefined && parsed.metadata === undefined) {
    throw new UsageError('missing-option', `Cannot join on "${parsed.on}": no table was given`, {
      hint: `Give one: --metadata TABLE --on ${shellQuoted(parsed.on)}`,
    });
  }
  if (parsed.texts !== undefined && text === false) {
    throw new UsageError('conflicting-options', 'Cannot use --texts and --no-text together', {
      hint: 'Leave one of them out.',
    });
  }
  return {
    ...others,
    phrases: phrases === true ? usualNpmi : phrases,
    phraseList: phrasesFile,
    metadataFile: parsed.metadata,
    metadataKey: parsed.on,
    ...readingOptionsFrom(parsed),
    languages: language,
    reduction: stem === true ? 'stem' : lemmas === true ? 'lemma' : undefined,
    keepText: text === false ? false : undefined,
  };
}

/** The file that was named, or `speeches.gibbon` for `/data/speeches.csv.gz`, in the working directory. */
export function targetOf(sources: readonly string[], { into }: ParsedImportOptions): string {
  if (into !== undefined) return into;
  const [first] = sources;
  if (first === undefined || first === '-') {
    throw new UserError('missing-option', 'Cannot name the project file after standard input', {
      hint: 'Name it with --into FILE.',
    });
  }
  const name = path.basename(path.resolve(first)).replace(/\.gz$/iu, '');
  return `${name.replace(/\.(?:txt|text|csv|tsv|tab|psv|json|jsonl|ndjson|jl)$/iu, '')}.gibbon`;
}

/** Adds what says how texts become documents. */
export function addCuttingOptions(command: Command): void {
  command
    .optionsGroup('Making documents:')
    .option('--split-words <n>', 'cut long documents into pieces of about n words', positive)
    .option('--split-paragraphs', 'cut documents at blank lines')
    .option('--drop-duplicates', 'keep only the first of several documents with the same text');
}

/** Adds what says which words are counted. */
export function addWordOptions(command: Command): void {
  command
    .optionsGroup('Choosing the words (options with a "none" can be switched off by it):')
    .option(
      '--language <codes>',
      'language of the texts, such as de or en,fr (default: detected)',
      list,
    )
    .option(
      '--stop-words <lists>',
      'words to leave out: languages and files, such as en,my.txt (default: by the language; or "none")',
      listOrNone,
    )
    .addOption(new Option('--stem', 'count words by their stem').conflicts('lemmas'))
    .option('--lemmas', 'count words by their dictionary form (English)')
    .option(
      '--min-length <n>',
      'leave out words of fewer than n letters (default: 3; or "none")',
      numberOrNone(positive, 1),
    )
    .option(
      '--min-documents <n>',
      'leave out words in fewer than n documents (default: 5, less in a small corpus; or "none")',
      numberOrNone(positive, 1),
    )
    .option(
      '--min-wholes <n>',
      'leave out words in fewer than n documents, counted before they are cut (default: "none")',
      numberOrNone(positive, 1),
    )
    .option('--drop-names', 'leave out words that are nearly always capitalized in mid-sentence')
    .option('--no-drop-names', 'keep them (after they were dropped before)')
    .option(
      '--max-document-share <x>',
      'leave out words in more than this share of the documents (default: 0.5; or "none")',
      numberOrNone(share, 1),
    )
    .option(
      '--max-words <n>',
      'keep the n most frequent words (default: "none", all of them)',
      numberOrNone(positive, Infinity),
    )
    .addOption(
      new Option(
        '--max-words-by <what>',
        'what --max-words ranks words by (default: count)',
      ).choices(['count', 'tf-idf']),
    );
  addPhraseOptions(command);
}

/** Adds what says which words are taken as they are listed, joined, or written. */
function addPhraseOptions(command: Command): void {
  command
    .option('--vocabulary <file>', 'keep only the words in this file')
    .option(
      '--replacements <file>',
      'replace words and phrases, by lines such as "colour => color"; nothing on the right removes them',
    )
    .option(
      '--phrases [npmi]',
      'join words that belong together, from this NPMI on (default: 0.4; at most 1)',
      share,
    )
    .option('--phrases-file <file>', 'join the phrases in this file, one per line')
    .option('--keep-numbers', 'count numbers as words')
    .option('--keep-case', 'distinguish upper and lower case')
    .option('--token-pattern <regex>', 'a regular expression that matches words');
}

function list(value: string): string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function listOrNone(value: string): string[] {
  return value === 'none' ? [] : list(value);
}

function share(value: string): number {
  const number = /^[\d.]+%$/u.test(value) ? Number(value.slice(0, -1)) / 100 : Number(value);
  if (value.trim() !== '' && number > 0 && number <= 1) return number;
  throw new InvalidArgumentError('Expected a number above 0 and up to 1.');
}

function numberOrNone(parse: (value: string) => number, none: number): (value: string) => number {
  return (value) => (value === 'none' ? none : parse(value));
}
