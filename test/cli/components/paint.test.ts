import { expect } from 'chai';
import { glyphsFor } from '../../../cli/components/glyphs.ts';
import { fitLine, span } from '../../../cli/components/line.ts';
import { paint } from '../../../cli/components/paint.ts';

const theme = { colors: 'none', glyphs: glyphsFor(true) } as const;

describe('painting a line', () => {
  it('says where to go on after signs that terminals take for wider or narrower', () => {
    const line = fitLine([span('ok 👍🏽 and more than fits')], 12);
    expect(paint(line, theme)).to.equal('ok 👍🏽\u001b[6G and m…');
    const parts = [span('ab'), span('👨‍👩‍👧'), span('x')];
    expect(paint(parts, theme)).to.equal('ab👨‍👩‍👧\u001b[5Gx');
  });

  it('adds nothing to texts of which all terminals think alike', () => {
    expect(paint([span('经济 é ▸ 😀')], theme)).to.equal('经济 é ▸ 😀');
  });
});
