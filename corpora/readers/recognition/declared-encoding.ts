/** The encoding that a web page or an XML file says it is in. */

/** HTML looks no further for it; XML says it in its first line. */
const looked = 2048;

const inPage = /<meta\b[^>]{0,300}\bcharset\s*=\s*["']?\s*([\w.:-]{2,40})/iu;
const inXml = /^\s*<\?xml\b[^>]{0,300}\bencoding\s*=\s*["']([\w.:-]{2,40})["']/u;

/** Pages that say one of these are in windows-1252, which has all of its characters. */
const westEuropean = /^(?:iso-?8859-?1|latin-?1|(?:us-)?ascii)$/iu;

/** Undefined where it says nothing. */
export function declaredEncoding(start: Buffer): string | undefined {
  const text = start.subarray(0, looked).toString('latin1');
  const declared = (inXml.exec(text) ?? inPage.exec(text))?.[1];
  return declared !== undefined && westEuropean.test(declared) ? 'windows-1252' : declared;
}
