import type { TextDocument } from './document.ts';
import { readLines } from './lines.ts';
import type { ReadContext, Reader } from './reader.ts';
import type { Source } from './source.ts';

/** A document on each line. A blank line is an empty document, so that numbers stay in step. */
export const linesReader: Reader = {
  format: 'lines',
  about: 'a document on each line, the text alone',
  recognizes: (source) => !source.isFolder,
  async *read(source, context) {
    for await (const { first, lines } of readLines(source, context)) {
      for (const [index, text] of lines.entries()) {
        const line = first + index;
        yield { name: `${source.name}:${line}`, text, place: { path: source.path, line } };
      }
    }
  },
};

/** `id TAB label TAB text`, without header or quoting; MALLET's own files, too. */
export const malletReader: Reader = {
  format: 'mallet',
  about: 'a document on each line: its name, label and text (tabs between, else spaces)',
  recognizes: (source) => !source.isFolder && hasTwoTabsOnEachLine(source),
  read: readNamedLines,
};

async function* readNamedLines(source: Source, context: ReadContext): AsyncGenerator<TextDocument> {
  for await (const { first, lines } of readLines(source, context)) {
    for (const [index, content] of lines.entries()) {
      const place = { path: source.path, line: first + index };
      const { name, label, text } = splitNamedLine(content);
      yield {
        name: name === '' ? `${source.name}:${place.line}` : name,
        label: label === '' ? undefined : label,
        text,
        place,
      };
    }
  }
}

function splitNamedLine(line: string): { name: string; label: string; text: string } {
  const tab = line.indexOf('\t');
  const second = tab < 0 ? -1 : line.indexOf('\t', tab + 1);
  if (second >= 0) {
    return {
      name: line.slice(0, tab),
      label: line.slice(tab + 1, second),
      text: line.slice(second + 1),
    };
  }
  const [, name = '', label = '', text = ''] = /^(\S*)\s*(\S*)\s*(.*)$/su.exec(line) ?? [];
  return { name, label, text };
}

/** The complete lines of the beginning; three fields and no header among them. */
function hasTwoTabsOnEachLine(source: Source): boolean {
  const text = source.head.toString('utf8').replace(/^\ufeff/u, '');
  const lines = text.split(/\r\n|\n|\r/u).filter((line) => line !== '');
  if (text.length >= 60_000 && lines.length > 1) lines.pop(); // may be cut off
  if (lines.length === 0 || looksLikeHeader(lines[0].split('\t'))) return false;
  return lines.every((line) => line.split('\t', 4).length === 3);
}

const textNames = new Set([
  'text', 'texts', 'body', 'content', 'contents', 'abstract', 'message', 'comment', 'document',
  'article', 'speech', 'review', 'description', 'tweet', 'post', 'transcript', 'full_text', 'fulltext',
]); // prettier-ignore

/** Whether a first row names columns: short, distinct names, one of them for the text. */
export function looksLikeHeader(fields: readonly string[]): boolean {
  const names = fields.map((field) => field.trim().toLowerCase());
  return (
    new Set(names).size === names.length &&
    names.every((name) => name.length <= 40) &&
    names.some((name) => textNames.has(name))
  );
}

/** The name among these under which the text is likely to stand. */
export function likelyTextName(names: readonly string[]): string | undefined {
  return names.find((name) => textNames.has(name.trim().toLowerCase()));
}
