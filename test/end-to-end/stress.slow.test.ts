import { expect } from 'chai';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ProjectFile } from '../../corpora/database/project-file.ts';
import { storedState } from '../fixtures/stored-state.ts';
import { filesIn, makeProject, testFolder } from './folder.ts';
import { Gibbon, gibbon, sampleTexts, succeed } from './gibbon.ts';

const endless = ['--topics', '8', '--seed', '7', '--sweeps', '1000000', '--json'];
const short = ['--topics', '8', '--seed', '7', '--sweeps', '10'];

describe('A project file', () => {
  const folder = testFolder();

  it('in training can be inspected, and shows a checkpoint', async () => {
    const file = await makeProject(folder.at('a.gibbon'));
    const training = new Gibbon(['train', file, ...endless, '--checkpoint-every', '10']);
    await training.untilItSays(/"checkpoint","sweep":10,/);
    const looks = [
      ['topics', file, '--json'],
      ['documents', file, '--topic', '1', '--json'],
      ['runs', file, '--json'],
      ['verify', file],
    ];
    await Promise.all(
      looks.map(async (args) => {
        const ended = await gibbon(args);
        expect(ended.status, ended.stderr).to.equal(0);
      }),
    );
    training.kill('SIGTERM');
    const ended = await training.ended;
    expect(ended.status, ended.stderr).to.equal(143);
    expect((await gibbon(['verify', file])).status).to.equal(0);
  });

  it('in training is refused to others that would change it, naming the process', async () => {
    const file = await makeProject(folder.at('a.gibbon'));
    const training = new Gibbon(['train', file, ...endless]);
    await training.untilItSays(/"sweep"/);
    const { pid } = training.child;
    const minute = String.raw`\d{4}-\d\d-\d\d \d\d:\d\d\b(?!:)`; // nobody reads ISO 8601
    const others = [
      ['train', file, ...short],
      ['resume', file],
      ['runs', file, '--delete', 'topics-8'],
      ['runs', file, '--rename', 'topics-8', 'x'],
      ['import', file, '--into', file, '--replace', '--delete-runs'],
    ];
    fs.writeFileSync(folder.at('texts.txt'), sampleTexts({ numDocuments: 20 }));
    others[4][1] = folder.at('texts.txt');
    const refuse = async (args: readonly string[]) => {
      const { status, stderr } = await gibbon(args);
      expect(stderr).to.match(new RegExp(`process ${pid} has been training in it since ${minute}`));
      expect(stderr).to.contain(`kill ${pid}`);
      expect(status).to.equal(1);
    };
    await Promise.all(others.map(refuse));
    training.kill('SIGTERM');
    expect((await training.ended).status).to.equal(143);
  }).timeout(60_000);

  it('is not held by a process that has died, nor by another one of its number', async () => {
    const file = await makeProject(folder.at('a.gibbon'));
    const dead = spawnSync('true').pid;
    const longAgo = '2001-01-01T00:00:00.000Z';
    // Seen to fail: 0 and -1 are groups of processes that live; "kill -1" was what to type.
    for (const holder of [dead, 1, 0, -1]) {
      if (holder === 1 && !fs.existsSync('/proc/1/stat')) continue;
      hold(file, { process: holder, host: hostname(), since: longAgo });
      const { status, stderr } = await gibbon(['train', file, ...short]);
      expect(status, stderr).to.equal(0);
    }
  });

  it('held on another computer is refused until that is said to be over', async () => {
    const file = await makeProject(folder.at('a.gibbon'));
    hold(file, { process: 1, host: 'elsewhere', since: '2026-01-01T00:00:00.000Z' });
    const refused = await gibbon(['train', file, ...short]);
    expect(refused.stderr).to.contain('process 1 on "elsewhere" has been training in it');
    expect(refused.stderr).to.contain('--take-over');
    expect(refused.status).to.equal(1);
    expect((await gibbon(['train', file, ...short, '--take-over'])).status).to.equal(0);
  });

  // Seen to fail: these commands, too, were told to be typed with --take-over, which they do not have.
  it('held on another computer is copied where it is not trained in but changed', async () => {
    const file = await makeProject(folder.at('a.gibbon'));
    fs.writeFileSync(folder.at('more.csv'), 'id,year\n1,1990\n');
    hold(file, { process: 1, host: 'elsewhere', since: '2026-01-01T00:00:00.000Z' });
    const copy = folder.at('COPY.gibbon');
    for (const args of [
      ['runs', '--delete', 'topics-3'],
      ['metadata', folder.at('more.csv'), '--anyway'],
      ['prepare', '--min-documents', '2', '--delete-runs'],
    ]) {
      const [command = '', ...others] = args;
      const { status, stderr } = await gibbon([command, file, ...others]);
      expect(status, stderr).to.equal(1);
      expect(stderr).to.not.contain('--take-over');
      expect(stderr).to.contain(`gibbon copy ${file} COPY.gibbon`);
    }
    await succeed(['copy', file, copy]);
    await succeed(['metadata', copy, folder.at('more.csv'), '--anyway']);
  });

  for (const replaced of [false, true]) {
    it(`${replaced ? 'replaced' : 'deleted'} while training ends the run, with a copy of all`, async () => {
      const file = await makeProject(folder.at('a.gibbon'));
      const training = new Gibbon(['train', file, ...endless, '--checkpoint-every', '1s']);
      await training.untilItSays(/"checkpoint"/);
      fs.rmSync(file);
      if (replaced) await makeProject(file);
      const { status, stderr } = await training.ended;
      const copy = folder.at('a.rescued.gibbon');
      expect(stderr).to.contain('was deleted or replaced in the meantime');
      expect(stderr).to.contain(`gibbon resume ${copy}`);
      expect(status).to.equal(1);
      expect(storedState(copy)!.sweep).to.be.greaterThan(0);
      expect((await gibbon(['resume', copy, '--sweeps', '1'])).status).to.equal(0);
    });
  }

  it('may have any name, and be given from anywhere', async () => {
    const tryName = async (name: string) => {
      const file = await makeProject(folder.at(name));
      const relative = path.join('..', path.basename(folder.path), name);
      const options = { cwd: folder.path };
      const trained = await gibbon(['train', relative, ...short], options);
      expect(trained.status, trained.stderr).to.equal(0);
      expect((await gibbon(['topics', name], options)).stdout).to.contain('word');
      expect(storedState(file)!.sweep).to.equal(10);
    };
    const names = ['with space.gibbon', `it's "quoted".gibbon`, '🐒 ä.gibbon', ':memory:'];
    await Promise.all(names.map(tryName));
  }).timeout(60_000);

  it('that cannot be written can be inspected, and says so when it is to be trained', async function () {
    if (process.platform === 'win32') this.skip(); // it has no such permissions
    const file = await makeProject(folder.at('a.gibbon'));
    expect((await gibbon(['train', file, ...short])).status).to.equal(0);
    fs.chmodSync(folder.path, 0o555);
    fs.chmodSync(file, 0o444);
    const nobody = process.getuid?.() === 0 ? { uid: 65534 } : {}; // root may write anywhere
    const looked = await gibbon(['topics', file], nobody);
    expect(looked.status, looked.stderr).to.equal(0);
    expect((await gibbon(['verify', file], nobody)).status).to.equal(0);
    const trained = await gibbon(['train', file, ...short], nobody);
    expect(trained.stderr).to.contain(`Cannot open ${file}: it cannot be written here`);
    expect(trained.status).to.equal(1);
    fs.chmodSync(file, 0o666);
    const inFolder = await gibbon(['train', file, ...short], nobody);
    expect(inFolder.stderr).to.match(
      /Cannot \S+( \S+)? .*a\.gibbon: it cannot be (written|opened)/,
    );
    expect(inFolder.status).to.equal(1);
    fs.writeFileSync(folder.at('texts.txt'), sampleTexts());
    const imported = await gibbon(
      ['import', folder.at('texts.txt'), '--into', folder.at('b')],
      nobody,
    );
    expect(imported.stderr).to.contain('nothing can be written in its folder');
    expect(filesIn(folder.path)).to.deep.equal(['a.gibbon', 'texts.txt']);
  });

  it('of a newer version is refused', async () => {
    const file = await makeProject(folder.at('a.gibbon'));
    change(file, 'PRAGMA user_version = 99');
    const refuse = async (command: string) => {
      const { status, stderr } = await gibbon([command, file]);
      expect(stderr).to.contain('it has version 99');
      expect(stderr).to.contain('update this one');
      expect(status).to.equal(1);
    };
    await Promise.all(['train', 'topics', 'verify'].map(refuse));
  });

  // A few through the real command; test/corpora/database/verify.slow.test.ts flips many more.
  it('with a flipped bit is read or refused, never taken for whole and never a crash', async () => {
    const file = await makeProject(folder.at('a.gibbon'));
    await gibbon(['train', file, ...short]);
    const whole = fs.readFileSync(file);
    const copy = folder.at('flipped.gibbon');
    for (let flip = 0; flip < 4; flip++) {
      const bytes = Buffer.from(whole);
      const at = Math.floor((bytes.length * (flip + 0.37)) / 4);
      bytes[at] ^= 1 << (flip % 8);
      fs.writeFileSync(copy, bytes);
      for (const args of [
        ['verify', copy],
        ['resume', copy, '--sweeps', '12'],
      ]) {
        const { status, stderr } = await gibbon(args);
        expect(status, stderr).to.be.oneOf([0, 1]);
        expect(stderr, `byte ${at}`).to.not.match(/fault of gibbon|at .*\.js:\d+/);
      }
    }
  }).timeout(60_000);
});

