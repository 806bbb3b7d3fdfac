// Goal: the examples in the help of what looks at a model are true of the sample: each finds something. The corpus
// here stands in for it, with names, fields and runs as `gibbon sample` and `gibbon train` make them.
// Seen to fail: with a field (date), a name (1846 Polk) and a label (Economy) that the sample does not have.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { expect } from 'chai';
import { testFolder } from './folder.ts';
import { program, sampleTexts, succeed } from './gibbon.ts';

const commands = [
  'topics',
  'documents',
  'words',
  'corpus',
  'compare',
  'trends',
  'cite',
  'report',
  'effects',
];
/** Another file, or a program that need not be here. */
const needsOthers = /\bjq\b|(?<!speeches)\.gibbon/u;

describe('The examples in the help', function () {
  this.timeout(300_000);
  const folder = testFolder();

  it('find something in the sample', async () => {
    await makeSample(folder.path);
    fs.writeFileSync(
      folder.at('gibbon'),
      `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`,
      { mode: 0o755 },
    );
    for (const command of commands) {
      const { stdout } = await succeed([command, '--help']);
      const examples = stdout.slice(stdout.indexOf('Examples:')).matchAll(/^ {2}(gibbon .*)$/gmu);
      for (const [, line] of examples) {
        if (needsOthers.test(line)) continue;
        const typed = line.replace(/ {2,}.*$/u, '');
        const { status, stdout: found, stderr } = tryOut(typed, folder.path);
        expect(status, `${typed}: ${stderr}`).to.equal(0);
        expect(found, typed).to.not.match(/^0 documents in all/mu);
      }
    }
  });
});

/** With few sweeps; what is redirected goes into the folder. */
function tryOut(typed: string, cwd: string) {
  const quick = typed.startsWith('gibbon train') ? `${typed} --sweeps 5 --plain` : typed;
  return spawnSync('sh', ['-c', quick.replace('~/web/', '')], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', PATH: `${cwd}:${process.env['PATH']}` },
  });
}

async function makeSample(cwd: string): Promise<void> {
  const texts = sampleTexts({ numDocuments: 232, numWords: 300 }).trim().split('\n');
  const lines = texts.map((text, index) => {
    const year = 1790 + index;
    const president = year === 1846 ? 'James Polk' : `President ${index % 40}`;
    const party = index % 2 === 0 ? 'Democratic' : 'Republican';
    const record = { id: `${year} ${president}`, year, president, party };
    return JSON.stringify({ ...record, text: `treaty ${year < 1980 ? '' : 'free trade '}${text}` });
  });
  fs.writeFileSync(`${cwd}/speeches.jsonl`, lines.join('\n'));
  const reading = [
    '--split-words',
    '120',
    '--max-document-share',
    '1',
    '--into',
    'speeches.gibbon',
  ];
  const training = ['--topics', '50', '--sweeps', '5', '--plain'];
  await succeed(['train', 'speeches.jsonl', ...reading, ...training], { cwd });
  await succeed(['train', 'speeches.gibbon', ...training], { cwd });
}
