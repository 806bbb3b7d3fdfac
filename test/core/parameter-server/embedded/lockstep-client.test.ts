import { expect } from 'chai';
import { Arena } from '../../../../core/memory/arena.ts';
import { createServer, openServer } from '../../../../core/parameter-server/open.ts';
import { shardOf } from '../../../../core/parameter-server/rotation.ts';
import type { OpenedServer } from '../../../../core/parameter-server/server.ts';

const numShards = 4;

describe('A client in lockstep', () => {
  // Both seen to fail: without the assertion that they test.
  it('takes no shard before its holder has ended the step, though the bound would let it', () => {
    const { clocks, clients } = open();
    const [client] = clients;
    clocks.tickAll(0, 1);
    expect(clocks.isWithinBound(1)).to.equal(true);
    expect(() => {
      void client.pull({ client: 0, shard: shardOf(0, 1, numShards), clock: 1 });
    }).to.throw('client 0 at clock 1 is ahead of client 1');
    clocks.tickAll(1, 1);
    void client.pull({ client: 0, shard: shardOf(0, 1, numShards), clock: 1 });
  });

  it('takes no shard that is held, and gives back none that is not its own', () => {
    const [client] = open().clients;
    void client.pull({ client: 2, shard: 2, clock: 0 });
    expect(() => {
      void client.pull({ client: 1, shard: 2, clock: 0 });
    }).to.throw('shard 2 is held by client 2 and by 1');
    const [other] = open().clients;
    void other.pull({ client: 2, shard: 2, clock: 0 });
    expect(() => {
      void other.push({ client: 3, shard: 2, clock: 0 });
    }).to.throw('client 3 gives back shard 2 of 2');
  });
});

function open(): OpenedServer {
  const server = createServer(new Arena(), {
    numRows: numShards,
    numColumns: 3,
    numClients: numShards,
    shardStarts: Uint32Array.from({ length: numShards + 1 }, (_, shard) => shard),
    reading: 'lockstep',
    staleness: 0,
  });
  server.clocks.reset(0, 10);
  return openServer(server.connect(1));
}
