import { expect } from 'chai';
import { Arena, int32At } from '../../../core/memory/arena.ts';
import { StaleClocks, numControlCells } from '../../../core/parameter-server/clocks.ts';
import {
  LockstepClient,
  holderBefore,
  lagOf,
  shardOf,
} from '../../../core/parameter-server/lockstep-client.ts';
import { allocateTable } from '../../../core/parameter-server/table.ts';

const numShards = 4;

describe('A client in lockstep', () => {
  it('follows who held its shard in the step before', () => {
    for (const block of [0, 1, 2, 3]) {
      const shard = shardOf(block, 7, numShards);
      expect(shardOf(holderBefore(block, numShards), 6, numShards)).to.equal(shard);
    }
  });

  // Both seen to fail: without the assertion that they test.
  it('takes no shard before its holder has ended the step, though the bound would let it', () => {
    const { clocks, client } = open();
    clocks.tickAll(0, 1);
    expect(clocks.isWithinBound(1)).to.equal(true);
    expect(() => {
      client.pull({ client: 0, shard: shardOf(0, 1, numShards), clock: 1 });
    }).to.throw('client 0 at clock 1 is ahead of client 1');
    clocks.tickAll(1, 1);
    client.pull({ client: 0, shard: shardOf(0, 1, numShards), clock: 1 });
  });

  it('takes no shard that is held, and gives back none that is not its own', () => {
    const { client } = open();
    client.pull({ client: 2, shard: 2, clock: 0 });
    expect(() => {
      client.pull({ client: 1, shard: 2, clock: 0 });
    }).to.throw('shard 2 is held by client 2 and by 1');
    const { client: other } = open();
    other.pull({ client: 2, shard: 2, clock: 0 });
    expect(() => {
      other.push({ client: 3, shard: 2, clock: 0 });
    }).to.throw('client 3 gives back shard 2 of 2');
  });
});

function open(): { clocks: StaleClocks; client: LockstepClient } {
  const arena = new Arena();
  const table = allocateTable(arena, {
    numRows: numShards,
    numColumns: 3,
    numClients: numShards,
    shardStarts: Uint32Array.from({ length: numShards + 1 }, (_, shard) => shard),
  });
  const control = arena.allocate(4 * numControlCells);
  const clocks = new StaleClocks(
    {
      control: int32At(arena.memory, control, numControlCells),
      completed: int32At(arena.memory, table.clocksAddress, numShards * numShards),
    },
    { numShards, numClients: numShards, staleness: lagOf(numShards) },
  );
  clocks.reset(0, 10);
  const buffers = { pulled: new Int32Array(table.stride), totals: new Int32Array(table.stride) };
  return { clocks, client: new LockstepClient(arena.memory, table, { clocks, buffers }) };
}
