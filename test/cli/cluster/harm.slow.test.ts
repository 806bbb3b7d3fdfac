import { expect } from 'chai';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readAddress } from '../../../cli/cluster/address.ts';
import { connect } from '../../../cli/cluster/connection.ts';
import { RedisExchange } from '../../../cli/cluster/redis-exchange.ts';
import { newestPlan } from '../../../core/cluster/succession.ts';
import { itSurvives } from '../../core/cluster/harm-suite.ts';
import { RedisCluster, hasRedisCluster } from '../../fixtures/redis-cluster.ts';
import { type RedisServer, until } from '../../fixtures/redis-server.ts';
import { endPrograms } from '../../fixtures/running-programs.ts';

const nodeTimeout = 2000;

// The same in memory: test/core/cluster/harm.slow.test.ts.
describe('A run through a cluster of Redis or Valkey servers', function () {
  this.timeout(240_000);
  let folder = '';
  let cluster: RedisCluster;
  let exchange: RedisExchange;

  before(async function () {
    if (!hasRedisCluster) this.skip(); // there is no server here
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gibbon-harm-'));
    cluster = await RedisCluster.start(folder, nodeTimeout);
  });

  beforeEach(async () => {
    await cluster.untilWell();
    exchange = new RedisExchange(await connect(readAddress(cluster.address, {})), {
      note: () => undefined,
    });
  });

  afterEach(async () => {
    exchange.close();
    await cluster.untilWell();
    for (const master of cluster.masters()) cluster.servers[master].ask('flushall');
  });

  after(async () => {
    await endPrograms();
    if (folder !== '') fs.rmSync(folder, { recursive: true, force: true });
  });

  /** Where the totals of the run lie, which every host puts and reads in every step. */
  async function placeOfTotals() {
    const plan = await newestPlan({ exchange, run: 'run' });
    return cluster.placeOf(`gibbon:{run.${plan?.generation}.t}:0:0`);
  }

  itSurvives(
    () => exchange,
    [
      {
        // Seen to fail (by waiting forever): with an outbox that forgets what was acknowledged.
        name: 'a master is killed whose replica lacks what it has acknowledged',
        happen: async () => {
          await cluster.untilWell();
          const { master, replica } = await placeOfTotals();
          replica.signal('SIGSTOP');
          master.ask('client', 'kill', 'type', 'replica');
          const before = numPuts(master);
          await sleep(1000);
          await until('something more was put', () => numPuts(master) > before + 10);
          await master.kill();
          replica.signal('SIGCONT');
          await until('the replica has taken over', () => replica.ask('role').startsWith('master'));
          await master.restart();
        },
        isLossDemanded: true,
      },
      {
        name: 'a master hangs for longer than its replica waits, and comes back',
        happen: async () => {
          const { master, replica } = await placeOfTotals();
          master.signal('SIGSTOP');
          await until('the replica has taken over', () => replica.ask('role').startsWith('master'));
          await sleep(1000);
          master.signal('SIGCONT');
          await until('it follows now', () => master.ask('role').startsWith('slave'));
        },
      },
      {
        // Again and again: at any one moment everything may have been read already.
        name: 'everything on all servers is wiped',
        happen: async () => {
          for (let times = 0; times < 10; times++) {
            for (const master of cluster.masters()) {
              expect(cluster.servers[master].ask('flushall')).to.equal('OK');
            }
            await sleep(300);
          }
        },
        isLossDemanded: true,
      },
    ],
  );
});

function numPuts(server: RedisServer): number {
  return Number(/cmdstat_xadd:calls=(\d+)/.exec(server.ask('info', 'commandstats'))?.[1] ?? 0);
}
