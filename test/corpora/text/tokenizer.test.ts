import { expect } from 'chai';
import { CodeUnits } from '../../../corpora/text/code-units.ts';
import { Tokenizer } from '../../../corpora/text/tokenizer.ts';

function tokensOf(text: string, options = { keepNumbers: false }): string[] {
  const tokens = new Tokenizer(options).tokenize(text, new CodeUnits().of(text));
  return Array.from({ length: tokens.length }, (_, token) =>
    text.slice(tokens.startOf(token), tokens.endOf(token)),
  );
}

describe('the tokenizer', () => {
  it('keeps apostrophes and hyphens inside a word and drops them around it', () => {
    expect(tokensOf("'Tis the well-known O’Neill's -- rock-'n'-roll -x-")).to.deep.equal([
      'Tis', 'the', 'well-known', 'O’Neill\'s', 'rock', 'n', 'roll', 'x',
    ]); // prettier-ignore
  });

  it('keeps letters of any script with their combining marks', () => {
    expect(tokensOf('Zürich, cafe\u0301 и हिन्दी, ελληνικά')).to.deep.equal([
      'Zürich', 'cafe\u0301', 'и', 'हिन्दी', 'ελληνικά',
    ]); // prettier-ignore
  });

  it('goes on after an emoji and takes letters above U+FFFF as letters', () => {
    expect(tokensOf('good 😀 day 👩‍🚀 𝐛𝐨𝐥𝐝 end')).to.deep.equal(['good', 'day', '𝐛𝐨𝐥𝐝', 'end']);
  });

  it('cuts Chinese into words and leaves what stands between alone', () => {
    expect(tokensOf('自然语言处理，JR貨物 3月')).to.deep.equal([
      '自然',
      '语言',
      '处理',
      'JR',
      '貨物',
      '月',
    ]);
  });

  it('drops what begins with a digit, whole, unless numbers are kept', () => {
    expect(tokensOf('the 3rd of 1,000.50 covid19 years')).to.deep.equal([
      'the',
      'of',
      'covid19',
      'years',
    ]);
    expect(tokensOf('3rd of 1,000.50.', { keepNumbers: true })).to.deep.equal([
      '3rd',
      'of',
      '1,000.50',
    ]);
  });

  it('drops web and mail addresses and HTML entities', () => {
    expect(
      tokensOf('see https://a.org/b?c=d or www.x.de, write me@home.org now&nbsp;or &amp; so'),
    ).to.deep.equal(['see', 'or', 'write', 'now', 'or', 'so']);
  });
});
