// Seen to fail: with short stretches taken from anywhere (`for example` is found), and with the
// sample's stride never growing.
import { expect } from 'chai';
import { SampledTexts } from '../../../corpora/importing/sampled-texts.ts';
import { RepeatedLines } from '../../../corpora/text/repeated-lines.ts';

/** Some 900 characters that no two texts share, with `for example` in their middle. */
function body(text: number): string {
  const letters = [...`${text + 1000}`].map((digit) => 'abcdefghij'[Number(digit)]).join('');
  const sentences = Array.from({ length: 10 }, (_, at) => {
    const word = letters + 'klmnopqrst'[at];
    return `The ${word} and ships of ${word}, cargo of a ${word}, or with ${word} in all harbours. `;
  });
  sentences.splice(5, 0, 'This is, for example, so. ');
  return sentences.join('');
}

function linesIn(texts: readonly string[]): { line: string; share: number }[] {
  const lines = new RepeatedLines();
  for (const text of texts) lines.note(text);
  return lines.found;
}

const texts = (numTexts: number, write: (text: number) => string): string[] =>
  Array.from({ length: numTexts }, (_, text) => write(text));

describe('lines that many texts share', () => {
  it('are a greeting on its own line, and a licence between commas', () => {
    const found = linesIn(
      texts(
        20,
        (text) =>
          body(text) +
          (text % 2 === 0 ? '\n\nBest  regards,\nAnna' : '') +
          (text % 4 === 0 ? '\nYou may use, copy and sell this text in all ways.' : ''),
      ),
    );
    expect(found).to.deep.equal([
      { line: 'best regards', share: 0.5 },
      { line: 'copy and sell this text in all ways', share: 0.25 },
    ]);
  });

  it('are found at the end of texts without line ends, too', () => {
    const found = linesIn(texts(20, (text) => `${body(text)}Kind regards, Bert ${text}.`));
    expect(found).to.deep.equal([{ line: 'kind regards', share: 1 }]);
  });

  it('are found in a language and a script of any kind', () => {
    const found = linesIn(
      texts(20, (text) => `${body(text)}\nМит фройндлихен Грюссен\nΜε εκτίμηση\n${text}`),
    );
    expect(found.map(({ line }) => line)).to.deep.equal(['με εκτίμηση', 'мит фройндлихен грюссен']);
  });

  it('are not those of four texts, of one in twenty-one, or of one text many times', () => {
    expect(linesIn(texts(50, (text) => body(text) + (text < 4 ? '\nBest regards' : '')))).to.be
      .empty;
    expect(linesIn(texts(210, (text) => body(text) + (text < 10 ? '\nBest regards' : '')))).to.be
      .empty;
    expect(linesIn([`${body(0)}\n${'Best regards\n'.repeat(50)}`])).to.be.empty;
  });

  it('are looked for in texts from all of an import', () => {
    const sampled = new SampledTexts();
    for (let text = 0; text < 4096; text++)
      sampled.note(body(text) + (text >= 2048 ? '\nBest regards' : ''));
    // Of 64 texts all, then every second, fourth and so on: 64 and six times 32, the last of which
    // have the line.
    expect(sampled.repeatedLines).to.deep.equal([{ line: 'best regards', share: 32 / 256 }]);
  });
});
