import { expect } from 'chai';
import { fileSize } from '../../core/numbers.ts';

describe('The size of a file', () => {
  // Seen to fail: with both rounded up to a tenth of a megabyte: 0.1 MB of the 0.1 MB that were allowed.
  it('that is too large is shown as larger than what is allowed', () => {
    expect(fileSize(57_601, 'up')).to.equal('57.7 kB');
    expect(fileSize(50_000, 'down')).to.equal('50 kB');
    expect([fileSize(1000, 'up'), fileSize(999, 'down')]).to.deep.equal(['1 kB', '999 bytes']);
    expect([fileSize(1_100_000, 'up'), fileSize(1e9, 'up')]).to.deep.equal(['1.1 MB', '1000 MB']);
    for (const allowed of [1, 999, 1000, 1049, 50_000, 99_999, 999_999, 1_000_000, 123_456_789]) {
      const [needed, most] = [fileSize(allowed + 1, 'up'), fileSize(allowed, 'down')].map(inBytes);
      expect(needed).to.be.at.least(allowed + 1);
      expect(most).to.be.at.most(allowed);
    }
  });
});

function inBytes(size: string): number {
  const [number, unit] = size.split(' ');
  return Math.round(Number(number) * { bytes: 1, kB: 1e3, MB: 1e6 }[unit]!);
}
