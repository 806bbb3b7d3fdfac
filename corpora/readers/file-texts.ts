/** How each kind of file becomes text. */
import type { TextDocument } from './document.ts';
import { htmlLimit, pdfLimit, textLimit, xmlLimit } from './limits.ts';
import type { ParsedText } from './parsing/messages.ts';
import { declaredEncoding } from './recognition/declared-encoding.ts';
import type { ReadContext } from './reader.ts';
import type { WholeFile } from './whole-file.ts';

/** Most files hold one text. */
export type TextOf = (file: WholeFile, context: ReadContext) => Promise<readonly ParsedText[]>;

/** The documents of a file's texts: one has the name of the file, several their own or a number. */
export function* documentsOf(
  texts: readonly ParsedText[],
  file: Omit<TextDocument, 'text'>,
): Generator<TextDocument> {
  for (const [index, { text, name, label, metadata }] of texts.entries()) {
    if (texts.length === 1) yield { ...file, text };
    else {
      const own = { name: name ?? `${file.name}:${index + 1}`, label: label ?? file.label };
      yield { ...file, ...own, metadata, text };
    }
  }
}

/** How to get the text of a file, by the ending of its name. */
export const fileTexts: ReadonlyMap<string, TextOf> = new Map([
  ['.txt', plainText],
  ['.text', plainText],
  ['.md', plainText],
  ['.markdown', plainText],
  ['.rst', plainText],
  ['.asc', plainText],
  ['.eml', plainText],
  ['.html', htmlText],
  ['.htm', htmlText],
  ['.xhtml', htmlText],
  ['.xml', xmlText],
  ['.tei', xmlText],
  ['.pdf', pdfText],
]);

export async function plainText(file: WholeFile): Promise<readonly ParsedText[]> {
  return [{ text: await file.text(textLimit) }];
}

async function htmlText(file: WholeFile, { parsers }: ReadContext): Promise<readonly ParsedText[]> {
  return parsers.parse(file.path, {
    kind: 'html',
    content: await file.text(htmlLimit, declaredEncoding),
  });
}

async function xmlText(
  file: WholeFile,
  { parsers, notes }: ReadContext,
): Promise<readonly ParsedText[]> {
  const content = await file.text(xmlLimit, declaredEncoding);
  const texts = await parsers.parse(file.path, { kind: 'xml', content });
  const isWhole = texts.length === 1;
  const what = /<(?:\w+:)?body[\s>]/u.test(content) ? 'the text of its body' : 'all of its text';
  const how = isWhole ? what : 'a document in each TEI, doc, record or the like';
  notes.readings.add(file.path, {
    format: 'XML',
    how: `${how}, without headers, notes and names of speakers`,
  });
  return texts;
}

async function pdfText(file: WholeFile, { parsers }: ReadContext): Promise<readonly ParsedText[]> {
  const bytes = await file.bytes(pdfLimit);
  return parsers.parse(file.path, { kind: 'pdf', content: Uint8Array.from(bytes) });
}
