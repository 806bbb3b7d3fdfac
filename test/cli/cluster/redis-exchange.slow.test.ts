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
