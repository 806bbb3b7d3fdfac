import { expect } from 'chai';
import { Hearing } from '../../../core/cluster/hearing.ts';
import { nextStretch } from '../../../core/cluster/stretch.ts';

describe('Hearing of hosts', () => {
  it('counts the seconds since the mark of each was another', () => {
    let seconds = 0;
    const hearing = new Hearing(() => seconds);
    expect(hearing.secondsSilent(['a', 'a'])).to.deep.equal([0, 0]);
    seconds = 3;
    expect(hearing.secondsSilent(['b', 'a'])).to.deep.equal([0, 3]);
    seconds = 7;
    expect(hearing.secondsSilent(['b', 'c'])).to.deep.equal([4, 0]);
  });
});

describe('A stretch', () => {
  it('takes about a second, and grows no faster than twice', () => {
    expect(nextStretch({ numSteps: 10, milliseconds: 2000 }, 10)).to.equal(5);
    expect(nextStretch({ numSteps: 10, milliseconds: 800 }, 10)).to.equal(13);
    expect(nextStretch({ numSteps: 10, milliseconds: 1 }, 10)).to.equal(20);
    expect(nextStretch({ numSteps: 1, milliseconds: 90_000 }, 1)).to.equal(1);
  });
});
