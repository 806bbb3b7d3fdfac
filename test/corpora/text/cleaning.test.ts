import { expect } from 'chai';
import { hasCutWords, withWholeWords } from '../../../corpora/text/cleaning/line-ends.ts';
import { withoutMail } from '../../../corpora/text/cleaning/mail.ts';
import { withoutMarkup } from '../../../corpora/text/cleaning/markup.ts';
import { Dice } from '../../fixtures/random-table.ts';

/** What took squared time took minutes. */
const mostMilliseconds = 2000;

function inTime<Result>(work: () => Result): Result {
  const started = performance.now();
  const done = work();
  expect(performance.now() - started).to.be.below(mostMilliseconds);
  return done;
}

describe('Cleaning a text', () => {
  // Seen to fail: with the beginning of a cut word looked for at each of its letters, or marks.
  for (const [what, sign] of [
    ['letters', 'a'],
    ['marks', '\u0301'],
  ] as const)
    it(`takes no longer per letter where a word has very many ${what}`, function () {
      this.timeout(600_000);
      const long = `a${sign.repeat(100_000)}`;
      const text = `${long} ship-\nping`;
      expect(hasCutWords(text)).to.equal(true);
      expect(inTime(() => withWholeWords(text, []))).to.deep.equal({
        text: `${long} shipping`,
        joined: 1,
      });
    });

  // Seen to fail: with a word that begins behind a mark left out.
  it('finds the words that are cut as a search from each letter does', () => {
    const each = /(\p{L}[\p{L}\p{M}]*)-[^\S\n]*\r?\n[^\S\n]*(\p{Ll}[\p{L}\p{M}]*)/gu;
    const dice = new Dice(1);
    for (let time = 0; time < 20_000; time++) {
      const signs = Array.from({ length: 12 }, () =>
        dice.pick(['a', 'B', '\u0301', '-', '\n', ' ']),
      );
      const text = signs.join('');
      const { joined } = withWholeWords(text, []);
      expect(joined, JSON.stringify(text)).to.equal([...text.matchAll(each)].length);
    }
  });

  for (const [what, start] of [
    ['comments', '<!--'],
    ['scripts', '<script>'],
  ] as const) {
    // Seen to fail: with the end looked for again behind each beginning.
    it(`takes no longer per letter where ${what} begin and never end`, function () {
      this.timeout(600_000);
      const text = `<b>x</b>${start.repeat(100_000)}`;
      const left = what === 'comments' ? start.repeat(100_000) : '';
      expect(inTime(() => withoutMarkup(text)) === `x${left}`).to.equal(true);
    });
  }

  it('leaves out comments and scripts that end, in any case, and tags of those that do not', () => {
    const text = '<p>a<!-- b --><SCRIPT>c</Script >d<style>e</style><script>f<!-- g';
    expect(withoutMarkup(text)).to.equal('\nadf<!-- g');
  });

  // Seen to fail: with one field of a form that a mail may have, and with fields that nothing follows.
  for (const [what, text] of [
    ['a date among its fields', 'Title: Cargo\nDate: 1999\nPlot: a sheriff hunts robbers\n'],
    ['a date, and a text below', 'Title: Cargo\nDate: 1999\n\na sheriff hunts robbers\n'],
    ['two such fields', 'From: Lima\nTo: Cusco\nDate: 1999\nCargo: wool and silver\n'],
  ] as const)
    it(`takes a form with ${what} for no mail`, () => {
      expect(withoutMail(text, false)?.text ?? text).to.equal(text);
    });

  it('takes the headers from mail, even if nothing follows them', () => {
    const head = 'From: me\nSubject: cargo\nX-Mailer: tin\nContent-Type: text/plain\n';
    expect(withoutMail(head, false)?.text.trim()).to.equal('cargo');
    expect(withoutMail(`${head}\nship`, false)?.text).to.equal('cargo\n\nship');
  });
});
