import { expect } from 'chai';
import { namesOf } from '../../../core/cluster/roster.ts';

describe('The names of hosts', () => {
  // Seen to fail: two hosts on one machine were both called by its name.
  it('are those of their machines, and their ids where several share one', () => {
    const hosts = ['vm-1', 'vm-2', 'ada-3'].map((id) => ({ id, name: id.split('-')[0] }));
    expect(namesOf(hosts)).to.deep.equal(['vm-1', 'vm-2', 'ada']);
  });
});
