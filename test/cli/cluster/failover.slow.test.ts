import { expect } from 'chai';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { hasRedisCluster, RedisCluster } from '../../fixtures/redis-cluster.ts';
import { storedState } from '../../fixtures/stored-state.ts';
import { sampleDocuments } from './sample-documents.ts';

const gibbon = fileURLToPath(new URL('../../../cli/main.js', import.meta.url));

describe('A run on several machines, through a cluster of servers', function () {
  this.timeout(240_000);
  let folder = '';
  let cluster: RedisCluster | undefined;
  const begun: ChildProcess[] = [];

  before(async function () {
    if (!hasRedisCluster) this.skip(); // there is no Redis here
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gibbon-cluster-'));
    cluster = await RedisCluster.start(folder);
    fs.writeFileSync(path.join(folder, 'texts.jsonl'), sampleDocuments(800));
    run('import', 'texts.jsonl', '--text-field', 'text', '--into', 'alone.gibbon');
    fs.copyFileSync(path.join(folder, 'alone.gibbon'), path.join(folder, 'shared.gibbon'));
  });

  after(async () => {
    for (const child of begun) child.kill('SIGKILL');
    await cluster?.stop();
    if (folder !== '') fs.rmSync(folder, { recursive: true, force: true });
  });

  it('has the bytes of one machine although two masters are killed, and leaves nothing behind', async () => {
    const servers = cluster!;
    const model = ['--topics', '20', '--sweeps', '500', '--seed', '7', '--plain'];
    run('train', 'alone.gibbon', ...model);
    const [first, , third] = servers.ports.map((port) => `redis://127.0.0.1:${port}`);
    const host = start('work', first, '-w', '1');
    const training = start('train', 'shared.gibbon', ...model, '-w', '1', '--server', third);
    let said = '';
    training.stderr?.on('data', (data: Buffer) => (said += data.toString()));
    const ended = once(training, 'exit') as Promise<[number]>;
    while (!/sweep +[1-9]/.test(said)) await sleep(100);
    for (const victim of servers.masters().slice(0, 2)) {
      await servers.kill(victim);
      await sleep(6000); // a replica takes its place: two failures at once would be a majority
      expect(training.exitCode, said).to.equal(null);
    }
    expect(await ended, said).to.deep.equal([0, null]);
    if (host.exitCode === null) await once(host, 'exit');
    expect(host.exitCode).to.equal(0);
    const [alone, shared] = ['alone', 'shared'].map((name) =>
      storedState(path.join(folder, `${name}.gibbon`)),
    );
    expect(shared).to.deep.equal(alone);
    expect(servers.keys()).to.deep.equal([]);
  });

  function run(...args: string[]) {
    return spawnSync(process.execPath, [gibbon, ...args], { cwd: folder, encoding: 'utf8' });
  }

  function start(...args: string[]): ChildProcess {
    const child = spawn(process.execPath, [gibbon, ...args], { cwd: folder });
    begun.push(child);
    return child;
  }
});
