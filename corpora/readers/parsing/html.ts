/** The text of a web page. */
import { htmlLimit } from '../limits.ts';

/** The text of a page. Links and pictures are left out, and headings keep their case. */
export async function textOfHtml(html: string): Promise<string> {
  const { convert } = await import('html-to-text');
  const plainHeading = { options: { uppercase: false } };
  return convert(withoutConstructors(html), {
    wordwrap: false,
    limits: { maxInputLength: htmlLimit.most }, // beyond its own limit, it truncates silently
    selectors: [
      { selector: 'a', options: { ignoreHref: true } },
      ...['img', 'nav', 'script', 'style'].map((selector) => ({ selector, format: 'skip' })),
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, ...plainHeading })),
      { selector: 'table', options: { uppercaseHeaderCells: false } },
    ],
  });
}

/**
 * The library looks tags up in an object, where it mistakes inherited properties for rules. Tags
 * are in lower case and begin with a letter, so there is but one of these names.
 */
function withoutConstructors(html: string): string {
  return html.replace(/(<\/?)constructor\b/giu, '$1x-constructor');
}
