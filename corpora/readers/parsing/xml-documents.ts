/** XML files that hold many documents: `<teiCorpus>`, `<doc>` after `<doc>`, records, feeds. */
import type { ParsedText } from './messages.ts';
import type { Attributes, XmlListener } from './xml-listener.ts';
import { XmlText } from './xml-text.ts';

const names = 'tei|tei\\.2|doc|document|article|record|item|entry|post|review|speech';
const start = new RegExp(`<(?:\\w+:)?(?:${names})(?=[\\s>])`, 'giu');
const documentName = new RegExp(`^(?:${names})$`, 'iu');
/** Elements that hold a document are children of the root, or theirs (`rss`, `channel`, `item`). */
const deepest = 3;
/** Of a record the text is one field. */
const bodies = ['body', 'text', 'content'];

/** Whether there are two elements that might be documents. */
export function mayHoldDocuments(xml: string): boolean {
  start.lastIndex = 0;
  return start.test(xml) && start.test(xml);
}

/** The file, with a root where one document follows the other without any. */
export function withOneRoot(xml: string): string {
  const [before = ''] = /^\ufeff?\s*(?:<\?[^>]*\?>\s*|<!--.*?-->\s*)*/su.exec(xml) ?? [];
  start.lastIndex = before.length;
  const first = start.exec(xml);
  return first?.index === before.length ? `<all>${xml.slice(before.length)}</all>` : xml;
}

/** The documents of a file, by elements that hold one each. */
export class XmlDocuments implements XmlListener {
  readonly found: ParsedText[] = [];
  #depth = 0;
  #open: OpenDocument | undefined;

  open(name: string, attributes: Attributes): void {
    this.#depth++;
    if (this.#open !== undefined) this.#open.text.open(name, attributes);
    else if (this.#depth > 1 && this.#depth <= deepest && documentName.test(name)) {
      const isTei = /^tei/iu.test(name);
      const text = new XmlText(isTei ? undefined : bodies);
      this.#open = { depth: this.#depth, text, ...described(attributes) };
    }
  }

  close(name: string): void {
    const open = this.#open;
    if (open?.depth === this.#depth) {
      const { name: own, label, metadata } = open;
      this.found.push({ text: open.text.result, name: own, label, metadata });
      this.#open = undefined;
    } else open?.text.close(name);
    this.#depth--;
  }

  /** Text outside the documents is about them. */
  add(text: string): void {
    this.#open?.text.add(text);
  }
}

interface OpenDocument extends Omit<ParsedText, 'text'> {
  readonly depth: number;
  readonly text: XmlText;
}

/** Name and label by the attributes that are called so; the others are metadata. */
function described(attributes: Attributes): Omit<ParsedText, 'text'> {
  const all = Object.entries(attributes).filter(([key]) => !/^xmlns\b/u.test(key));
  const find = (keys: readonly string[]): string | undefined =>
    keys
      .map((key) => all.find(([name]) => name.toLowerCase() === key)?.[0])
      .find((key) => key !== undefined);
  const name = find(['xml:id', 'id', 'n', 'name']);
  const label = find(['label', 'class', 'category']);
  const others = all.filter(([key]) => key !== name && key !== label && key !== 'xml:lang');
  return {
    name: name === undefined ? undefined : attributes[name],
    label: label === undefined ? undefined : attributes[label],
    metadata: others.length === 0 ? undefined : Object.fromEntries(others),
  };
}
