import { expect } from 'chai';
import { UserError } from '../../../core/errors.ts';
import { seedTopicsOf } from '../../../corpora/text/seed-topics.ts';

const read = (...lines: string[]) => seedTopicsOf({ name: 'topics.txt', lines });

describe('A list of seed words', () => {
  it('has a topic a line: words between spaces, or between commas where phrases may have spaces', () => {
    expect(
      read('# topics', '', 'army  navy war', 'Trade: tariff, free trade ,', 'Arts:film oscar'),
    ).to.deep.equal([
      { name: undefined, words: ['army', 'navy', 'war'] },
      { name: 'Trade', words: ['tariff', 'free trade'] },
      { name: 'Arts', words: ['film', 'oscar'] },
    ]);
  });

  it('leaves topics out by a line that ends at its colon', () => {
    expect(read(':', 'Later:', 'a')).to.deep.equal([
      { name: undefined, words: [] },
      { name: 'Later', words: [] },
      { name: undefined, words: ['a'] },
    ]);
  });

  it('is refused without a word', () => {
    for (const lines of [[], ['# nothing'], ['Trade:', ':']]) {
      expect(() => read(...lines))
        .to.throw(UserError, 'topics.txt')
        .with.property('code', 'seed-words-invalid');
    }
  });
});
