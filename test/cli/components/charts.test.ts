import { expect } from 'chai';
import { barText, barWithin } from '../../../cli/components/bar.ts';
import { curve } from '../../../cli/components/curve.ts';
import { glyphsFor } from '../../../cli/components/glyphs.ts';
import { columnChart, sparkline, squeeze } from '../../../cli/components/sparkline.ts';

const glyphs = glyphsFor(true);
const ascii = glyphsFor(false);

describe('charts', () => {
  it('draw a bar to the eighth of a cell, and never nothing for something', () => {
    expect(barText(0.5, 4, glyphs)).to.equal('██');
    expect(barText(0.53125, 4, glyphs)).to.equal('██▏');
    expect(barText(0.0001, 4, glyphs)).to.equal('▏');
    expect(barText(0, 4, glyphs)).to.equal('');
    expect(barText(7, 4, glyphs)).to.equal('████');
    expect(barText(0.5, 4, ascii)).to.equal('##');
  });

  it('draw a part within a whole', () => {
    const text = barWithin({ part: 0.25, whole: 0.75 }, { width: 8, glyphs }).map((s) => s.text);
    expect(text).to.deep.equal(['██', '░░░░', '  ']);
  });

  it('draw a sparkline from zero to the largest value', () => {
    expect(sparkline([0, 4, 8], { width: 10, glyphs })).to.equal('▁▄█');
    expect(sparkline([5, 5], { width: 10, glyphs })).to.equal('██');
    expect(sparkline([], { width: 10, glyphs })).to.equal('');
  });

  it('draw columns of several lines', () => {
    const chart = columnChart([1, 2, 4], { width: 3, height: 2, glyphs });
    expect(chart).to.deep.equal(['  █', '▄██']);
  });

  it('average many values into few', () => {
    expect(squeeze([1, 3, 5, 7], 2)).to.deep.equal([2, 6]);
    expect(squeeze([1, 2], 5)).to.deep.equal([1, 2]);
  });

  it('draw a curve in the eight dots of braille cells', () => {
    const frame = { width: 2, height: 1, fromX: 0, toX: 3, fromY: 0, toY: 3 };
    const rising = [0, 1, 2, 3].map((x) => ({ x, y: x }));
    // Dots 7, 6 in the first cell, and 2, 4 in the second.
    expect(curve(rising, frame, glyphs)).to.deep.equal(['⡠⠊']);
  });

  it('draw a curve in stars without Unicode', () => {
    const frame = { width: 3, height: 3, fromX: 0, toX: 2, fromY: 0, toY: 2 };
    const rising = [0, 1, 2].map((x) => ({ x, y: x }));
    expect(curve(rising, frame, ascii)).to.deep.equal(['  *', ' * ', '*  ']);
  });

  it('draw a curve of one point, and of a flat line', () => {
    const frame = { width: 2, height: 1, fromX: 0, toX: 0, fromY: 1, toY: 1 };
    expect(curve([{ x: 0, y: 1 }], frame, glyphs)[0]).to.have.lengthOf(2);
  });
});
