import { expect } from 'chai';
import {
  beside,
  fitLine,
  joinFitting,
  lineWidth,
  plainText,
  span,
  spread,
  type Line,
} from '../../../cli/components/line.ts';

const text = (line: Line): string => line.map((piece) => piece.text).join('');

describe('a line', () => {
  it('is cut with a mark, or filled, to its width', () => {
    const line = [span('tariff', 'bar'), span(' act')];
    expect(text(fitLine(line, 8))).to.equal('tariff …');
    expect(text(fitLine(line, 12))).to.equal('tariff act  ');
    expect(text(fitLine([span('北京市')], 4))).to.equal('北… ');
    expect(lineWidth(fitLine([span('北京市')], 4))).to.equal(4);
  });

  it('keeps the style of what is cut', () => {
    expect(fitLine([span('tariff', 'bar')], 3).at(-1)!.style).to.deep.equal({ role: 'bar' });
  });

  it('has its right part at the right edge, or does without it', () => {
    expect(text(spread([span('left')], [span('right')], 12))).to.equal('left   right');
    expect(text(spread([span('left')], [span('right')], 9))).to.equal('left     ');
  });

  it('takes as many pieces as fit, and at least a bit of the first', () => {
    const words = ['tariff', 'duties', 'trade'].map((word) => span(word));
    expect(text(joinFitting(words, ' · ', 15))).to.equal('tariff · duties');
    expect(text(joinFitting(words, ' · ', 14))).to.equal('tariff');
    expect(text(joinFitting(words, ' · ', 4))).to.equal('tar…');
  });

  it('stands beside another block, also where one is shorter', () => {
    const left = [[span('a')], [span('b')]];
    const lines = beside(left, [[span('1')]], { leftWidth: 3, gap: [span('|')] });
    expect(plainText(lines)).to.equal('a  |1\nb  |');
  });

  it('holds no escape sequence, because spans cannot be made with one', () => {
    expect(text([span('\u001b[2J')])).to.equal('␛[2J');
  });
});
