/** The lines of a source, decoded. */
import { checkLineLength } from './limits.ts';
import type { ReadContext } from './reader.ts';
import type { Source } from './source.ts';
import { TextDecoding } from './text-decoding.ts';

/** The decoded text of a source, a chunk at a time. */
export async function* textChunks(source: Source, context: ReadContext): AsyncGenerator<string> {
  const decoding = new TextDecoding(source.path, context);
  const stream = source.bytes();
  let counted = 0;
  for await (const bytes of stream) {
    context.notes.bytesRead += stream.bytesRead - counted;
    counted = stream.bytesRead;
    yield await decoding.decode(bytes);
  }
  yield await decoding.finish();
}

/** Consecutive lines, without their ends. */
export interface Lines {
  /** The number of the first, from 1 up. */
  readonly first: number;
  readonly lines: readonly string[];
}

export interface LineOptions {
  /** Lines end at LF, CR LF and CR, all in one file; else what comes first is the end of all. */
  readonly anyEnd?: boolean;
  /** Looks at how long a line that has not ended yet is. */
  readonly checkLength?: (length: number, line: number) => void;
}

/** The lines of a source, as many at a time as a chunk holds. Ends are LF, CR LF, or CR alone. */
export async function* readLines(
  source: Source,
  context: ReadContext,
  { anyEnd = false, checkLength }: LineOptions = {},
): AsyncGenerator<Lines> {
  const check =
    checkLength ??
    ((numCharacters: number, line: number): void => {
      checkLineLength(numCharacters, { path: source.path, line });
    });
  const chunks = textChunks(source, context);
  let end: string | undefined;
  let first = 1;
  let unfinished: string[] = [];
  let length = 0;
  for await (const chunk of anyEnd ? withLineFeeds(chunks) : chunks) {
    end ??= endOfLines(chunk);
    const last = end === undefined ? -1 : chunk.lastIndexOf(end);
    if (last < 0) {
      length += chunk.length;
      check(length, first);
      unfinished.push(chunk);
      continue;
    }
    const lines = cut(unfinished.join('') + chunk.slice(0, last), end!);
    yield { first, lines };
    first += lines.length;
    unfinished = [chunk.slice(last + 1)];
    length = unfinished[0].length;
  }
  const rest = unfinished.join('');
  if (rest === '') return;
  yield { first, lines: cut(rest.endsWith('\r') ? rest.slice(0, -1) : rest, end ?? '\r') };
}

/** Every line end as LF. */
async function* withLineFeeds(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let carry = '';
  for await (const chunk of chunks) {
    const text = carry + chunk;
    carry = text.endsWith('\r') ? '\r' : ''; // its LF may come in the next chunk
    yield text.slice(0, text.length - carry.length).replace(/\r\n?/gu, '\n');
  }
  if (carry !== '') yield '\n';
}

/** A CR that ends the chunk says nothing: the next may begin with its LF. */
function endOfLines(chunk: string): '\n' | '\r' | undefined {
  if (chunk.includes('\n')) return '\n';
  return chunk.includes('\r') && chunk.indexOf('\r') < chunk.length - 1 ? '\r' : undefined;
}

function cut(text: string, end: string): string[] {
  const lines: string[] = [];
  let start = 0;
  for (let at = text.indexOf(end); at >= 0; at = text.indexOf(end, start)) {
    lines.push(withoutReturn(text, start, at));
    start = at + 1;
  }
  lines.push(withoutReturn(text, start, text.length));
  return lines;
}

function withoutReturn(text: string, start: number, end: number): string {
  return text.slice(start, text.charCodeAt(end - 1) === 13 && end > start ? end - 1 : end);
}
