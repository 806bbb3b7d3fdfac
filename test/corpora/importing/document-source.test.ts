import { expect } from 'chai';
import { isSample, peek } from '../../../corpora/importing/document-source.ts';
import type { TextDocument } from '../../../corpora/readers/document.ts';

function textOf(length: number): TextDocument {
  return { name: 'a', text: 'a'.repeat(length), place: { path: 'a.txt' } };
}

describe('The first documents of a source', () => {
  // Seen to fail: with 200 of them, however long.
  it('are 200, or as many as have ten million characters', () => {
    expect(isSample(Array<TextDocument>(199).fill(textOf(50_000)))).to.equal(false);
    expect(isSample(Array<TextDocument>(200).fill(textOf(5)))).to.equal(true);
    expect(isSample(Array<TextDocument>(10).fill(textOf(1_000_000)))).to.equal(true);
    expect(isSample([])).to.equal(false);
  });

  // Seen to fail: with all of them kept to the end.
  it('come again, and are kept no longer than that', async () => {
    const { first, all } = await peek(
      (async function* () {
        yield* await Promise.resolve([1, 2, 3, 4]);
      })(),
      ({ length }) => length === 3,
    );
    const seen: [number, number[]][] = [];
    for await (const each of all) seen.push([each, [...first]]);
    expect(seen).to.deep.equal([
      [1, [2, 3]],
      [2, [3]],
      [3, []],
      [4, []],
    ]);
  });
});
