/** How each kind of file becomes text. */
import { htmlLimit, pdfLimit, textLimit, xmlLimit } from './limits.ts';
import { declaredEncoding } from './recognition/declared-encoding.ts';
import type { ReadContext } from './reader.ts';
import type { WholeFile } from './whole-file.ts';

export type TextOf = (file: WholeFile, context: ReadContext) => Promise<string>;

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

export function plainText(file: WholeFile): Promise<string> {
  return file.text(textLimit);
}

async function htmlText(file: WholeFile, { parsers }: ReadContext): Promise<string> {
  return parsers.parse(file.path, {
    kind: 'html',
    content: await file.text(htmlLimit, declaredEncoding),
  });
}

async function xmlText(file: WholeFile, { parsers, notes }: ReadContext): Promise<string> {
  const content = await file.text(xmlLimit, declaredEncoding);
  const how = /<(?:\w+:)?body[\s>]/u.test(content) ? 'the text of its body' : 'all of its text';
  notes.readings.add(file.path, {
    format: 'XML',
    how: `${how}, without headers, notes and names of speakers`,
  });
  return parsers.parse(file.path, { kind: 'xml', content });
}

async function pdfText(file: WholeFile, { parsers }: ReadContext): Promise<string> {
  const bytes = await file.bytes(pdfLimit);
  return parsers.parse(file.path, { kind: 'pdf', content: Uint8Array.from(bytes) });
}
