import { expect } from 'chai';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RedisServer, hasRedisServer } from '../../fixtures/redis-server.ts';
import { endPrograms } from '../../fixtures/running-programs.ts';
import { storedState } from '../../fixtures/stored-state.ts';
import { sampleDocuments } from './sample-documents.ts';
import { Started } from './started.ts';

describe('A server without memory', function () {
  this.timeout(240_000);
  let folder = '';
  let started: Started;
  let server: RedisServer;

  beforeEach(async function () {
    if (!hasRedisServer) this.skip(); // there is no Redis or Valkey here
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gibbon-full-'));
    started = new Started(folder);
    server = await RedisServer.start(folder);
    fs.writeFileSync(at('texts.jsonl'), sampleDocuments(800));
    await started.run(['import', 'texts.jsonl', '--text-field', 'text', '--into', 'a.gibbon']);
    for (const name of ['b', 'c']) fs.copyFileSync(at('a.gibbon'), at(`${name}.gibbon`));
  });

  afterEach(async () => {
    await endPrograms();
    if (folder !== '') fs.rmSync(folder, { recursive: true, force: true });
  });

  // Seen to fail: "OOM command not allowed ... This looks like a fault of gibbon itself".
  it('is waited for at the start', async () => {
    server.ask('config', 'set', 'maxmemory', '1mb');
    const model = ['--topics', '3', '--sweeps', '5', '--plain', '--hosts', '1'];
    const training = started.start(['train', 'a.gibbon', ...model, '--server', server.address]);
    await training.until(/Waiting for the server .*: it is full \(OOM/);
    server.ask('config', 'set', 'maxmemory', '0');
    const { status, said } = await training.ended;
    expect(status, said).to.equal(0);
  });

  // Seen to fail: the coordinator said nothing where only the other machine had something to put.
  it('is waited for in the middle, with the bytes of one machine', async () => {
    const model = ['--topics', '20', '--sweeps', '400', '--seed', '7', '--plain'];
    await started.run(['train', 'b.gibbon', ...model]);
    const host = started.start(['work', server.address, '-w', '1']);
    const training = started.start([
      'train',
      'c.gibbon',
      ...model,
      '-w',
      '1',
      '--server',
      server.address,
    ]);
    await training.until(/sweep +[1-9]/);
    server.ask('config', 'set', 'maxmemory', '1');
    await training.until(/Waiting for the server .*: it is full \(OOM/);
    await sleep(15_000); // longer than a sign of life lasts
    server.ask('config', 'set', 'maxmemory', '0');
    const { status, said } = await training.ended;
    expect(status, said).to.equal(0);
    expect(said).to.not.match(/no sign of life/);
    expect(said.match(/it is full/g)!.length).to.be.below(4); // and not at every try
    expect((await host.ended).status).to.equal(0);
    expect(storedState(at('c.gibbon'))).to.deep.equal(storedState(at('b.gibbon')));
  });

  function at(name: string): string {
    return path.join(folder, name);
  }
});
