/** Tags and entities of HTML in texts that are not declared as HTML. */
import { withoutEntities } from './entities.ts';

const inline = 'a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|img|ins|kbd|label|mark|q|s|samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr'; // prettier-ignore
const block = 'address|article|aside|blockquote|body|br|button|caption|center|col|colgroup|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|head|header|hr|html|iframe|input|legend|li|link|main|meta|nav|ol|option|p|pre|section|select|table|tbody|td|textarea|tfoot|th|thead|title|tr|ul|video'; // prettier-ignore
/** What stands in these is not text. */
const hidden = 'script|style|noscript|template';

const tagStart = new RegExp(`<(/?)(?:(${inline})|(${block})|(${hidden}))(?=[\\s/>])|<!--`, 'giu');
const entity =
  /&(?:[a-z][a-z\d]{1,30};|#\d{1,7};|#x[\da-f]{1,6};|nbsp|(?:amp|lt|gt|quot)(?![a-z\d]))/iu;
/** A tag is no longer, whatever its attributes hold. */
const longestTag = 10_000;

/** Whether there are tags or entities that nobody writes in plain text. */
export function hasMarkup(text: string): boolean {
  if (text.includes('&') && entity.test(text)) return true;
  if (!text.includes('<')) return false;
  tagStart.lastIndex = 0;
  for (let found = tagStart.exec(text); found !== null; found = tagStart.exec(text)) {
    if (endOfTag(text, found) > 0) return true;
  }
  return false;
}

/**
 * The text without tags, comments and scripts, and with the characters that entities stand for. A
 * tag inside a line is nothing, one that begins a paragraph or the like is a line end. Feeds escape
 * their markup, so that tags and entities come out of entities: these go as well.
 */
export function withoutMarkup(text: string): string {
  const once = withoutOneLayer(text);
  return /&(?:lt|amp|#0*(?:38|60)|#x0*(?:26|3c))\b/iu.test(text) && hasMarkup(once)
    ? withoutOneLayer(once)
    : once;
}

function withoutOneLayer(text: string): string {
  return decoded(text.includes('<') ? withoutTags(text) : text);
}

function withoutTags(text: string): string {
  let plain = '';
  let copied = 0;
  const ends = new Ends(text);
  tagStart.lastIndex = 0;
  for (let found = tagStart.exec(text); found !== null; found = tagStart.exec(text)) {
    const [whole, slash, , isBlock, isHidden] = found;
    const end = whole === '<!--' ? ends.behind(found.index + 4, '-->') : endOfTag(text, found);
    if (end < 0) continue;
    plain += text.slice(copied, found.index) + (isBlock === undefined ? '' : '\n');
    copied = end;
    if (isHidden !== undefined && slash === '') {
      const behind = ends.behind(end, `</${isHidden.toLowerCase()}\\s*>`);
      copied = behind < 0 ? end : behind; // where it never comes, the tag alone is left out
    }
    tagStart.lastIndex = copied;
  }
  return plain + text.slice(copied);
}

/** What may follow the name of a tag: an attribute with a value, or one that needs none. */
const attribute =
  /^\s+(?:[\w:@.-]+\s*=|(?:allowfullscreen|async|checked|compact|defer|disabled|hidden|ismap|multiple|noshade|nowrap|open|readonly|required|reversed|selected)\b)/iu;

/** Behind the > that ends a tag; -1 when there is none, as in `x <a and b> c`. */
function endOfTag(text: string, { index, 0: start, 2: isInline }: RegExpExecArray): number {
  const end = endOfSign(text, index);
  if (end < 0 || (isInline === undefined && !/^<p$/iu.test(start))) return end;
  const inside = text.slice(index + start.length, end - 1);
  return /^\s*\/?$/u.test(inside) || attribute.test(inside) ? end : -1;
}

/** Behind the next >. One in quotes does not count. */
function endOfSign(text: string, start: number): number {
  let quote = '';
  const last = Math.min(text.length, start + longestTag);
  for (let place = start + 1; place < last; place++) {
    const character = text[place];
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '>') return place + 1;
    else if (character === '<') return -1;
    else if ((character === '"' || character === "'") && text[place - 1] === '=') quote = character;
  }
  return -1;
}

/** Where comments and scripts end. What is not there is looked for once: it may be missing a million times. */
class Ends {
  readonly #text: string;
  readonly #missing = new Set<string>();

  constructor(text: string) {
    this.#text = text;
  }

  /** Behind the next such end; -1 when there is none. */
  behind(from: number, end: string): number {
    if (this.#missing.has(end)) return -1;
    const closing = new RegExp(end, 'giu');
    closing.lastIndex = from;
    if (closing.test(this.#text)) return closing.lastIndex;
    this.#missing.add(end);
    return -1;
  }
}

function decoded(text: string): string {
  if (!text.includes('&')) return text;
  const closed = text.replace(/&(nbsp|(?:amp|lt|gt|quot)(?![a-z\d]))(?!;)/giu, '&$1;');
  return withoutEntities(closed).replaceAll('\u00a0', ' ');
}
