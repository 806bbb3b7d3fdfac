/** How each kind of file becomes text. */
import type { TextDocument } from './document.ts';
import { htmlLimit, pdfLimit, textLimit, xmlLimit } from './limits.ts';
import type { ParsedText } from './parsing/messages.ts';
import { checkIsText } from './recognition/containers.ts';
import { declaredEncoding } from './recognition/declared-encoding.ts';
import { endingByContent } from './recognition/markup-by-content.ts';
import type { ReadContext } from './reader.ts';
import type { WholeFile } from './whole-file.ts';

/** A text of a file, and whether a parser made it. */
export type FileText = ParsedText & Pick<TextDocument, 'isParsed'>;

/** Most files hold one text. */
export type TextOf = (file: WholeFile, context: ReadContext) => Promise<readonly FileText[]>;

/** The documents of a file's texts: one has the name of the file, several their own or a number. */
export function* documentsOf(
  texts: readonly FileText[],
  file: Omit<TextDocument, 'text'>,
): Generator<TextDocument> {
  for (const [index, { text, name, label, metadata, isParsed }] of texts.entries()) {
    if (texts.length === 1) yield { ...file, text, isParsed };
    else {
      const own = { name: name ?? `${file.name}:${index + 1}`, label: label ?? file.label };
      yield { ...file, ...own, metadata, text, isParsed };
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

/** The text as it stands, unless it is that of a web page or the like, whatever its name says. */
export async function plainText(
  file: WholeFile,
  context: ReadContext,
): Promise<readonly FileText[]> {
  const head = await file.head();
  checkIsText(file.path, head);
  const ending = endingByContent(head);
  if (ending !== undefined) return fileTexts.get(ending)!(file, context);
  return [{ text: await file.text(textLimit) }];
}

async function htmlText(file: WholeFile, { parsers }: ReadContext): Promise<readonly FileText[]> {
  const content = await file.text(htmlLimit, declaredEncoding);
  return parsedBy(await parsers.parse(file.path, { kind: 'html', content }));
}

function parsedBy(texts: readonly ParsedText[]): FileText[] {
  return texts.map((text) => ({ ...text, isParsed: true }));
}

async function xmlText(
  file: WholeFile,
  { parsers, notes }: ReadContext,
): Promise<readonly FileText[]> {
  const content = await file.text(xmlLimit, declaredEncoding);
  const texts = await parsers.parse(file.path, { kind: 'xml', content });
  const isWhole = texts.length === 1;
  const what = /<(?:\w+:)?body[\s>]/u.test(content) ? 'the text of its body' : 'all of its text';
  const how = isWhole ? what : 'a document in each TEI, doc, record or the like';
  notes.readings.add(file.path, {
    format: 'XML',
    how: `${how}, without headers, notes and names of speakers`,
  });
  return parsedBy(texts);
}

async function pdfText(file: WholeFile, { parsers }: ReadContext): Promise<readonly FileText[]> {
  const content = Uint8Array.from(await file.bytes(pdfLimit));
  return parsedBy(await parsers.parse(file.path, { kind: 'pdf', content }));
}
