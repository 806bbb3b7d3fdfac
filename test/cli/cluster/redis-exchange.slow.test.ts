import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readAddress } from '../../../cli/cluster/address.ts';
import { connect } from '../../../cli/cluster/connection.ts';
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
});
