import { expect } from 'chai';
import {
  bytes,
  clockTime,
  count,
  decimals,
  duration,
  grouped,
  percent,
  short,
  signed,
} from '../../../cli/components/numbers.ts';

describe('numbers for people', () => {
  it('group thousands', () => {
    expect(grouped(723190)).to.equal('723,190');
    expect(grouped(999)).to.equal('999');
    expect(grouped(1234.5, 6)).to.equal('1,234.5');
    expect(grouped(0.000001, 6)).to.equal('0.000001');
    expect(grouped(-1204)).to.equal('-1,204');
    expect(count(1, 'topic')).to.equal('1 topic');
    expect(count(1204, 'time')).to.equal('1,204 times');
  });

  it('shorten large ones', () => {
    expect([812, 44_800, 46_100_000, 999_960, 2.5e9].map(short)).to.deep.equal([
      '812',
      '44.8 k',
      '46.1 M',
      '1.0 M',
      '2.5 G',
    ]);
    expect([212e6, 1.6e9, 4e3].map(bytes)).to.deep.equal(['212 MB', '1.6 GB', '4 kB']);
  });

  it('tell a little from nothing', () => {
    expect(percent(0.061, 1)).to.equal('6.1%');
    expect(percent(0.0001, 1)).to.equal('<0.1%');
    expect(percent(0)).to.equal('0%');
    // A share of a straight fit may lie below 0.
    expect(percent(-0.0002, 1)).to.equal('0.0%');
    expect(percent(-0.0121, 1)).to.equal('-1.2%');
    expect(percent(0.83)).to.equal('83%');
  });

  it('show times as clocks do', () => {
    expect([41, 725, 12000].map(clockTime)).to.deep.equal(['0:41', '12:05', '3:20:00']);
    expect([12, 180, 7300].map(duration)).to.deep.equal(['12 s', '3 min', '2 h']);
    expect(signed(0.004)).to.equal('+0.004');
    expect(signed(-0.004)).to.equal('-0.004');
  });

  // Seen to fail: a coherence of -0.001 was shown as -0.00.
  it('show no sign where nothing is left of a measure', () => {
    expect([-0.001, 0, 0.004, -0.01, -1.005].map((value) => decimals(value))).to.deep.equal([
      ...['0.00', '0.00', '0.00', '-0.01', '-1.00'],
    ]);
    expect(decimals(undefined)).to.equal('-');
  });
});
