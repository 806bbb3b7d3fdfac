/** Reads a folder of files. */
import path from 'node:path';
import { UserError } from '../../core/errors.ts';
import type { SourceDocument } from './document.ts';
import { readStart } from './byte-stream.ts';
import { documentsOf, fileTexts, plainText, type TextOf } from './file-texts.ts';
import { containerOf, looksLikeText } from './recognition/containers.ts';
import { likelihood } from './recognition/likelihood.ts';
import { endingByContent } from './recognition/markup-by-content.ts';
import type { ReadContext, Reader } from './reader.ts';
import { filesBelow } from './folder-walk.ts';
import { openSource, type Source } from './source.ts';
import { WholeFile } from './whole-file.ts';

/** A document in each file, labelled with the folder that it stands in. */
export const folderReader: Reader = {
  format: 'folder',
  about:
    'a folder of .txt, .md, .html, .xml or .pdf files, a document each; their folder is the label',
  likelihood: (source) => (source.isFolder ? likelihood.byName : likelihood.no),
  read: readFolder,
};

/** Tables, counts and the like in a folder that holds no texts of its own. */
const tables = /\.(?:csv|tsv|tab|psv|jsonl|ndjson|jl|json|ldac|svmlight|mtx|mm)$/iu;
/** The dictionary of counts beside it, which is not a text. */
const dictionary = /\.dict\.txt(?:\.gz)?$/iu;

async function* readFolder(source: Source, context: ReadContext): AsyncGenerator<SourceDocument> {
  const { notes, options } = context;
  const files = filesBelow(source.path, {
    followLinks: options.followLinks ?? false,
    notes: { others: notes.skippedFiles, outside: notes.linksOutside, again: notes.readAlready },
  });
  const texts = await textsAmong(files);
  if (texts.length === 0) {
    yield* readTables(source, files, context);
    return;
  }
  const read = new Set(texts.map(({ file }) => file));
  for (const file of files) if (!read.has(file)) notes.skippedFiles.add(file);
  for (const { file, toText } of texts) {
    const name = path.relative(source.path, file);
    const folder = path.dirname(name);
    const label = folder === '.' ? source.name : folder.split(path.sep).join('/');
    const texts = await context.badFiles.read(file, () =>
      toText(new WholeFile(file, context), context),
    );
    if (texts === undefined) continue;
    yield* documentsOf(texts, {
      name: name.split(path.sep).join('/'),
      label,
      place: { path: file },
    });
  }
}

interface TextFile {
  readonly file: string;
  readonly toText: TextOf;
}

/**
 * The files that are texts, by the ends of their names, or by content where a name has none. A
 * README and its like tell about a folder; they are texts of it only where there are no others.
 */
async function textsAmong(files: readonly string[]): Promise<TextFile[]> {
  const texts: TextFile[] = [];
  for (const file of files) {
    if (isOfCounts(file, files)) continue;
    const kind = kindOf(file);
    const toText =
      fileTexts.get(kind) ?? (endless.test(kind) ? await textByContent(file) : undefined);
    if (toText !== undefined) texts.push({ file, toText });
  }
  const own = texts.filter(({ file }) => !aboutFolder.test(path.basename(file)));
  const hasOthers =
    own.length > 0 || files.some((file) => tables.test(file.replace(/\.gz$/iu, '')));
  return hasOthers ? own : texts;
}

function isOfCounts(file: string, files: readonly string[]): boolean {
  if (!dictionary.test(file)) return false;
  const counts = file.replace(dictionary, '.mm');
  return files.includes(counts) || files.includes(`${counts}.gz`);
}

/** No end of a name, or a number as newsgroups and archives have. */
const endless = /^(?:\.\d+|\.)?$/u;
const aboutFolder =
  /^(?:readme|licen[cs]e|copying|changelog|contributing|authors|notice|citation)(?:\.(?:md|txt|html?|text))?$/iu;

async function textByContent(file: string): Promise<TextOf | undefined> {
  const head = await readStart(file).catch(() => undefined);
  if (head === undefined) return plainText; // read again, and said there
  if (endingByContent(head) !== undefined) return plainText;
  return containerOf(head, file) === undefined && looksLikeText(head) ? plainText : undefined;
}

async function* readTables(
  source: Source,
  files: readonly string[],
  context: ReadContext,
): AsyncGenerator<SourceDocument> {
  const { options } = context;
  const found = files.filter((file) => tables.test(file.replace(/\.gz$/iu, '')));
  if (found.length === 0) {
    throw new UserError(
      'no-documents',
      `Cannot read ${source.path}: ` +
        (files.length === 0 ? 'the folder is empty' : 'the folder holds no file that can be read'),
      {
        hint: 'A folder may hold .txt, .md, .html, .xml, .pdf, .csv, .tsv, .json or .jsonl files, or counts (.ldac, .svmlight, .mtx, .mm), also as .gz.',
      },
    );
  }
  const stems = new Set(found.map(stemOf));
  for (const file of files)
    if (!found.includes(file) && !stems.has(stemOf(file))) context.notes.skippedFiles.add(file);
  for (const file of found) {
    const documents = await context.badFiles.read(file, async () =>
      context.readOther(await openSource(file, options)),
    );
    if (documents !== undefined) yield* context.badFiles.readable(file, documents);
  }
}

/** `corpus` of `corpus.vocab` and of `corpus.dict.txt.gz`: files of one source have the same. */
function stemOf(file: string): string {
  return file.replace(/(?:\.dict\.txt|\.[^./\\]+)(?:\.gz)?$/iu, '');
}

/** `.txt` of `speech.txt.gz`. */
function kindOf(file: string): string {
  return path.extname(file.replace(/\.gz$/iu, '')).toLowerCase();
}
