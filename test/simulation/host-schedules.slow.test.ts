import { expect } from 'chai';
import { trySchedules } from './host-schedules.ts';

describe('Hosts on an exchange with faults', () => {
  it('give the numbers of one process in ten thousand schedules', async function () {
    this.timeout(600_000);
    expect(await trySchedules(1000, 10_000)).to.be.above(1000);
  });
});
