import { expect } from 'chai';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { cellWidth, fitText, head, tail, truncate } from '../../../cli/components/cells.ts';

describe('cells', () => {
  it('counts Chinese characters and emoji as two', () => {
    expect(cellWidth('abc')).to.equal(3);
    expect(cellWidth('北京')).to.equal(4);
    expect(cellWidth('👨‍👩‍👧')).to.equal(2);
    expect(cellWidth('e\u0301')).to.equal(1);
  });

  it('agrees with a careful count on every character of the basic plane', () => {
    // Fault once planted: the range of blocks reaching into the wide squares above it.
    for (let code = 0x20; code < 0xd800; code++) {
      const character = String.fromCharCode(code);
      if (/\p{M}|\p{C}/u.test(character)) continue;
      expect(cellWidth(character), code.toString(16)).to.equal(stringWidth(character));
    }
  });

  it('cuts between characters as a reader sees them', () => {
    expect(head('北京市', 5)).to.equal('北京');
    expect(tail('北京市', 3)).to.equal('市');
    expect(head('a👨‍👩‍👧b', 2)).to.equal('a');
    expect(tail('abcdef', 2)).to.equal('ef');
  });

  it('marks what was cut off', () => {
    expect(truncate('manufactures', 8)).to.equal('manufac…');
    expect(truncate('trade', 8)).to.equal('trade');
    expect(truncate('北京市政府', 6)).to.equal('北京…');
    expect(truncate('trade', 0)).to.equal('');
  });

  it('fills a column to its very width, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), (text, width) => {
        expect(cellWidth(fitText(text, width))).to.equal(width);
        expect(cellWidth(fitText(text, width, 'right'))).to.equal(width);
      }),
    );
  });
});
