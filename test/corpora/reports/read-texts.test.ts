import { expect } from 'chai';
import { randomBytes } from 'node:crypto';
import { readTexts } from '../../../corpora/reports/read-texts.ts';

/** 4000 signs of 4 bits each: 2 kB in a report, 2.7 kB as base64. */
function textOf(document: number) {
  const text = randomBytes(2000).toString('hex');
  return { document, text, cutBefore: false, cutAfter: false, tokens: [], metadata: [] };
}

/** Numbers of documents in no order, each once: 37 has no factor in common with 10,000. */
const wanted = Array.from({ length: 10_000 }, (_, at) => ({
  document: (37 * at) % 10_000,
  topic: 0,
}));

describe('Texts for a report', () => {
  // Seen to fail: with all texts read, however little room there is.
  it('are read until they fill it, the most wanted first', () => {
    let numRead = 0;
    const { texts, numUnread } = readTexts(wanted, 2_000_000, ({ document }) => {
      numRead++;
      return textOf(document);
    });
    // 2 MB are 750 of them; a tenth more, a portion of 250 and a batch of 100 may be read.
    expect(numRead).to.be.within(750, 1200);
    expect([texts.length, numUnread]).to.deep.equal([numRead, 10_000 - numRead]);
    const numbers = wanted.slice(0, numRead).map(({ document }) => document);
    expect(texts.map(({ document }) => document)).to.deep.equal(numbers);
  });

  it('are those that were kept, read batch by batch in the order in which they are stored', () => {
    const read: number[] = [];
    const { texts, numUnread } = readTexts(wanted.slice(0, 100), 1e9, ({ document }) => {
      read.push(document);
      return document % 2 === 0 ? textOf(document) : undefined;
    });
    expect(read).to.deep.equal(read.toSorted((a, b) => a - b));
    expect([texts.length, numUnread]).to.deep.equal([50, 0]);
  });
});
