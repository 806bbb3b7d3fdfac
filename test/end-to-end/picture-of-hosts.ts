/**
 * Makes the picture of docs/cluster.md, a training on three machines, all of which are processes of this
 * one, from the real program in a real terminal (tmux) and with a real server.
 *
 *   node dist/test/end-to-end/picture-of-hosts.js PROJECT [FILE.svg]
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { terminalSvg } from '../../cli/components/terminal-svg.ts';
import { RedisServer } from '../fixtures/redis-server.ts';
import { Gibbon } from './gibbon.ts';
import { Tmux } from './tmux.ts';

const size = { columns: 100, rows: 32 };
/** Longest wait for the training. */
const patienceSeconds = 600;

async function makePicture(given: string, into: string): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gibbon-picture-'));
  const project = path.join(folder, path.basename(given));
  fs.copyFileSync(given, project);
  const server = await RedisServer.start(folder);
  const model = ['--topics', '50', '--sweeps', '300', '--seed', '7'];
  const shared = ['--server', server.address, '--hosts', '3', '--workers', '1'];
  const hosts = [1, 2].map((workers) => {
    return new Gibbon(['work', server.address, '--workers', String(workers)]);
  });
  const training = Tmux.start(Tmux.gibbon('train', project, ...model, ...shared), size);
  try {
    await training.untilShows(/sweep [4-9]\d of 300/, patienceSeconds);
    const title = 'The screen while three machines train one model';
    fs.writeFileSync(into, terminalSvg(training.colored(), { ...size, title }));
    console.log(training.screen());
  } finally {
    training.press('C-c', 'C-c');
    training.end();
    for (const host of hosts) host.kill('SIGKILL');
    await Promise.all(hosts.map(({ ended }) => ended));
    await server.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

const [project, into = 'docs/pictures/hosts.svg'] = process.argv.slice(2);
if (project === undefined) {
  console.error('Which project? node dist/test/end-to-end/picture-of-hosts.js PROJECT [FILE.svg]');
  process.exitCode = 2;
} else {
  await makePicture(project, into);
}
