import { expect } from 'chai';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sampleDocuments } from './sample-documents.ts';
import { storedState } from '../../fixtures/stored-state.ts';

const gibbon = fileURLToPath(new URL('../../../cli/main.js', import.meta.url));
const serverProgram = ['redis-server', 'valkey-server'].find(
  (name) => spawnSync(name, ['--version']).status === 0,
);

describe('gibbon train --server and gibbon work', function () {
  this.timeout(120_000);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gibbon-cluster-'));
  const begun: ChildProcess[] = [];
  let address = '';

  before(async function () {
    if (serverProgram === undefined) this.skip();
    const port = await freePort();
    address = `redis://127.0.0.1:${port}`;
    const options = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
    begun.push(spawn(serverProgram, ['--port', String(port), ...options], { stdio: 'ignore' }));
    await untilListening(port);
    fs.writeFileSync(path.join(folder, 'texts.jsonl'), sampleDocuments(800));
    run('import', 'texts.jsonl', '--text-field', 'text', '--into', 'alone.gibbon');
    fs.copyFileSync(path.join(folder, 'alone.gibbon'), path.join(folder, 'shared.gibbon'));
  });

  after(() => {
    for (const child of begun) child.kill('SIGKILL');
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it('give the bytes of one machine, through a host that is killed, and leave nothing behind', async () => {
    const model = ['--topics', '20', '--sweeps', '500', '--seed', '7', '--plain'];
    run('train', 'alone.gibbon', ...model);
    const hosts = [start('work', address, '-w', '1'), start('work', address, '-w', '1')];
    const shared = ['-w', '1', '--server', address, '--hosts', '3', '--checkpoint-every', '50'];
    const training = start('train', 'shared.gibbon', ...model, ...shared);
    let said = '';
    training.stderr?.on('data', (data: Buffer) => (said += data.toString()));
    while (!/sweep +[1-9]/.test(said)) await sleep(100);
    hosts[1].kill('SIGKILL');
    const [status] = (await once(training, 'exit')) as [number];
    expect(status, said).to.equal(0);
    expect(said).to.match(/gives no sign of life\. Going on from the last checkpoint without it/);
    if (hosts[0].exitCode === null) await once(hosts[0], 'exit');
    expect(hosts[0].exitCode).to.equal(0);
    const [alone, found] = ['alone', 'shared'].map((name) =>
      storedState(path.join(folder, `${name}.gibbon`)),
    );
    expect(found).to.deep.equal(alone);
    expect(keysOnServer()).to.equal('');
  });

  it('refuse a server that forgets things, with what to type', () => {
    cli('config', 'set', 'maxmemory-policy', 'allkeys-lru');
    const { status, stderr } = run('work', address);
    cli('config', 'set', 'maxmemory-policy', 'noeviction');
    expect(status).to.equal(1);
    expect(stderr).to.match(/its maxmemory-policy is allkeys-lru.*noeviction was expected/s);
  });

  it('say in a sentence that there is no server, and that a password is wanted', () => {
    const none = run('work', 'redis://127.0.0.1:1');
    expect(none.status).to.equal(1);
    expect(none.stderr).to.match(/Cannot reach the server 127\.0\.0\.1:1: .*ECONNREFUSED/);
    cli('config', 'set', 'requirepass', 'secret');
    const wanted = run('work', address);
    cli('-a', 'secret', 'config', 'set', 'requirepass', '');
    expect(wanted.status).to.equal(1);
    expect(wanted.stderr).to.match(/Cannot log in to the server .*it wants a password/);
  });

  it('refuse live reading on several machines', () => {
    const { status, stderr } = run(
      'train',
      'shared.gibbon',
      '--server',
      address,
      '--staleness',
      '2',
    );
    expect(status).to.equal(2);
    expect(stderr).to.match(/live reading works within one machine only/);
  });

  function run(...args: string[]) {
    return spawnSync(process.execPath, [gibbon, ...args], { cwd: folder, encoding: 'utf8' });
  }

  function start(...args: string[]): ChildProcess {
    const child = spawn(process.execPath, [gibbon, ...args], { cwd: folder });
    begun.push(child);
    return child;
  }

  function cli(...args: string[]): string {
    const port = new URL(address).port;
    return spawnSync('redis-cli', ['-p', port, ...args], { encoding: 'utf8' }).stdout;
  }

  function keysOnServer(): string {
    return cli('keys', 'gibbon*').trim();
  }
});

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  server.close();
  return port;
}

async function untilListening(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const socket = net.connect(port, '127.0.0.1');
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) return;
    await sleep(50);
  }
}
