// Goal: a result that nobody can be given, as standard output is on a full disk, ends in a sentence, once; what was
// written into files by then is said to be whole, and is.
// Seen to fail: with errors of the system left as they come, once for each write.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { expect } from 'chai';
import { testFolder } from './folder.ts';
import { program, sampleTexts, succeed } from './gibbon.ts';

const commands: readonly (readonly [command: string, made?: string])[] = [
  ['--version'],
  ['topics --help'],
  ['topics a.gibbon'],
  ['documents a.gibbon --json'],
  ['infer a.gibbon a.txt'],
  ['train a.gibbon --topics 2 --sweeps 3 --json'],
  ['import a.txt --into b.gibbon', 'b.gibbon'],
  ['copy a.gibbon c.gibbon', 'c.gibbon'],
  ['report a.gibbon --json', 'a.html'],
];

describe('Standard output on a full disk', function () {
  this.timeout(120_000);
  const folder = testFolder();

  it('is told of once, and files are whole', async function () {
    if (!fs.existsSync('/dev/full')) this.skip();
    fs.writeFileSync(folder.at('a.txt'), sampleTexts());
    const training = ['--topics', '3', '--sweeps', '5', '--plain'];
    await succeed(['train', 'a.txt', ...training], { cwd: folder.path });
    for (const [command, made] of commands) {
      const { status, stderr } = await intoFullDisk(command.split(' '), folder.path);
      expect(status, command).to.equal(1);
      const said = stderr.match(/Cannot write standard output: the disk is full/gu);
      expect(said, `${command}: ${stderr}`).to.have.length(1);
      expect(stderr).to.not.match(/ENOSPC|fault of gibbon/u);
      expect(/^(.*) is written, and whole/mu.exec(stderr)?.[1], command).to.equal(made);
    }
    for (const file of ['b.gibbon', 'c.gibbon']) await succeed(['verify', folder.at(file)]);
    expect(fs.readFileSync(folder.at('a.html'), 'utf8')).to.match(/<\/html>\s*$/u);
    const runs = await succeed(['runs', folder.at('a.gibbon'), '--json']);
    expect(runs.stdout).to.contain('"topics-2"');
  });
});

async function intoFullDisk(args: readonly string[], cwd: string) {
  const full = fs.openSync('/dev/full', 'w');
  try {
    const child = spawn(process.execPath, [program, ...args], {
      cwd,
      stdio: ['ignore', full, 'pipe'],
    });
    let stderr = '';
    child.stderr!.on('data', (bytes: Buffer) => (stderr += bytes.toString()));
    const [status] = (await once(child, 'close')) as [number | null];
    return { status, stderr };
  } finally {
    fs.closeSync(full);
  }
}
