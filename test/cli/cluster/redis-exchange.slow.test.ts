import { expect } from 'chai';
import type { Cluster } from 'ioredis';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readAddress } from '../../../cli/cluster/address.ts';
import { connect, endClient } from '../../../cli/cluster/connection.ts';
import { RedisExchange } from '../../../cli/cluster/redis-exchange.ts';
import { itExchanges } from '../../core/parameter-server/exchange-suite.ts';
import { RedisCluster, hasRedisCluster } from '../../fixtures/redis-cluster.ts';
import { RedisServer } from '../../fixtures/redis-server.ts';
import { endPrograms } from '../../fixtures/running-programs.ts';

// The same in memory: test/core/parameter-server/exchange.test.ts.
describe('The exchange on a Redis or Valkey server', function () {
  this.timeout(240_000);
  let folder = '';
  const exchanges: RedisExchange[] = [];

  before(function () {
    if (!hasRedisCluster) this.skip(); // there is no server here
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gibbon-exchange-'));
  });

  after(async () => {
    for (const exchange of exchanges) exchange.close();
    await endPrograms();
    if (folder !== '') fs.rmSync(folder, { recursive: true, force: true });
  });

  for (const [name, startServer] of [
    ['a single server', () => RedisServer.start(folder)],
    ['a cluster', () => RedisCluster.start(folder)],
  ] as const) {
    describe(`(${name})`, () => {
      const both: RedisExchange[] = [];

      before(async () => {
        const { address } = await startServer();
        for (let process = 0; process < 2; process++) {
          const connection = await connect(readAddress(address, {}));
          both.push(new RedisExchange(connection, { note: () => undefined }));
        }
        exchanges.push(...both);
      });

      itExchanges(() => ({ first: both[0], second: both[1] }));
    });
  }

  describe('(what it asks of a server)', () => {
    const key = 'gibbon:{suite}:key';
    const bytes = new Uint8Array(2_500_000).fill(7);
    let server: RedisServer;
    let exchange: RedisExchange;

    beforeEach(async () => {
      server = await RedisServer.start(folder);
      exchange = new RedisExchange(await connect(readAddress(server.address, {})), {
        note: () => undefined,
      });
      exchanges.push(exchange);
      await exchange.put(key, 3, bytes);
    });

    // Seen to fail (25 MB): with XINFO STREAM, which answers with the last entry.
    it('is told that a version is there without being sent it', async () => {
      const before = bytesSentBy(server);
      for (let look = 0; look < 10; look++) {
        expect(await exchange.has(key, 3, bytes.length)).to.equal(true);
      }
      expect(bytesSentBy(server) - before).to.be.below(20_000); // the answers to INFO included
    });

    // Seen to fail: with a look at the first piece only.
    it('misses a version of which a piece is lost, and puts it again', async () => {
      server.ask('del', `${key}:1`);
      expect(await exchange.has(key, 3, bytes.length)).to.equal(false);
      await exchange.put(key, 3, bytes);
      expect(await exchange.has(key, 3, bytes.length)).to.equal(true);
    });
  });

  // Seen to fail (and, in make crash-cluster, a program that never ended): with a plain disconnect.
  it('is left for good by a client that looks for the masters of a cluster at that moment', async () => {
    const { address } = await RedisCluster.start(folder);
    const client = (await connect(readAddress(address, {}))).open() as Cluster;
    await client.ping();
    const look = client.refreshSlotsCache.bind(client);
    let numLooks = 0;
    await new Promise<void>((resolve) => {
      client.refreshSlotsCache = (callback) => {
        numLooks++;
        look(callback);
        endClient(client);
        resolve();
      };
    });
    await sleep(3000); // it looks once a second
    expect(numLooks).to.equal(1);
  });
});

function bytesSentBy(server: RedisServer): number {
  const found = /total_net_output_bytes:(\d+)/.exec(server.ask('info', 'stats'));
  return Number(found?.[1]);
}
