import { expect } from 'chai';
import { inShort, inWords, parseSeconds } from '../../../cli/options/times.ts';

describe('Times on the command line', () => {
  // Seen to fail: 5m was told as 300s.
  it('are told as they were typed', () => {
    for (const typed of ['90s', '5m', '2h']) {
      expect(inShort(parseSeconds(typed) ?? 0)).to.equal(typed);
    }
    expect(inWords(60)).to.equal('1 minute');
    expect(inWords(7200)).to.equal('2 hours');
  });
});
