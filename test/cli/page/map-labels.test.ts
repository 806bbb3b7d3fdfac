import { expect } from 'chai';
import { placeLabels } from '../../../cli/page/map-labels.ts';

const sheet = { width: 200, height: 100, fontSize: 10, first: undefined };
const circle = (topic: number, x: number, name: string) => ({ topic, x, y: 50, radius: 5, name });
const labelOf = (name: string): string | undefined =>
  placeLabels([circle(0, 100, name)], sheet)[0]?.text;

describe('Names on the map of a report', () => {
  it('are cut after 18 letters', () => {
    expect(labelOf('a'.repeat(18))).to.equal('a'.repeat(18));
    expect(labelOf('a'.repeat(19))).to.equal(`${'a'.repeat(17)}…`);
    expect(labelOf('Übergröße')).to.equal('Übergröße');
  });

  // Seen to fail: with a Chinese sign as wide as a letter.
  it('are cut after nine signs of Chinese, Japanese or Korean, which are as wide as two letters', () => {
    for (const sign of ['漢', 'あ', 'カ', '한', '，']) {
      expect(labelOf(sign.repeat(9))).to.equal(sign.repeat(9));
      expect(labelOf(sign.repeat(10))).to.equal(`${sign.repeat(8)}…`);
    }
    expect(labelOf(`a${'漢'.repeat(9)}`)).to.equal(`a${'漢'.repeat(8)}…`);
  });

  // Seen to fail: as above.
  it('stay on the sheet and apart, a wide sign being as wide as the font is high', () => {
    // Eight signs are 80 wide, half of them on either side of the circle.
    const name = '漢'.repeat(8);
    expect(placeLabels([circle(0, 41, name)], { ...sheet, width: 82 })).to.have.length(1);
    expect(placeLabels([circle(0, 39, name)], { ...sheet, width: 78 })).to.deep.equal([]);
    // Letters of 5.6 need 44.8.
    expect(placeLabels([circle(0, 39, 'a'.repeat(8))], { ...sheet, width: 78 })).to.have.length(1);
    // Names that are 82 apart stand side by side; 78 apart, the second stands above its circle.
    const heights = (distance: number): number[] =>
      placeLabels([circle(0, 50, name), circle(1, 50 + distance, name)], sheet).map(({ y }) => y);
    expect(heights(82)).to.deep.equal([65, 65]);
    expect(heights(78)).to.deep.equal([65, 41.5]);
  });
});
