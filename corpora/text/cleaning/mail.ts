/** Mail and newsgroup articles: which parts are not their own text. */

/** What was taken from a text. */
export interface MailParts {
  readonly text: string;
  readonly headers: number;
  readonly quotes: number;
  readonly signatures: number;
  readonly attachments: number;
}

const header = /^([A-Z][A-Za-z-]{1,40}):(?:\s|$)/u;
const known = /^(?:from|to|cc|bcc|subject|date|sent|newsgroups|message-id|path|organization|lines|references|reply-to|in-reply-to|nntp-posting-host|x-newsreader|distribution|sender|received|return-path|mime-version|content-type|followup-to|article-i\.d\.|von|an|betreff|gesendet|datum|de|à|objet|x-.+|content-.+)$/iu; // prettier-ignore
const kept = /^(?:subject|betreff|objet|keywords|summary)$/iu;
const quoted = /^\s{0,3}(?:[A-Za-z]{0,4}>|\|>|[|:]\s)/u;
const attribution =
  /(?:\bwrites?|\bwrote|\bsaid|\bschrieb|\ba écrit|\bescribió)\b[^\n]{0,40}:\s*$/iu;
const longestAttribution = 200;
const signature = /^-- ?$/u;
const longestSignature = 25;
const uuencoded = /^begin [0-7]{3,4} \S/u;
const encodedLine = /^(?=.*\d)(?=.*[A-Z])[!-~]{50,}$/u;
/** This many lines of encoded data are no accident. */
const fewestEncoded = 3;

/**
 * Takes headers (all but the subject), quoted lines and who is quoted, the signature, and encoded
 * attachments out of an article; undefined when it does not look like one.
 *
 * @param isMail whether it is one for certain; else headers at its beginning or an attribution
 *   before quoted lines must say so.
 */
export function withoutMail(text: string, isMail: boolean): MailParts | undefined {
  if (!isMail && !text.includes(':')) return undefined; // headers and attributions have one
  if (!isMail && !mayBeMail(text)) return withoutFlatHeaders(text);
  const lines = text.split(/\r\n|\n|\r/u);
  const head = headOf(lines);
  if (!isMail && head.length === 0 && !lines.some((_, index) => isAttribution(lines, index)))
    return withoutFlatHeaders(text);
  const body = bodyOf(lines.slice(head.length));
  const subjects = head.flatMap((line) => {
    const name = header.exec(line)?.[1];
    return name !== undefined && kept.test(name) ? [line.slice(name.length + 1).trim()] : [];
  });
  return { ...body, text: [...subjects, body.text].join('\n'), headers: head.length === 0 ? 0 : 1 };
}

/** Headers that only programs read, in an article whose line ends are lost. */
const flatHeader =
  /(?:^|\s)(?:nntp-posting-host|x-newsreader|x-mailer|article-i\.d\.|message-id)\s*:\s*\S+/giu;
const longestHead = 3000;

function withoutFlatHeaders(text: string): MailParts | undefined {
  const head = text.slice(0, longestHead);
  if (!/-(?:host|newsreader|mailer|i\.d\.|id)\s*:/iu.test(head)) return undefined;
  const left = head.replace(flatHeader, ' ');
  if (left === head) return undefined;
  const others = { headers: 1, quotes: 0, signatures: 0, attachments: 0 };
  return { ...others, text: left + text.slice(longestHead) };
}

/** Before the lines are cut: nearly all texts are no mail. */
function mayBeMail(text: string): boolean {
  if (!text.includes('\n') && !text.includes('\r')) return false;
  return (
    /^\s*(?:From [^\n]+\n)?[A-Z][A-Za-z-]{1,40}:/u.test(text.slice(0, 500)) || text.includes('\n>')
  );
}

/**
 * The lines of the header block; empty when there is none. A form may have a date among its fields, and
 * one without anything below them is hardly ever mail: its fields are the text.
 */
function headOf(lines: readonly string[]): readonly string[] {
  let end = lines[0]?.startsWith('From ') === true ? 1 : 0;
  const names: string[] = [];
  for (; end < lines.length && lines[end].trim() !== ''; end++) {
    const name = header.exec(lines[end])?.[1];
    if (name !== undefined) names.push(name);
    else if (names.length === 0 || !/^\s/u.test(lines[end])) return []; // neither header nor its rest
  }
  const others = names.filter((name) => !known.test(name));
  const hasBody = lines.slice(end).some((line) => line.trim() !== '');
  const isMail = names.length - others.length > 1;
  return isMail && (hasBody || others.every((name) => kept.test(name))) ? lines.slice(0, end) : [];
}

function bodyOf(lines: readonly string[]): Omit<MailParts, 'headers'> {
  const end = lines.findLastIndex((line) => signature.test(line));
  const isSigned = end >= 0 && lines.length - end <= longestSignature;
  const own = isSigned ? lines.slice(0, end) : lines;
  const isEncoded = encodedLines(own);
  let quotes = 0;
  const left = own.filter((line, index) => {
    if (isEncoded[index]) return false;
    const isQuote = quoted.test(line) && line.trim() !== '';
    if (isQuote) quotes++;
    return !isQuote && !isAttribution(own, index);
  });
  const attachments = isEncoded.filter((is, index) => is && !isEncoded[index - 1]).length;
  return { text: left.join('\n'), quotes, signatures: isSigned ? 1 : 0, attachments };
}

/** Uuencoded and base64 data, line by line. */
export function encodedLines(lines: readonly string[]): boolean[] {
  const is = lines.map(() => false);
  let start = -1;
  for (let index = 0; index <= lines.length; index++) {
    const line = lines[index] ?? '';
    const goesOn = encodedLine.test(line) || (start < 0 && uuencoded.test(line));
    if (goesOn && start < 0) start = index;
    if (goesOn || start < 0) continue;
    const isEnd = line === 'end' || (line.length > 0 && !line.includes(' ') && line.length < 50);
    const last = isEnd ? index + 1 : index;
    if (index - start >= fewestEncoded) is.fill(true, start, Math.min(last, lines.length));
    start = -1;
  }
  return is;
}

/** Whether a line says who is quoted below it. */
function isAttribution(lines: readonly string[], index: number): boolean {
  const end = lines[index].slice(-longestAttribution).trimEnd();
  // Few lines end with a colon, and to look for the words in all of them takes a tenth of an import.
  return end.endsWith(':') && attribution.test(end) && quoted.test(nextOf(lines, index));
}

/** The next line that is not blank. */
function nextOf(lines: readonly string[], index: number): string {
  for (let next = index + 1; next < Math.min(lines.length, index + 4); next++) {
    if (lines[next].trim() !== '') return lines[next];
  }
  return '';
}
