// Goal: what is written on the way is written over nothing, read by nobody else, and nothing that
// gibbon did not make is deleted.
// Seen to fail: on the version before, which wrote through links named by the process's number, and
// deleted whatever began with ".NAME.importing-" or was called NAME-wal.
import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { ProjectFile } from '../../../corpora/database/project-file.ts';
import { StagedFile } from '../../../corpora/database/staged-file.ts';
import { temporaryName } from '../../../corpora/database/temporary-files.ts';
import { importCorpus } from '../../../corpora/importing/import-corpus.ts';
import { chooseFiles } from '../../../corpora/writers/choose-files.ts';
import { ProjectSource } from '../../../corpora/writers/open-source.ts';
import { writeExport } from '../../../corpora/writers/write-export.ts';
import { unfiltered, writeFiles } from '../import-fixture.ts';
import { testFolder } from '../../fixtures/folder.ts';

const dead = 999_999_999;
const random = '0123456789abcdef';

describe('files on the way', () => {
  const folder = testFolder();

  it('have names that nobody can guess', () => {
    const names = Array.from({ length: 100 }, () => temporaryName('a.gibbon', 'importing'));
    expect(new Set(names)).to.have.property('size', 100);
    expect(names[0]).to.match(/^\.a\.gibbon\.importing-\d+-[\da-f]{16}$/u);
    const long = path.basename(temporaryName(folder.at('長'.repeat(80)), 'importing'));
    expect(Buffer.byteLength(long)).to.be.below(256);
  });

  it('are not written through the links that stand under the names of older versions', async () => {
    const victim = writeFiles(folder.path, { victim: 'precious' });
    for (const end of ['', '-scratch-0', '-scratch-1', '-journal', '-wal']) {
      fs.symlinkSync(victim, folder.at(`.a.gibbon.importing-${process.pid}${end}`));
    }
    const file = await importSome();
    for (const name of ['docword.txt', 'vocab.txt', 'docnames.txt']) {
      fs.symlinkSync(victim, folder.at(`${name}.writing-${process.pid}`));
    }
    await exportCounts(file, folder.path);
    expect(fs.readFileSync(victim, 'utf8')).to.equal('precious');
    expect(fs.lstatSync(file).isFile()).to.equal(true);
  });

  it('can be read by their owner only, and become as readable as other files', async function () {
    if (process.platform === 'win32') this.skip();
    const staged = new StagedFile(folder.at('a.gibbon'));
    expect(fs.statSync(staged.path).mode & 0o777).to.equal(0o600);
    expect(fs.fstatSync(staged.openScratch()).mode & 0o777).to.equal(0o600);
    staged.discard();
    const file = await importSome();
    expect(fs.statSync(file).mode & 0o777).to.equal(0o666 & ~process.umask());
    fs.chmodSync(file, 0o640);
    await importSome({ replace: true });
    expect(fs.statSync(file).mode & 0o777).to.equal(0o640);
  });

  it('are removed when a killed process left them, and nothing else is', async () => {
    const left = ['', '-wal', '-shm', '-journal', '-scratch'].map(
      (end) => `.a.gibbon.importing-${dead}-${random}${end}`,
    );
    const others = [
      '.a.gibbon.importing-notes',
      '.a.gibbon.importing-',
      `.a.gibbon.importing-${dead}`,
      `.a.gibbon.importing-${dead}-${random}.txt`,
      `.a.gibbon.importing-${dead}-${random}-notes`,
      `.a.gibbon.importing-${process.ppid}-${random}`,
      `.b.gibbon.importing-${dead}-${random}`,
      'a.gibbon-wal',
      'a.gibbon-shm',
    ];
    writeFiles(folder.path, Object.fromEntries([...left, ...others].map((name) => [name, 'x'])));
    const planted = `.a.gibbon.importing-${dead}-fedcba9876543210`;
    fs.symlinkSync(folder.at('a.gibbon-wal'), folder.at(planted));
    fs.mkdirSync(folder.at(`.a.gibbon.importing-${dead}-aaaaaaaaaaaaaaaa`));
    await importSome();
    const now = fs.readdirSync(folder.path);
    expect(now).to.include.members([...others, planted]);
    expect(now.filter((name) => left.includes(name))).to.deep.equal([]);
  });

  it('take away the log of the file that they replace', async () => {
    const file = await importSome();
    fs.writeFileSync(`${file}-wal`, Buffer.from('377f0682002de218', 'hex'));
    await importSome({ replace: true });
    expect(fs.existsSync(`${file}-wal`)).to.equal(false);
  });

  async function importSome({ replace = false } = {}): Promise<string> {
    const source = writeFiles(folder.path, { 'texts.txt': 'red apple\ngreen pear\n' });
    const into = folder.at('a.gibbon');
    await importCorpus([source], into, { ...unfiltered, numThreads: 1, replace });
    return into;
  }
});

async function exportCounts(file: string, folder: string): Promise<void> {
  const project = ProjectFile.open(file, { readOnly: true });
  try {
    const source = new ProjectSource(project, { say: () => undefined });
    const chosen = chooseFiles({ to: folder, format: 'uci' });
    await writeExport(source, chosen, { words: 20, forSpreadsheets: false, replace: false });
  } finally {
    project.close();
  }
}
