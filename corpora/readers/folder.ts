import path from 'node:path';
import { UserError } from '../../core/errors.ts';
import type { SourceDocument } from './document.ts';
import { fileTexts } from './file-texts.ts';
import { likelihood } from './recognition/likelihood.ts';
import type { ReadContext, Reader } from './reader.ts';
import { filesBelow } from './folder-walk.ts';
import { openSource, type Source } from './source.ts';
import { WholeFile } from './whole-file.ts';

/** A document in each file, labelled with the folder that it stands in. */
export const folderReader: Reader = {
  format: 'folder',
  about: 'a folder of .txt, .md, .html or .pdf files, a document each; their folder is the label',
  likelihood: (source) => (source.isFolder ? likelihood.byName : likelihood.no),
  read: readFolder,
};

/** Tables and the like in a folder that holds no texts of its own; see `folderOfTables`. */
const tables = /\.(?:csv|tsv|tab|psv|jsonl|ndjson|jl|json)$/iu;

async function* readFolder(source: Source, context: ReadContext): AsyncGenerator<SourceDocument> {
  const { notes, options } = context;
  const files = filesBelow(source.path, {
    followLinks: options.followLinks ?? false,
    notes: { others: notes.skippedFiles, outside: notes.linksOutside, again: notes.readAlready },
  });
  const texts = files.filter((file) => fileTexts.has(kindOf(file)));
  if (texts.length === 0) {
    yield* readTables(source, files, context);
    return;
  }
  for (const file of files) if (!fileTexts.has(kindOf(file))) notes.skippedFiles.add(file);
  for (const file of texts) {
    const name = path.relative(source.path, file);
    const folder = path.dirname(name);
    const label = folder === '.' ? source.name : folder.split(path.sep).join('/');
    const toText = fileTexts.get(kindOf(file))!;
    const text = await context.badFiles.read(file, () =>
      toText(new WholeFile(file, context), context),
    );
    if (text === undefined) continue;
    yield { name: name.split(path.sep).join('/'), label, text, place: { path: file } };
  }
}

async function* readTables(
  source: Source,
  files: readonly string[],
  context: ReadContext,
): AsyncGenerator<SourceDocument> {
  const found = files.filter((file) => tables.test(file.replace(/\.gz$/iu, '')));
  if (found.length === 0) {
    throw new UserError(
      'no-documents',
      `Cannot read ${source.path}: ` +
        (files.length === 0 ? 'the folder is empty' : 'the folder holds no file that can be read'),
      {
        hint: 'A folder may hold .txt, .md, .html, .pdf, .csv, .tsv, .json or .jsonl files, also as .gz.',
      },
    );
  }
  for (const file of files) if (!found.includes(file)) context.notes.skippedFiles.add(file);
  for (const file of found) {
    const source = await context.badFiles.read(file, () => openSource(file));
    if (source !== undefined) yield* context.badFiles.readable(file, context.readOther(source));
  }
}

/** `.txt` of `speech.txt.gz`. */
function kindOf(file: string): string {
  return path.extname(file.replace(/\.gz$/iu, '')).toLowerCase();
}
