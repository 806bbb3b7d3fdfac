/** Reads UCI bags of words. */
import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '../../core/errors.ts';
import {
  checkDocuments,
  checkEntries,
  mostTokens,
  namesBeside,
  vocabularyFileBeside,
} from './counts.ts';
import type { CountedDocument, SourceDocument } from './document.ts';
import { checkLink } from './folder-walk.ts';
import { readLines } from './lines.ts';
import { TokenList } from './token-list.ts';
import { likelihood, mostLines, shareOf } from './recognition/likelihood.ts';
import type { WordList } from '../text/word-list.ts';
import type { ReadContext, Reader } from './reader.ts';
import { namesIn, openSource, type Source } from './source.ts';
import { readVocabulary } from './vocabulary-file.ts';

/** UCI bag of words: three header lines D, W, NNZ, then `document word count`, numbered from 1. */
export const uciReader: Reader = {
  format: 'uci',
  about: 'counts: a folder with docword.txt and vocab.txt (UCI bag of words)',
  likelihood: (source) => {
    if (source.isFolder)
      return findFiles(source.path) === undefined ? likelihood.no : likelihood.certain;
    return hasUciShape(source) ? likelihood.strong : likelihood.no;
  },
  read: readUci,
};

async function* readUci(source: Source, context: ReadContext): AsyncGenerator<SourceDocument> {
  const files = filesOf(source, context);
  if (context.options.vocabulary === undefined) checkLink(files.vocab as string, context.options);
  if (source.isFolder) checkLink(files.docword, context.options);
  if (source.isFolder) noteOthers(source.path, files, context);
  const { vocab } = files;
  const vocabulary = typeof vocab === 'object' ? vocab.lines : await readVocabulary(vocab, context);
  const docword = await openSource(files.docword);
  const names = await namesBeside(docword, context);
  const header: number[] = [];
  let numEntries = 0;
  let current = 0; // the document that is being gathered; none before the first line
  const tokens = new TokenList();
  for await (const { first, lines } of readLines(docword, context)) {
    for (const [index, line] of lines.entries()) {
      const place = { path: docword.path, line: first + index };
      if (header.length < 3) {
        header.push(headerNumber(line, place));
        if (header.length === 2)
          checkWidth(header[1], vocabulary, {
            docword: place,
            vocab: typeof vocab === 'object' ? 'the vocabulary' : vocab,
          });
        if (header.length === 3) checkDocuments(header[0], header[2], place);
        continue;
      }
      if (line.trim() === '') continue;
      const [document, word, count] = entry(line, place);
      check(document, { least: Math.max(current, 1), most: header[0], what: 'document' }, place);
      check(word, { least: 1, most: vocabulary.length, what: 'word' }, place);
      check(count, { least: 0, most: mostTokens, what: 'count' }, place);
      checkDocuments(document, ++numEntries, place);
      while (current < document) {
        if (current > 0)
          yield documentOf(current, tokens, { vocabulary, names, path: docword.path });
        current++;
      }
      tokens.add(word - 1, count, place);
    }
  }
  if (header.length < 3) throw noHeader(docword.path, header.length + 1);
  checkEntries(numEntries, header[2], { path: docword.path, line: 3 });
  for (; current <= header[0]; current++) {
    if (current > 0) yield documentOf(current, tokens, { vocabulary, names, path: docword.path });
  }
}

/** A folder of counts is read as such, whatever else is in it. */
function noteOthers(folder: string, { docword, vocab }: UciFiles, { notes }: ReadContext): void {
  for (const name of namesIn(folder)) {
    const file = path.join(folder, name);
    const isOurs = file === docword || file === vocab || /^docnames\b/iu.test(name);
    if (!isOurs && !name.startsWith('.')) notes.skippedFiles.add(file);
  }
}

interface UciWords {
  readonly vocabulary: readonly string[];
  readonly names: readonly string[] | undefined;
  readonly path: string;
}

function documentOf(
  number: number,
  tokens: TokenList,
  { vocabulary, names, path: file }: UciWords,
): CountedDocument {
  return {
    name: names?.[number - 1] ?? String(number),
    vocabulary,
    tokens: tokens.take(),
    place: { path: file },
  };
}

