/** The texts of an XML file: plays, letters and editions in TEI, articles, corpora, and others. */
import { withoutEntities } from '../../text/cleaning/entities.ts';
import type { ParsedText } from './messages.ts';
import { mayHoldDocuments, withOneRoot, XmlDocuments } from './xml-documents.ts';
import type { XmlListener } from './xml-listener.ts';
import { XmlText } from './xml-text.ts';

/**
 * The documents that the file holds (several TEI, `<doc>` or the like), else its text as one.
 *
 * @throws {Error} when it is not well formed; the message says where.
 */
export async function textsOfXml(xml: string): Promise<readonly ParsedText[]> {
  if (mayHoldDocuments(xml)) {
    const documents = new XmlDocuments();
    await parse(withOneRoot(xml), documents);
    if (documents.found.length > 1) return documents.found;
  }
  const text = new XmlText();
  await parse(xml, text);
  return [{ text: text.result }];
}

async function parse(xml: string, listener: XmlListener): Promise<void> {
  const { SaxesParser } = await import('saxes');
  const parser = new SaxesParser({ xmlns: false, position: true });
  parser.on('error', (error) => {
    // Entities of a DTD, which is never fetched: those of HTML are known, others do not become words.
    if (!error.message.includes('undefined entity')) throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    listener.open(localName(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    listener.close(localName(name));
  });
  parser.on('text', (part) => {
    listener.add(withoutEntities(part));
  });
  parser.on('cdata', (part) => {
    listener.add(part);
  });
  parser.write(xml).close();
}

/** `p` of `tei:p`. */
function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
