import { expect } from 'chai';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { RedisCluster, hasRedisCluster } from '../../fixtures/redis-cluster.ts';
import { until } from '../../fixtures/redis-server.ts';
import { endPrograms } from '../../fixtures/running-programs.ts';
import { SharedRun } from '../../fixtures/shared-run.ts';

describe('A run on several machines, through a cluster of servers', function () {
  this.timeout(400_000); // on a machine that is busy with other things; 40 s on one that is not
  let folder = '';
  let cluster: RedisCluster;
  let run: SharedRun;

  beforeEach(async function () {
    if (!hasRedisCluster) this.skip(); // there is no server here
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gibbon-cluster-'));
    cluster = await RedisCluster.start(folder);
    run = await SharedRun.prepare(folder, { numDocuments: 400, numSweeps: 600 });
  });

  afterEach(async () => {
    await endPrograms();
    if (folder !== '') fs.rmSync(folder, { recursive: true, force: true });
  });

  it('has the bytes of one machine although two masters are killed, and leaves nothing behind', async () => {
    const host = run.work(cluster.address);
    const training = run.train('shared', cluster.servers[2].address);
    await training.untilItSays(/sweep +[1-9]/);
    for (const victim of cluster.masters().slice(0, 2)) {
      await cluster.kill(victim);
      // Two failures at once would be a majority.
      await until('a replica has taken its place', () => cluster.masters().length === 3);
    }
    const { status, stderr } = await training.ended;
    expect(status, stderr).to.equal(0);
    expect((await host.ended).status).to.equal(0);
    expect(run.stored('shared')).to.deep.equal(run.stored());
    expect(cluster.keys()).to.deep.equal([]);
  });
});
