import { UserError } from '../../core/errors.ts';

interface FileText {
  readonly path: string;
  /** The bytes as text. */
  decode(): Promise<string>;
}

/** How the text of a file is had, by the end of its name. */
export const fileTexts: ReadonlyMap<string, (bytes: Buffer, file: FileText) => Promise<string>> =
  new Map([
    ['.txt', plainText],
    ['.text', plainText],
    ['.md', plainText],
    ['.html', htmlText],
    ['.htm', htmlText],
    ['.pdf', pdfText],
  ]);

function plainText(_bytes: Buffer, { decode }: FileText): Promise<string> {
  return decode();
}

/** Links and pictures are left out, and headings keep their case. */
async function htmlText(_bytes: Buffer, { decode }: FileText): Promise<string> {
  const { convert } = await import('html-to-text');
  const plainHeading = { options: { uppercase: false } };
  return convert(await decode(), {
    wordwrap: false,
    selectors: [
      { selector: 'a', options: { ignoreHref: true } },
      ...['img', 'nav', 'script', 'style'].map((selector) => ({ selector, format: 'skip' })),
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, ...plainHeading })),
      { selector: 'table', options: { uppercaseHeaderCells: false } },
    ],
  });
}

async function pdfText(bytes: Buffer, { path }: FileText): Promise<string> {
  const { extractText } = await import('unpdf');
  try {
    const { text } = await extractText(Uint8Array.from(bytes), { mergePages: true });
    return text;
  } catch (error) {
    throw new UserError(
      `Cannot read ${path}: it is not a PDF file, or it is damaged (${(error as Error).message})`,
      'Open it in a PDF reader; if it can be read there, save its text as .txt.',
      { cause: error },
    );
  }
}
