import { expect } from 'chai';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { RedisServer, hasRedisServer } from '../../fixtures/redis-server.ts';
import { endPrograms } from '../../fixtures/running-programs.ts';
import { SharedRun } from '../../fixtures/shared-run.ts';

describe('A host that goes while the corpus grows', function () {
  this.timeout(400_000);
  let folder = '';
  let server: RedisServer;
  let run: SharedRun;

  before(async function () {
    if (!hasRedisServer) this.skip(); // there is no server here
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gibbon-early-'));
    server = await RedisServer.start(folder);
    run = await SharedRun.prepare(folder, { numDocuments: 1200, numSweeps: 10 });
  });

  after(async () => {
    if (hasRedisServer) await run.end();
    await endPrograms();
    if (folder !== '') fs.rmSync(folder, { recursive: true, force: true });
  });

  // Seen to fail: it was waited for in vain, and the corpus grew once more.
  it('costs nothing: the others begin without it', async () => {
    const host = run.work(server.address);
    const training = run.train('early', server.address);
    await training.untilItSays(/Training on .*, /);
    training.kill('SIGSTOP'); // it may take too little time to grow
    host.kill('SIGINT');
    expect((await host.ended).status).to.equal(130);
    training.kill('SIGCONT');
    const { status, stderr } = await training.ended;
    expect(status, stderr).to.equal(0);
    expect(stderr).to.match(/Training on [^,]*\.\n/);
    expect(stderr).not.to.match(/Going on from/);
    expect(run.stored('early')).to.deep.equal(run.stored());
    expect(server.keys()).to.deep.equal([]);
  });
});
