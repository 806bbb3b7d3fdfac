import { expect } from 'chai';
import { shellPath, shellQuoted } from '../../../cli/speaking/type-again.ts';

describe('What is to be typed', () => {
  it('is as a shell takes it', () => {
    expect(shellPath('/data/a-b_c.gibbon')).to.equal('/data/a-b_c.gibbon');
    expect(shellPath("my 'file'.gibbon")).to.equal(String.raw`'my '\''file'\''.gibbon'`);
    expect(shellQuoted('$(rm -r x)')).to.equal("'$(rm -r x)'");
  });

  // Seen to fail: without the dot.
  it('is no option where a name begins with a dash', () => {
    expect(shellPath('-dash.gibbon')).to.equal('./-dash.gibbon');
  });
});
