import { expect } from 'chai';
import { arraySource } from '../../../core/corpus/array-source.ts';
import { UsageError } from '../../../core/errors.ts';

describe('A corpus given as arrays', () => {
  it('counts its words and gives them back', () => {
    const source = arraySource([[2, 0], [], Uint32Array.of(2)], 4);
    expect(source).to.include({ numDocuments: 3, numWords: 4, numTokens: 3 });
    expect([...source.wordTokenCounts]).to.deep.equal([1, 0, 2, 0]);
    expect([...source.readWords(1, 3)]).to.deep.equal([2]);
  });

  // Seen to fail: with words that are not looked at, as workers took them for rows of the table.
  it('has no words but its own', () => {
    for (const word of [4, -1, 0.5, NaN, Infinity, 2 ** 32]) {
      expect(() => arraySource([[0], [1, word]], 4), String(word))
        .to.throw(UsageError, /\(document 1, token 1\).* from 0 to 3 /)
        .with.property('code', 'number-out-of-range');
    }
    for (const numWords of [-1, 0.5, NaN, 2 ** 32]) {
      expect(() => arraySource([[]], numWords), String(numWords)).to.throw(UsageError, /numWords/);
    }
  });
});