describe('A full disk', () => {
  const folder = testFolder();

  for (const limit of [100, 500])
    it(`ends an import with nothing written (after ${limit} kB)`, async function () {
      skipWithoutLimits(this);
      fs.writeFileSync(folder.at('texts.txt'), sampleTexts({ numDocuments: 5000 }));
      const ended = await gibbon(['import', 'texts.txt', '--into', 'a.gibbon'], {
        cwd: folder.path,
        under: withFilesUpTo(limit),
      });
      expect(ended.status).to.equal(1);
      expect(ended.stderr).to.match(/Cannot write a\.gibbon: /);
      expect(filesIn(folder.path)).to.deep.equal(['texts.txt']);
    });

  it('leaves the last checkpoint, and training goes on without another', async function () {
    skipWithoutLimits(this);
    const file = await makeProject(folder.at('a.gibbon'));
    await gibbon(['train', file, ...short]);
    const options = ['--sweeps', '4000', '--checkpoint-every', '1000'];
    const ended = await gibbon(['resume', file, ...options], { under: withFilesUpTo(128) });
    expect(ended.status).to.equal(1);
    expect(ended.stderr).to.match(
      /The checkpoint of sweep \d+ could not be written .* training continues/,
    );
    expect(ended.stderr).to.contain('The checkpoint of sweep 10 of "topics-8" is whole');
    expect(storedState(file)).to.include({ sweep: 10 });
    expect((await gibbon(['resume', file])).status).to.equal(0);
    expect(storedState(file)).to.include({ sweep: 4000, state: 'done' });
  });

  // Seen to fail: with what the system wrote of a line taken for all of it, and with folders left.
  it('leaves no tables that are cut short, and no folder made for them', async function () {
    skipWithoutLimits(this);
    const file = await makeProject(folder.at('a.gibbon'));
    expect((await gibbon(['train', file, ...short])).status).to.equal(0);
    const write = ['export', file, '--to', folder.at('new/tables'), '--format', 'csv'];
    const refused = await gibbon(write, { under: withFilesUpTo(40) });
    expect(refused.stderr).to.match(/Cannot write .*; nothing was left behind/);
    expect(refused.status).to.equal(1);
    expect(fs.existsSync(folder.at('new'))).to.equal(false);
    expect((await gibbon(write)).status).to.equal(0);
    expect(filesIn(folder.at('new/tables'))).to.have.length(5);
  });

  it('is told from a broken one, on a file system that is really full', async function () {
    if (!mountSmall(folder.at('small'), '740k')) this.skip();
    try {
      const file = await makeProject(folder.at('small/a.gibbon'));
      fs.writeFileSync(folder.at('texts.txt'), sampleTexts({ numDocuments: 5000 }));
      const imported = await gibbon([
        'import',
        folder.at('texts.txt'),
        '--into',
        folder.at('small/b.gibbon'),
      ]);
      expect(imported.stderr).to.match(/the disk is full/);
      expect(imported.status).to.equal(1);
      expect(filesIn(folder.at('small'))).to.deep.equal(['a.gibbon']);
      fs.writeFileSync(folder.at('small/fill'), Buffer.alloc(300_000));
      const { status, stderr } = await gibbon(['train', file, ...short, '--checkpoint-every', '2']);
      expect(stderr).to.match(/a\.gibbon: the disk is full/);
      expect(status).to.equal(1);
      fs.rmSync(folder.at('small/fill'));
      const resumed = await gibbon(['resume', file]);
      expect(resumed.status, resumed.stderr).to.be.oneOf([0, 1]);
      expect((await gibbon(['verify', file])).status).to.equal(0);
    } finally {
      spawnSync('umount', [folder.at('small')]);
    }
  });
});

