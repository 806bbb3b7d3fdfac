// Goal: whoever closes the terminal is left with no process, and no dump of one.
// Seen to fail: on versions before, which ended with an abort (signal 6 or 11) as Node put the
// terminal back that was gone: inspect now and then on a busy machine, train every time.
import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import path from 'node:path';
import { makeProject, testFolder } from './folder.ts';
import { gibbon, program } from './gibbon.ts';

/** Starts a command on a terminal of its own, waits for what it shows, and closes the terminal. */
const closeTerminal = `
import os, pty, sys, time
child, terminal = pty.fork()
if child == 0: os.execvp(sys.argv[2], sys.argv[2:])
seen = b''
while len(seen) < int(sys.argv[1]): seen += os.read(terminal, 100000)
begun = time.time()
os.close(terminal)
ended = 0
while not ended and time.time() - begun < 20:
    time.sleep(0.01)
    ended, status = os.waitpid(child, os.WNOHANG)
print('%.2f %d' % (time.time() - begun, os.WTERMSIG(status) if ended else -1))
if not ended: os.kill(child, 9)
`;

/** What each command is to have written when the terminal is closed, in bytes, and how it runs. */
const commands: Readonly<Record<string, readonly [number, (file: string) => readonly string[]]>> = {
  'inspect, on its screen': [2000, (file) => ['inspect', file]],
  'train, on its screen': [2000, (file) => ['train', file, '--topics', '4', '--sweeps', '1000000']],
  'train, with plain lines': [
    60,
    (file) => ['train', file, '--topics', '4', '--sweeps', '1000000', '--plain'],
  ],
};

describe('a terminal that is closed under a command', () => {
  const folder = testFolder();
  let file: string;

  beforeEach(async function () {
    this.timeout(60_000);
    if (spawnSync('python3', ['-c', 'import pty']).status !== 0) this.skip();
    file = await makeProject(path.join(folder.path, 'sample.gibbon'));
    await gibbon(['train', file, '--topics', '4', '--sweeps', '5', '--seed', '7']);
  });

  for (const [name, [bytes, line]] of Object.entries(commands)) {
    it(`ends ${name}, soon and by the signal that says so`, function () {
      this.timeout(60_000);
      const command = [process.execPath, program, ...line(file)];
      const { stdout } = spawnSync('python3', ['-c', closeTerminal, String(bytes), ...command], {
        encoding: 'utf8',
        timeout: 50_000,
        // Where CI is set, or the terminal is a dumb one, train draws no screen.
        env: { ...process.env, CI: '', TERM: 'xterm-256color' },
      });
      const [seconds, signal] = stdout.trim().split(' ').map(Number);
      expect(signal, 'SIGHUP').to.equal(1);
      expect(seconds).to.be.below(2);
    });
  }
});
