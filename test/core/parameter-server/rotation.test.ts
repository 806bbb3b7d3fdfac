import { expect } from 'chai';
import {
  holderBefore,
  lagOf,
  leadBoundOf,
  numVersions,
  shardInCircle,
  shardOf,
  versionBefore,
} from '../../../core/parameter-server/rotation.ts';

const numShards = 5;
const blocks = [0, 1, 2, 3, 4];

describe('The rotation', () => {
  it('gives every shard to one block in each step, and every block each shard in a sweep', () => {
    for (let clock = 0; clock < 12; clock++) {
      expect(new Set(blocks.map((block) => shardOf(block, clock, numShards)))).to.have.property(
        'size',
        numShards,
      );
    }
    const ofBlock = blocks.map((clock) => shardOf(3, clock, numShards));
    expect(new Set(ofBlock)).to.have.property('size', numShards);
  });

  it('knows who held a shard in the step before', () => {
    for (const block of blocks) {
      const shard = shardOf(block, 7, numShards);
      expect(shardOf(holderBefore(block, numShards), 6, numShards)).to.equal(shard);
    }
  });

  it('keeps apart the versions of the totals that are alive: two written, two read', () => {
    for (let clock = 1; clock < 10; clock++) {
      const alive = [clock - 2, clock - 1, clock, clock + 1].map(versionBefore);
      expect(new Set(alive)).to.have.property('size', numVersions);
    }
  });

  it('is exact where steps are large parts of a sweep, and asks for no lead there', () => {
    expect([1, 2, 3, 4, 8].map(lagOf)).to.deep.equal([0, 0, 0, 1, 1]);
    const leads = [1, 4].map((shards) =>
      leadBoundOf('lockstep', { numShards: shards, staleness: 7 }),
    );
    expect(leads).to.deep.equal([0, 1]);
    expect(leadBoundOf('live', { numShards: 4, staleness: 7 })).to.equal(7);
  });

  it('lets live clients begin at places of their own, as far apart as can be', () => {
    const first = [0, 1, 2].map((client) =>
      shardInCircle(client, 0, { numClients: 3, numShards: 6 }),
    );
    expect(first).to.deep.equal([0, 2, 4]);
  });
});