describe('A worker that', () => {
  const folder = testFolder();
  const script = fileURLToPath(new URL('../crash/train-with-mishap.js', import.meta.url));

  // Seen to fail (by never ending): with workers left running when one of them fails.
  for (const [kind, cause] of [
    ['throw', /Worker 1 failed: worker 1 was ordered to fail/],
    ['sleep', /Worker 1 hangs: it has not completed clock \d+ in \d+ s/],
    ['exit', /Worker 1 ended with exit code 7/],
    ['exhaust', /Worker 1 failed: Worker terminated due to reaching memory limit/],
  ] as const) {
    it(`is ordered to ${kind} ends the program with the cause, the last checkpoint whole`, async () => {
      const file = await makeProject(folder.at('a.gibbon'));
      const child = spawn(process.execPath, ['--max-old-space-size=100', script, file, kind]);
      let stderr = '';
      child.stderr.on('data', (bytes: Buffer) => (stderr += bytes.toString()));
      const [status] = (await once(child, 'close')) as [number];
      expect(status).to.equal(1);
      expect(stderr).to.match(cause);
      expect(stderr).to.match(
        /The checkpoint of sweep \d+ of "topics-8" is whole; to continue from it/,
      );
      expect((await gibbon(['verify', file])).status).to.equal(0);
    });
  }
});

function hold(path: string, holder: { process: number; host: string; since: string }): void {
  const file = ProjectFile.open(path);
  file.database
    .prepare('INSERT OR REPLACE INTO holder VALUES (0, ?, ?, ?)')
    .run(holder.process, holder.host, holder.since);
  file.close();
}

function change(path: string, sql: string): void {
  const file = ProjectFile.open(path);
  file.database.exec(sql);
  file.close();
}

/** What a shell runs a command under so that no file of it grows beyond a number of kilobytes. */
function withFilesUpTo(kilobytes: number): string[] {
  return ['bash', '-c', `ulimit -f ${kilobytes}; exec "$@"`, 'bash'];
}

function skipWithoutLimits(test: Mocha.Context): void {
  if (process.platform === 'win32' || spawnSync('bash', ['--version']).status !== 0) test.skip();
}

function mountSmall(folder: string, size: string): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  fs.mkdirSync(folder);
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]).status === 0;
}
