import { expect } from 'chai';
import { execFileSync, spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import fs from 'node:fs';
import { storedState } from '../fixtures/stored-state.ts';
import { filesIn, makeProject, testFolder } from './folder.ts';
import { Gibbon, gibbon, program, sampleTexts } from './gibbon.ts';

const endless = ['--topics', '8', '--seed', '7', '--sweeps', '1000000', '--json'];

describe('A signal', () => {
  const folder = testFolder();

  const signals = [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const;
  for (const [signal, status] of signals) {
    it(`${signal} ends training with a checkpoint and status ${status}`, async () => {
      const file = await makeProject(folder.at('a.gibbon'));
      const training = new Gibbon(['train', ...endless.slice(0, -1), file]);
      await training.untilItSays(/^sweep/m);
      training.kill(signal);
      const ended = await training.ended;
      expect(ended.status).to.equal(status);
      expect(ended.stderr).to.match(/Stopped topics-8 after [\d,]+ of 1,000,000 sweeps, saved/);
      expect(ended.stderr).to.contain(`gibbon resume ${file}`);
      expect(storedState(file)).to.include({ state: 'stopped' });
      expect(filesIn(folder.path)).to.deep.equal(['a.gibbon']);
    });
  }

  it('given twice leaves at once, and the last checkpoint stands', async () => {
    const file = await makeProject(folder.at('a.gibbon'));
    const training = new Gibbon(['train', file, ...endless, '--checkpoint-every', '50']);
    await training.untilItSays(/"checkpoint","sweep":50,/);
    training.kill('SIGTERM');
    training.kill('SIGINT'); // another one, so that the two cannot become one on the way
    const ended = await training.ended;
    expect(ended.status).to.be.oneOf([130, 143]);
    expect(storedState(file)!.sweep).to.be.at.least(50);
    expect((await gibbon(['verify', file])).status).to.equal(0);
  });

  // A single step takes seconds here, and so does counting the topics once for show. Seen to fail:
  // with the topics counted in one go (7 s after the second signal).
  it('given twice leaves at once, also in the middle of a long step', async () => {
    const file = folder.at('a.gibbon');
    fs.writeFileSync(folder.at('texts.txt'), manyWords({ numDocuments: 400, numWords: 4000 }));
    await gibbon(['import', folder.at('texts.txt'), '--into', file, '--stop-words', 'none']);
    const huge = ['--topics', '30000', '--blocks', '1', '--workers', '1', '--sweeps', '1000'];
    const training = new Gibbon(['train', file, ...huge, '--json']);
    await training.untilItSays(/Memory/);
    await sleep(1500);
    training.kill('SIGINT');
    await sleep(300);
    const asked = performance.now();
    training.kill('SIGTERM');
    const ended = await training.ended;
    expect(ended.status).to.be.oneOf([130, 143]);
    expect(performance.now() - asked).to.be.below(1500);
  });

  // Seen to fail: with an output that nobody reads ending the program at once.
  it('of a reader that has gone stops training with a checkpoint', async () => {
    const file = await makeProject(folder.at('a.gibbon'));
    const training = new Gibbon(['train', file, ...endless, '--checkpoint-every', '1000']);
    await training.untilItSays(/"checkpoint"/);
    training.child.stdout!.destroy();
    const { status } = await training.ended;
    expect(status).to.equal(141);
    expect(storedState(file)).to.include({ state: 'stopped' });
  });

  it('is no error where output is only looked at', async () => {
    const file = await makeProject(folder.at('a.gibbon'));
    await gibbon(['train', file, '--topics', '3', '--sweeps', '2']);
    const ended = spawnSync(
      'bash',
      [
        '-c',
        `set -o pipefail; '${process.execPath}' '${program}' documents '${file}' --json | true`,
      ],
      { encoding: 'utf8' },
    );
    expect(ended.stderr).to.equal('');
    expect(ended.status).to.equal(0);
  });

  for (const [signal, status] of signals) {
    it(`${signal} ends an import with nothing written and status ${status}`, async () => {
      fs.writeFileSync(folder.at('texts.txt'), sampleTexts({ numDocuments: 20_000 }));
      const importing = new Gibbon(['import', 'texts.txt', '--into', 'a.gibbon'], {
        cwd: folder.path,
      });
      for (let tries = 0; tries < 1000 && filesIn(folder.path).length < 2; tries++) await sleep(5);
      importing.kill(signal);
      const ended = await importing.ended;
      expect(ended.status).to.equal(status);
      expect(ended.stderr).to.contain('Interrupted: nothing was written');
      expect(filesIn(folder.path)).to.deep.equal(['texts.txt']);
    });
  }

  it('ends an import that waits for standard input', async () => {
    const importing = new Gibbon(['import', '-', '--into', folder.at('a.gibbon')], {
      keepInputOpen: true,
      limitSeconds: 10,
    });
    for (let tries = 0; tries < 1000 && filesIn(folder.path).length === 0; tries++) await sleep(5);
    importing.kill('SIGTERM');
    const ended = await importing.ended;
    expect([ended.status, ended.signal]).to.deep.equal([143, null]);
    expect(filesIn(folder.path)).to.deep.equal([]);
  });
});

/** Documents of 250 words, each word about as often as any other. */
function manyWords({
  numDocuments,
  numWords,
}: Record<'numDocuments' | 'numWords', number>): string {
  const word = (number: number) =>
    `word${[...number.toString()].map((n) => 'abcdefghij'[+n]).join('')}`;
  const lines = Array.from({ length: numDocuments }, (_, document) =>
    Array.from({ length: 250 }, (_, place) => word((document * 251 + place * 7) % numWords)).join(
      ' ',
    ),
  );
  return `${lines.join('\n')}\n`;
}

describe('The terminal', () => {
  const folder = testFolder();
  let session = ''; // and the name of its server: a new one each, as ending takes its time
  let numSessions = 0;

  beforeEach(() => {
    session = `gibbon-test-${process.pid}-${++numSessions}`;
  });

  before(function () {
    if (spawnSync('tmux', ['-V']).status !== 0) this.skip();
  });

  afterEach(() => {
    spawnSync('tmux', ['-L', session, 'kill-server']);
  });

  // Each ends the training screen in another way; a shell waits behind it.
  const ends = [
    ['the key q', () => tmux('send-keys', '-t', session, 'q'), 0],
    ['Ctrl-C', () => tmux('send-keys', '-t', session, 'C-c'), 130],
    ['SIGTERM', () => signalTraining('SIGTERM'), 143],
    ['two signals', () => (signalTraining('SIGTERM'), signalTraining('SIGINT')), undefined],
  ] as const;
  for (const [way, end, status] of ends) {
    it(`is as it was after a training screen ended by ${way}`, async () => {
      const file = await makeProject(folder.at('a.gibbon'));
      const pid = folder.at('pid');
      const train = `'${process.execPath}' '${program}' train '${file}' --topics 8 --sweeps 1000000`;
      const script = `stty -a > before; sh -c 'echo $$ > ${pid}; exec env CI= TERM=tmux-256color ${train.replaceAll("'", '')}'; echo "status $?"; stty -a > after; echo finished; cat`;
      tmux('new-session', '-d', '-s', session, '-x', '80', '-y', '24', '-c', folder.path, script);
      pidFile = pid;
      await until(() => isAlternate() && screen().includes('sweep'));
      end();
      await until(() => screen().includes('finished'));
      expect(isAlternate()).to.equal(false);
      expect(flag('cursor_flag')).to.equal('1');
      expect(flag('mouse_any_flag')).to.equal('0');
      expect(fs.readFileSync(folder.at('after'), 'utf8')).to.equal(
        fs.readFileSync(folder.at('before'), 'utf8'),
      );
      if (status !== undefined) expect(screen()).to.contain(`status ${status}`);
      if (status !== undefined) expect(storedState(file)).to.include({ state: 'stopped' });
    });
  }

  let pidFile = '';

  function signalTraining(signal: NodeJS.Signals): void {
    process.kill(Number(fs.readFileSync(pidFile, 'utf8')), signal);
  }

  function tmux(...args: string[]): string {
    // A server of its own: one that runs already has its own surroundings.
    return execFileSync('tmux', ['-L', session, '-f', '/dev/null', ...args], { encoding: 'utf8' });
  }

  function screen(): string {
    return tmux('capture-pane', '-p', '-t', session);
  }

  function flag(name: string): string {
    return tmux('display-message', '-p', '-t', session, `#{${name}}`).trim();
  }

  function isAlternate(): boolean {
    return flag('alternate_on') === '1';
  }

  async function until(condition: () => boolean): Promise<void> {
    for (let tries = 0; tries < 200; tries++) {
      if (condition()) return;
      await sleep(100);
    }
    throw new Error(`it did not happen; the screen shows:\n${screen()}`);
  }
});
