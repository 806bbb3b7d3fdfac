import { expect } from 'chai';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Ended, gibbon } from '../../end-to-end/gibbon.ts';
import { RedisServer, hasRedisServer, until } from '../../fixtures/redis-server.ts';
import { endPrograms } from '../../fixtures/running-programs.ts';
import { SharedRun } from '../../fixtures/shared-run.ts';

describe('gibbon train --server and gibbon work', function () {
  this.timeout(400_000); // on a machine that is busy with other things; 20 s each on one that is not
  let folder = '';
  let server: RedisServer;
  let run: SharedRun;

  before(async function () {
    if (!hasRedisServer) this.skip(); // there is no server here
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gibbon-cluster-'));
    server = await RedisServer.start(folder);
    run = await SharedRun.prepare(folder, { numDocuments: 300, numSweeps: 300 });
  });

  afterEach(async () => {
    await run.end();
    server.ask('flushall');
  });

  after(async () => {
    await endPrograms();
    if (folder !== '') fs.rmSync(folder, { recursive: true, force: true });
  });

  it('give the bytes of one machine, through a host that is killed, and leave nothing behind', async () => {
    const [first, second] = [run.work(server.address), run.work(server.address)];
    const training = run.train('killed', server.address, '--hosts', '3', ...often);
    await training.untilItSays(underWay);
    second.kill('SIGKILL');
    const { status, stderr } = await training.ended;
    expect(status, stderr).to.equal(0);
    expect(stderr).to.match(/gives no sign of life\. Going on from the last checkpoint without it/);
    expectEnd(await first.ended, 0, /The run has ended/);
    expectSame('killed');
  });

  it('give the bytes of one machine although the server comes back empty', async () => {
    const host = run.work(server.address);
    const training = run.train('wiped', server.address, ...often);
    await training.untilItSays(underWay);
    expect(server.ask('flushall')).to.equal('OK');
    const { status, stderr } = await training.ended;
    expect(status, stderr).to.equal(0);
    expectEnd(await host.ended, 0, /The run has ended/);
    expectSame('wiped');
  });

  for (const [name, isShared] of [
    ['again on several', true],
    ['alone', false],
  ] as const) {
    it(`give the bytes of one machine when the coordinator is killed, and the run goes on ${name}`, async () => {
      const file = isShared ? 'shared' : 'alone-again';
      const host = run.work(server.address);
      const training = run.train(file, server.address, ...often);
      await training.untilItSays(underWay);
      training.kill('SIGKILL');
      await training.ended;
      if (isShared) {
        await untilNobodyLeads();
        const { status, stderr } = await run.resume(file, '--server', server.address).ended;
        expect(status, stderr).to.equal(0);
        expect(stderr).to.match(/Training on .*, /);
        expectEnd(await host.ended, 0, /The run has ended/);
      } else {
        const { status, stderr } = await run.resume(file).ended;
        expect(status, stderr).to.equal(0);
      }
      expectSame(file, { isShared });
    });
  }

  // Seen to fail: the host waited, and its keys stayed.
  it('let all go, and leave nothing behind, when the coordinator is killed and there is nothing left to do', async () => {
    const host = run.work(server.address);
    const training = run.train('done', server.address, ...often);
    await training.untilItSays(underWay);
    training.kill('SIGKILL');
    await training.ended;
    expect((await run.resume('done').ended).status).to.equal(0);
    await untilNobodyLeads();
    expectEnd(await run.resume('done', '--server', server.address).ended, 0, /nothing to do/);
    expectEnd(await host.ended, 0, /The run has ended/);
    expect(server.keys()).to.deep.equal([]);
  });

  // Seen to fail: the host waited for ten minutes.
  it('end when the run was ended just as a machine came', async () => {
    const training = run.train('ended', server.address, '--hosts', '3');
    await training.untilItSays(/Waiting for hosts/);
    const host = run.work(server.address);
    await host.untilItSays(/Working for/);
    training.kill('SIGKILL');
    await training.ended;
    server.ask('del', 'gibbon:runs'); // as at the end
    expectEnd(await host.ended, 0, /The run has ended/);
  });

  it('end together when the coordinator is stopped, and one machine ends the run', async () => {
    const host = run.work(server.address);
    const training = run.train('stopped', server.address, ...often);
    await training.untilItSays(underWay);
    training.kill('SIGINT');
    expectEnd(await training.ended, 130, /checkpoint written/);
    expectEnd(await host.ended, 0, /The run has ended/);
    expect(server.keys()).to.deep.equal([]);
    expect((await run.resume('stopped').ended).status).to.equal(0);
    expectSame('stopped');
  });

  // Seen to fail: the stop was forgotten when the machine was found to be lost, and the run went on to its end.
  it('end when the coordinator is stopped while another machine is lost', async () => {
    const host = run.work(server.address);
    const training = run.train('stopped-and-lost', server.address, ...often);
    await training.untilItSays(underWay);
    host.kill('SIGKILL');
    await host.ended;
    training.kill('SIGINT');
    const ended = await training.ended;
    expectEnd(ended, 130, /gives no sign of life\. The checkpoint of sweep \d+ .* gibbon resume/);
    expect(ended.stderr).not.to.match(/Going on/);
    expect(server.keys()).to.deep.equal([]);
    expect((await run.resume('stopped-and-lost').ended).status).to.equal(0);
    expectSame('stopped-and-lost');
  });

  // Seen to fail: with a coordinator that does not look for others at a checkpoint.
  it('give the bytes of one machine when another one comes on the way, and gets blocks', async () => {
    const host = run.work(server.address);
    const training = run.train('joined', server.address, ...often);
    await training.untilItSays(/Training on/);
    const third = run.work(server.address);
    const { status, stderr } = await training.ended;
    expect(status, stderr).to.equal(0);
    expect(stderr).to.match(/Host \S+ has come and gets [1-7] blocks?\./);
    expectEnd(await third.ended, 0, /Got [1-7] of 8 blocks.*The run has ended/s);
    expectEnd(await host.ended, 0, /The blocks are dealt again.*The run has ended/s);
    expectSame('joined');
  });

  // Seen to fail: with a host that leaves at once, which counts as lost; with nobody who asks for a checkpoint.
  it('give the bytes of one machine when another one is asked to leave, which ends soon', async () => {
    const [leaver, other] = [run.work(server.address), run.work(server.address)];
    // No checkpoint is due before the end.
    const training = run.train('left', server.address, '--hosts', '3', ...rarely);
    await training.untilItSays(underWay);
    leaver.kill('SIGINT');
    expectEnd(await leaver.ended, 130, /Leaving at the next .*Left\. The others go on without/s);
    expect(training.child.exitCode, 'the run goes on').to.equal(null);
    const { status, stderr } = await training.ended;
    expect(status, stderr).to.equal(0);
    expect(stderr).to.match(/Host \S+ leaves, and the others go on with its blocks\./);
    expect(stderr).not.to.match(/Going on from the last checkpoint/);
    expectEnd(await other.ended, 0, /The run has ended/);
    expectSame('left');
  });

  // Seen to fail: with a host that waits for the next plan.
  it('let a machine go at once that has no blocks yet', async () => {
    const training = run.train('early', server.address, '--hosts', '4', ...often);
    const idle = run.work(server.address);
    await idle.untilItSays(/Working for/);
    idle.kill('SIGINT');
    expectEnd(await idle.ended, 130, /Left\. The others go on without this machine/);
    expect(training.child.exitCode, 'the run goes on').to.equal(null);
    training.kill('SIGINT');
    await training.ended;
  });

  it('refuse a server that forgets things, with what to type', async () => {
    server.ask('config', 'set', 'maxmemory-policy', 'allkeys-lru');
    const refused = await gibbon(['work', server.address]);
    server.ask('config', 'set', 'maxmemory-policy', 'noeviction');
    expectEnd(refused, 1, /its maxmemory-policy is allkeys-lru.*noeviction was expected/s);
  });

  it('refuse live reading on several machines', async () => {
    const live = run.train('live', server.address, '--staleness', '2');
    expectEnd(await live.ended, 2, /live reading works within one machine only/);
  });

  function expectSame(name: string, { isShared = true } = {}): void {
    expect(run.stored(name)).to.deep.equal(run.stored());
    // What a coordinator that was killed has left expires by itself.
    if (isShared) expect(server.keys()).to.deep.equal([]);
  }

  /** A coordinator that was killed counts as one for ten seconds. */
  async function untilNobodyLeads(): Promise<void> {
    await until('nobody leads the run', () => {
      return !server.keys().some((key) => key.endsWith(':leader'));
    });
  }
});

const rarely = ['--checkpoint-every', '100000'];
const often = ['--checkpoint-every', '30'];
const underWay = /sweep +[1-9]/;

function expectEnd({ status, stderr }: Ended, expected: number, words: RegExp): void {
  expect(status, stderr).to.equal(expected);
  expect(stderr).to.match(words);
}
