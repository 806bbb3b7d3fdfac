import { expect } from 'chai';
import { documentBytes } from '../../../core/sampler/kernel/storage.ts';
import { cutTiles } from '../../../core/sampler/kernel/tiles.ts';

const numTopics = 20;
const documentLengths = Uint32Array.from({ length: 300 }, (_, index) =>
  index % 97 === 50 ? 500 : index % 40,
);
const block = { firstDocument: 10, endDocument: 290 };

describe('Tiles', () => {
  for (const documents of ['dense', 'sparse'] as const) {
    const storage = {
      documents,
      giantLength: 400,
      tileBytes: 2000,
      wholeRows: true,
      expandedBytes: 0,
    };
    const tiles = cutTiles(block, { documentLengths, numTopics, storage });

    it(`cover a block, document by document (${documents})`, () => {
      expect(tiles[0].firstDocument).to.equal(block.firstDocument);
      expect(tiles.at(-1)?.endDocument).to.equal(block.endDocument);
      tiles.slice(1).forEach(({ firstDocument }, before) => {
        expect(firstDocument).to.equal(tiles[before].endDocument);
      });
    });

    // Seen to fail: with tiles that are cut by the number of documents only.
    it(`fill the bytes they may take, and go beyond by less than a document (${documents})`, () => {
      for (const { variant, firstDocument, endDocument } of tiles.slice(0, -1)) {
        const lengths = documentLengths.subarray(firstDocument, endDocument);
        const bytes = Array.from(lengths, (length) => documentBytes(variant, length, numTopics));
        const sum = bytes.reduce((all, size) => all + size, 0);
        expect(sum - bytes[bytes.length - 1]).to.be.below(storage.tileBytes);
        const isCutShort = documentLengths[endDocument] >= storage.giantLength;
        const isGiant = lengths[0] >= storage.giantLength;
        if (!isCutShort && !isGiant) expect(sum).to.be.at.least(storage.tileBytes);
      }
    });

    it(`hold a giant document alone, as a row (${documents})`, () => {
      const giants = tiles.filter(({ firstDocument }) => documentLengths[firstDocument] >= 400);
      expect(giants.map((tile) => tile.endDocument - tile.firstDocument)).to.deep.equal([1, 1, 1]);
      expect(giants.every(({ variant }) => variant === 'dense')).to.equal(true);
    });
  }

  it('hold at most 65,536 documents, which 16 bits can name', () => {
    const lengths = new Uint32Array(70_000);
    const storage = {
      documents: 'sparse',
      giantLength: 400,
      tileBytes: 1e9,
      expandedBytes: 0,
      wholeRows: true,
    } as const;
    const all = { firstDocument: 0, endDocument: lengths.length };
    const [first] = cutTiles(all, { documentLengths: lengths, numTopics, storage });
    expect(first.endDocument).to.equal(65_536);
  });
});
