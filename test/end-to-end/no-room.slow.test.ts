// Goal: a disk that is full, or that cannot be written, ends what must write in a sentence, with the
// project file as it was and nothing left behind; what only looks goes on.
// Seen to fail: report ended with "the disk is full", though it was to be written elsewhere; and with
// errors of SQLite left as they come, topics. With one hint for all faults, export, infer and report
// advised to make room where nothing may be written.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { expect } from 'chai';
import { filesIn, makeProject, testFolder } from './folder.ts';
import { gibbon, sampleTexts, succeed } from './gibbon.ts';

/** `F` is the project file, `SMALL` the folder that it is in, `BIG` one with room. */
const looking = [
  'topics F',
  'documents F',
  'documents F --json',
  'runs F',
  'corpus F',
  'evaluate F',
  'cite F',
  'verify F',
  'report F --into BIG/r.html',
  'export F --to BIG/tables/ --format csv',
  'infer F BIG/texts.txt --to BIG/new.jsonl',
  'copy F BIG/copy.gibbon',
  'prepare F --min-documents 3 --into BIG/b.gibbon',
];
const writing = [
  'train F --topics 3 --sweeps 5 --plain',
  'resume F --sweeps 20 --plain',
  'search F --topics 3 --seeds 1 --sweeps 5 --plain',
  'prepare F --min-documents 3 --delete-runs',
  'prepare F --min-documents 3 --into SMALL/b.gibbon',
  'metadata F BIG/more.csv --on id',
  'import BIG/texts.txt --into SMALL/b.gibbon',
  'copy F SMALL/copy.gibbon',
  'export F --to SMALL/tables/ --format csv',
  'infer F BIG/texts.txt --to SMALL/new.jsonl',
  'report F --into SMALL/r.html',
];

describe('A disk', function () {
  this.timeout(300_000);
  const folder = testFolder();

  for (const [what, makeSo] of [
    ['that is full', fill],
    ['that cannot be written', forbidWriting],
  ] as const) {
    it(`${what} stops nobody who looks, and leaves what was there as it was`, async function () {
      const small = folder.at('small');
      if (!mountSmall(small)) this.skip();
      try {
        const file = await prepareDisk(folder.path, small);
        const before = fs.readFileSync(file);
        makeSo(small);
        const files = filesIn(small);
        const args = (line: string) =>
          line.replace('F', file).replace('SMALL', small).replaceAll('BIG', folder.path).split(' ');
        for (const line of looking) {
          const { status, stderr } = await gibbon(args(line));
          expect(status, `${line}: ${stderr}`).to.equal(0);
        }
        for (const line of writing) {
          const { status, stderr } = await gibbon(args(line));
          expect(status, `${line}: ${stderr}`).to.equal(1);
          expect(stderr, line).to.match(
            /^gibbon: Cannot (?:open|write) .*(?:full|read-only|written|EROFS)/mu,
          );
          expect(stderr, line).to.not.match(/fault of gibbon| {4}at /u);
          if (makeSo === forbidWriting) expect(stderr, line).to.not.contain('Make room');
        }
        expect(filesIn(small)).to.deep.equal(files);
        expect(fs.readFileSync(file).equals(before)).to.equal(true);
      } finally {
        spawnSync('umount', [small]);
      }
    });
  }

  // Seen to fail: "database or disk is full", without the file and what to do.
  it('that is nearly full ends new metadata in a sentence, too', async function () {
    const small = folder.at('small');
    if (!mountSmall(small)) this.skip();
    try {
      const file = await prepareDisk(folder.path, small);
      const rows = Array.from(
        { length: 400 },
        (_, row) => `texts.txt:${row},${'note '.repeat(1000)}\n`,
      );
      fs.writeFileSync(folder.at('long.csv'), `id,note\n${rows.join('')}`);
      const table = folder.at('long.csv');
      const { status, stderr } = await gibbon(['metadata', file, table, '--anyway']);
      expect(status).to.equal(1);
      expect(stderr).to.match(/^gibbon: Cannot change the metadata of .*: the disk is full\nMake/u);
      expect((await gibbon(['verify', file])).status).to.equal(0);
    } finally {
      spawnSync('umount', [small]);
    }
  });
});

/** A trained project on the small disk, of which nothing has been made for looking yet. */
async function prepareDisk(big: string, small: string): Promise<string> {
  fs.writeFileSync(`${big}/texts.txt`, sampleTexts({ numDocuments: 5000 }));
  fs.writeFileSync(`${big}/more.csv`, 'id,year\n1,1990\n');
  const file = await makeProject(`${small}/a.gibbon`);
  await succeed(['train', file, '--topics', '4', '--sweeps', '10', '--plain']);
  return file;
}

function mountSmall(place: string): boolean {
  fs.mkdirSync(place, { recursive: true });
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=740k', 'tmpfs', place]).status === 0;
}

function fill(place: string): void {
  const file = fs.openSync(`${place}/fill`, 'w');
  try {
    for (;;) fs.writeSync(file, Buffer.alloc(4096));
  } catch (error) {
    expect((error as NodeJS.ErrnoException).code).to.equal('ENOSPC');
  } finally {
    fs.closeSync(file);
  }
}

function forbidWriting(place: string): void {
  expect(spawnSync('mount', ['-o', 'remount,ro', place]).status).to.equal(0);
}