function entry(
  line: string,
  { path: file, line: number }: { path: string; line: number },
): [number, number, number] {
  const fields = line.trim().split(/\s+/u);
  const numbers = fields.map(Number);
  if (numbers.length === 3 && numbers.every(Number.isInteger)) {
    return numbers as [number, number, number];
  }
  throw new UserError(
    'counts-invalid',
    `Cannot read ${file}, line ${number}: "${line.slice(0, 60)}" was found; ` +
      'three whole numbers (document, word, count) were expected',
  );
}

const hints = {
  document: 'Documents must be in rising order, up to the number in line 1.',
  word: 'Is the vocabulary the file that came with these counts? Words are numbered from 1.',
  count: 'A line is: document word count.',
};

function check(
  value: number,
  { least, most, what }: { least: number; most: number; what: keyof typeof hints },
  { path: file, line }: { path: string; line: number },
): void {
  if (value >= least && value <= most) return;
  throw new UserError(
    'counts-invalid',
    `Cannot read ${file}, line ${line}: ${what} ${value} is not in ${least}..${most}`,
    { hint: hints[what] },
  );
}

function headerNumber(
  line: string,
  { path: file, line: number }: { path: string; line: number },
): number {
  const value = Number(line.trim());
  if (line.trim() !== '' && Number.isInteger(value) && value >= 0) return value;
  throw noHeader(file, number);
}

function noHeader(file: string, line: number): UserError {
  return new UserError(
    'counts-invalid',
    `Cannot read ${file}, line ${line}: a whole number was expected`,
    { hint: 'The first three lines are the numbers of documents, of words, and of entries.' },
  );
}

function checkWidth(
  numWords: number,
  vocabulary: readonly string[],
  { docword, vocab }: { docword: { path: string }; vocab: string },
): void {
  if (numWords === vocabulary.length) return;
  throw new UserError(
    'counts-invalid',
    `Cannot read ${docword.path}, line 2: it has ${numWords} words, and ${vocab} has ${vocabulary.length}`,
    { hint: 'Is the vocabulary the file that came with these counts?' },
  );
}

interface UciFiles {
  readonly docword: string;
  /** A file, or the words themselves. */
  readonly vocab: string | WordList;
}

function filesOf(source: Source, { options }: ReadContext): UciFiles {
  if (!source.isFolder) {
    const vocab = options.vocabulary ?? vocabularyNear(source);
    if (vocab !== undefined) return { docword: source.path, vocab };
  } else {
    const files = findFiles(source.path);
    if (files !== undefined) return { ...files, vocab: options.vocabulary ?? files.vocab };
  }
  throw new UserError(
    'vocabulary-missing',
    `Cannot read ${source.path}: there is no vocabulary beside the counts`,
    {
      hint: 'UCI bag of words has two files, docword.NAME.txt and vocab.NAME.txt; or name the file of the words.',
      details: { path: source.path },
    },
  );
}

function findFiles(folder: string): UciFiles | undefined {
  const names = namesIn(folder).filter((name) => /^docword\b.*\.txt(?:\.gz)?$/iu.test(name));
  if (names.length !== 1) return undefined;
  const docword = path.join(folder, names[0]);
  const vocab = besides(docword, 'vocab');
  return vocab === undefined ? undefined : { docword, vocab };
}

/** `vocab.nips.txt` beside `docword.nips.txt.gz`, or the like. */
function besides(docword: string, word: string): string | undefined {
  const name = path
    .basename(docword)
    .replace(/^docword/iu, word)
    .replace(/\.gz$/iu, '');
  const candidates = [name, `${name}.gz`, `${word}.txt`, `${word}.txt.gz`];
  return candidates
    .map((candidate) => path.join(path.dirname(docword), candidate))
    .find((candidate) => fs.existsSync(candidate));
}

/** Beside a file that is not called `docword`. */
function vocabularyNear(source: Source): string | undefined {
  const isDocword = /^docword/iu.test(source.name);
  return (isDocword ? besides(source.path, 'vocab') : undefined) ?? vocabularyFileBeside(source);
}

/** Three numbers, then three on each line. */
function hasUciShape({ head }: Source): boolean {
  const [documents, words, entries, ...rest] = head.lines;
  const isNumber = (line: string | undefined): boolean => /^\s*\d+\s*$/u.test(line ?? '');
  if (![documents, words, entries].every(isNumber)) return false;
  const isEntry = (line: string): boolean => /^\s*\d+\s+\d+\s+\d+\s*$/u.test(line);
  return rest.length === 0 ? Number(entries) === 0 : shareOf(rest, isEntry) >= mostLines;
}
