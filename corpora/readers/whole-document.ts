/** Reads a file that is one document. */
import path from 'node:path';
import type { SourceDocument } from './document.ts';
import { documentsOf, fileTexts, plainText } from './file-texts.ts';
import type { ReadContext, Reader } from './reader.ts';
import type { Head } from './recognition/head.ts';
import { endingByContent } from './recognition/markup-by-content.ts';
import { likelihood } from './recognition/likelihood.ts';
import type { Source } from './source.ts';
import { WholeFile } from './whole-file.ts';

/** The whole file is one document, as each file of a folder is. */
export const documentReader: Reader = {
  format: 'document',
  about: 'one document per file (.txt, .md, .html, .xml, .pdf)',
  likelihood: ({ isFolder, name, head }) => {
    if (isFolder) return likelihood.no;
    if (endingByContent(head) !== undefined) return likelihood.strong;
    return /\.(?:x?html?|xml|tei|pdf|md|markdown|rst|eml)$/iu.test(name)
      ? likelihood.byName
      : likelihood.no;
  },
  read: readWhole,
};

async function* readWhole(source: Source, context: ReadContext): AsyncGenerator<SourceDocument> {
  const toText = fileTexts.get(path.extname(source.name).toLowerCase()) ?? plainText;
  const texts = await toText(new WholeFile(source.path, context, source), context);
  context.notes.readings.add(source.path, { format: 'document', how: 'one document per file' });
  yield* documentsOf(texts, { name: source.name, place: { path: source.path } });
}

/** This many lines, none of them blank and some of them long, are rather documents than one text. */
const manyLines = 20;
const longLine = 200;

/** Whether a text looks as if it had a document on each line. */
export function looksLikeLines({ rawLines, lines }: Head): boolean {
  const hasBlank = lines.length < rawLines.filter((_, index) => index < rawLines.length - 1).length;
  return lines.length >= manyLines && !hasBlank && lines.some((line) => line.length > longLine);
}
