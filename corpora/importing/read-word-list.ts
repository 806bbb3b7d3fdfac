/** Reads lists of words that a person gave: the one reader for all of them. */
import { isUtf8 } from 'node:buffer';
import { checkFileLength, wordListLimit } from '../readers/limits.ts';
import type { ReadContext } from '../readers/reader.ts';
import { openSource } from '../readers/source.ts';
import { TextDecoding } from '../readers/text-decoding.ts';
import type { WordList } from '../text/word-list.ts';

/**
 * Reads a list of words, compressed or not. What is not UTF-8 is in the encoding of the sources.
 *
 * @throws {UserError} when there is no such file, or it is not text.
 */
export async function readWordList(file: string, context: ReadContext): Promise<WordList> {
  const bytes = await bytesOf(file);
  const encoding = isUtf8(bytes) ? 'utf-8' : context.options.encoding;
  const options = { ...context.options, encoding };
  const decoding = new TextDecoding(file, { ...context, options });
  const text = (await decoding.decode(bytes)) + (await decoding.finish());
  return { name: file, lines: text.trimEnd().split(/\r\n|[\r\n]/u) };
}

async function bytesOf(file: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of (await openSource(file)).bytes()) {
    length += part.length;
    checkFileLength(length, file, wordListLimit);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
