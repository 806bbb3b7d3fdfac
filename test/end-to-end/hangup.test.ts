// Goal: whoever closes the terminal is left with no process, and no dump of one.
// Seen to fail: on the version before, which ended with an abort (signal 6 or 11) as Node put the
// terminal back that was gone.
import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import path from 'node:path';
import { makeProject, testFolder } from './folder.ts';
import { gibbon, program } from './gibbon.ts';

/** Starts a command on a terminal of its own, waits for its screen, and closes the terminal. */
const closeTerminal = `
import os, pty, sys, time
child, terminal = pty.fork()
if child == 0: os.execvp(sys.argv[1], sys.argv[1:])
seen = b''
while len(seen) < 2000: seen += os.read(terminal, 100000)
begun = time.time()
os.close(terminal)
ended = 0
while not ended and time.time() - begun < 20:
    time.sleep(0.01)
    ended, status = os.waitpid(child, os.WNOHANG)
print('%.2f %d' % (time.time() - begun, os.WTERMSIG(status) if ended else -1))
if not ended: os.kill(child, 9)
`;

describe('a terminal that is closed while inspect shows a run', () => {
  const folder = testFolder();

  it('ends it within a second, by the signal that says so', async function () {
    this.timeout(60_000);
    if (spawnSync('python3', ['-c', 'import pty']).status !== 0) this.skip();
    const file = await makeProject(path.join(folder.path, 'sample.gibbon'));
    await gibbon(['train', file, '--topics', '4', '--sweeps', '5', '--seed', '7']);
    const command = [process.execPath, program, 'inspect', file];
    const { stdout } = spawnSync('python3', ['-c', closeTerminal, ...command], {
      encoding: 'utf8',
      timeout: 50_000,
    });
    const [seconds, signal] = stdout.trim().split(' ').map(Number);
    expect(signal, 'SIGHUP').to.equal(1);
    expect(seconds).to.be.below(1);
  });
});
