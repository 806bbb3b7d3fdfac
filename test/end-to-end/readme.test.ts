import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { gibbon, sampleTexts } from './gibbon.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
/** Indented lines, without their comments; of the table of targets both columns. */
const commands = [...readme.matchAll(/^ {4}(?:.* {4})?((?:gibbon|make) .+?)(?: {2,}.*)?$/gm)].map(
  (match) => match[1].trim(),
);

/** Keeps the run short; the rest of the line is the reader's. */
const fewSweeps = ['--plain', '--seed', '1'];

describe('The commands of the README', () => {
  let folder = ''; // one for all: the commands build upon each other
  const at = (name: string) => path.join(folder, name);

  after(() => {
    rmSync(folder, { recursive: true });
  });

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'gibbon-readme-'));
    mkdirSync(at('new'));
    writeFileSync(at('new/a.txt'), sampleTexts({ numDocuments: 1 }));
    const documents = sampleTexts({ numDocuments: 60, numWords: 40 }).trim().split('\n');
    mkdirSync(at('texts'));
    documents.forEach((text, index) => {
      const treaty = index < 10 ? ' treaty treaty' : '';
      writeFileSync(at(`texts/${index}.txt`), text + treaty);
    });
    writeFileSync(
      at('articles.csv'),
      ['body,year', ...documents.map((text, index) => `"${text}",${1900 + index}`)].join('\n'),
    );
    writeFileSync(at('more.csv'), 'id,year\n1.txt,1900\n2.txt,1901\n');
    const lines = documents.map((text) => JSON.stringify({ text })).join('\n');
    writeFileSync(at('posts.jsonl.gz'), gzipSync(lines));
    const state = '#doc source pos typeindex type topic\n#alpha : 1 \n#beta : 1\n0 a 0 0 b 0\n';
    writeFileSync(at('state.gz'), gzipSync(state));
  });

  it('are found', () => {
    expect(commands.filter((command) => command.startsWith('gibbon ')).length).to.be.at.least(9);
  });

  // Seen to fail: with `--text-columns` in the README, and with the words command misspelt.
  // What needs a server is tried in cli/cluster/.
  const alone = commands.filter((line) => !line.includes(' --server '));
  for (const command of alone.filter((line) => line.startsWith('gibbon '))) {
    it(`work: ${command}`, async () => {
      const args = command.split(/\s+/).slice(1);
      if (args[0] === 'train') args.push(...fewSweeps, '--sweeps', '20');
      if (args[0] === 'search') args.push('--plain', '--sweeps', '10');
      if (args[0] === 'resume') args.push('--plain', '--sweeps', '40');
      const { status, stderr } = await gibbon(args, { cwd: folder });
      if (args[0] === 'inspect') {
        expect(stderr).to.contain('not both a terminal'); // what it shows: screens.slow.test.ts
      } else {
        expect(stderr).not.to.contain('Cannot');
        expect(status).to.equal(0);
      }
    });
  }

  for (const command of commands.filter((line) => line.startsWith('make '))) {
    it(`are known to make: ${command}`, () => {
      execFileSync('make', ['--dry-run', ...command.split(/\s+/).slice(1, 2)], { cwd: root });
    });
  }
});
