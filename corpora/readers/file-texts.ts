import { UserError } from '../../core/errors.ts';
import { htmlLimit, pdfLimit, textLimit } from './limits.ts';
import type { WholeFile } from './whole-file.ts';

/** How the text of a file is had, by the end of its name. */
export const fileTexts: ReadonlyMap<string, (file: WholeFile) => Promise<string>> = new Map([
  ['.txt', plainText],
  ['.text', plainText],
  ['.md', plainText],
  ['.html', htmlText],
  ['.htm', htmlText],
  ['.pdf', pdfText],
]);

function plainText(file: WholeFile): Promise<string> {
  return file.text(textLimit);
}

/** Links and pictures are left out, and headings keep their case. */
async function htmlText(file: WholeFile): Promise<string> {
  const { convert } = await import('html-to-text');
  const plainHeading = { options: { uppercase: false } };
  return convert(await file.text(htmlLimit), {
    wordwrap: false,
    limits: { maxInputLength: htmlLimit.most }, // beyond its own limit, it cuts without a word
    selectors: [
      { selector: 'a', options: { ignoreHref: true } },
      ...['img', 'nav', 'script', 'style'].map((selector) => ({ selector, format: 'skip' })),
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, ...plainHeading })),
      { selector: 'table', options: { uppercaseHeaderCells: false } },
    ],
  });
}

async function pdfText(file: WholeFile): Promise<string> {
  const { extractText } = await import('unpdf');
  const bytes = await file.bytes(pdfLimit);
  try {
    const { text } = await extractText(Uint8Array.from(bytes), { mergePages: true });
    return text;
  } catch (error) {
    throw new UserError(
      'pdf-damaged',
      `Cannot read ${file.path}: it is not a PDF file, or it is damaged (${(error as Error).message})`,
      {
        hint: 'Open it in a PDF reader; if it can be read there, save its text as .txt.',
        cause: error,
      },
    );
  }
}
