/** Files that a parser must take apart, told by what is in them. */
import type { Head } from './head.ts';

/** Behind a byte-order mark, and in UTF-16 as well: whether it is worth decoding. */
const mayBeMarkup = /^[\0\s\xef\xbb\xbf\xff\xfe]{0,40}</u;
const page = /^\s*(?:<\?xml\s[^>]{0,200}>\s*)?<(?:!doctype\s+html|html)(?=[\s>])/iu;
const xml = /^\s*<(?:\?xml|(?:\w+:)?(?:tei|tei\.2|teicorpus|teicorpus\.2|rss|feed))(?=[\s>])/iu;

/**
 * The ending that the name of a web page, an XML or a PDF file should have; undefined for all else,
 * and where several begin, one on each line.
 */
export function endingByContent(head: Head): '.html' | '.xml' | '.pdf' | undefined {
  const start = head.bytes.subarray(0, 64).toString('latin1');
  if (start.startsWith('%PDF-')) return '.pdf';
  if (!mayBeMarkup.test(start)) return undefined;
  const isPage = page.test(head.text);
  const found = (isPage ? page : xml).exec(head.text)?.[0].trim();
  if (found === undefined) return undefined;
  const isAgain = head.lines.filter((line) => line.trimStart().startsWith(found)).length > 1;
  return isAgain ? undefined : isPage ? '.html' : '.xml';
}
