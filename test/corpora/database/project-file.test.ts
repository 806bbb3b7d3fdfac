import fs from 'node:fs';
import { Database } from '../../../corpora/database/sqlite.ts';
import { expect } from 'chai';
import { UserError } from '../../../core/errors.ts';
import { CorpusStore } from '../../../corpora/database/corpus-store.ts';
import { isProjectFile } from '../../../corpora/database/opening-checks.ts';
import { ProjectFile } from '../../../corpora/database/project-file.ts';
import { StagedFile } from '../../../corpora/database/staged-file.ts';
import { importCorpus } from '../../../corpora/importing/import-corpus.ts';
import { unfiltered, writeFiles } from '../import-fixture.ts';
import { testFolder } from '../../fixtures/folder.ts';

describe('a project file', () => {
  const folder = testFolder();

  async function makeProject(): Promise<string> {
    const source = writeFiles(folder.path, { 'a.txt': 'apple pear\nfig' });
    await importCorpus([source], folder.at('a.gibbon'), unfiltered);
    return folder.at('a.gibbon');
  }

  it('is one file again after it was open for writing', async () => {
    const file = await makeProject();
    const project = ProjectFile.open(file);
    project.database.prepare("UPDATE documents SET label = 'x'").run();
    expect(fs.existsSync(`${file}-wal`)).to.equal(true);
    project.close();
    expect(fs.readdirSync(folder.path)).to.deep.equal(['a.gibbon', 'a.txt']);
    // Bytes 18 and 19 of the header: 1 is a file without a log, 2 would want to make one.
    expect([...fs.readFileSync(file).subarray(18, 20)]).to.deep.equal([1, 1]);
  });

  it('can be read where nothing can be written', async () => {
    const file = await makeProject();
    ProjectFile.open(file).close();
    fs.chmodSync(file, 0o444);
    fs.chmodSync(folder.path, 0o555);
    try {
      const project = ProjectFile.open(file, { readOnly: true });
      expect(new CorpusStore(project).summary().numDocuments).to.equal(2);
      project.close();
    } finally {
      fs.chmodSync(folder.path, 0o755);
    }
  });

  it('is told from other files', async () => {
    const file = await makeProject();
    expect(isProjectFile(file)).to.equal(true);
    expect(isProjectFile(folder.at('a.txt'))).to.equal(false);
    expect(isProjectFile(folder.path)).to.equal(false);
    expect(isProjectFile(folder.at('nothing'))).to.equal(false);
  });

  it('is refused when it is not there, not SQLite, not ours, newer, or a folder', async () => {
    const file = await makeProject();
    expect(refusal(folder.at('nothing'))).to.match(/there is no such file/);
    expect(refusal(folder.at('a.txt'))).to.match(/it is not a project file/);
    expect(refusal(folder.path)).to.match(/it is a folder/);
    const other = new Database(folder.at('other.db'));
    other.exec('CREATE TABLE t (x)');
    other.close();
    expect(refusal(folder.at('other.db'))).to.match(/SQLite file, but not a project file/);
    const newer = new Database(file);
    newer.pragma('user_version = 99');
    newer.close();
    expect(refusal(file)).to.match(/it has version 99;/);
  });

  it('is refused when it was cut short or its beginning is damaged', async () => {
    const file = await makeProject();
    const bytes = fs.readFileSync(file);
    fs.writeFileSync(file, bytes.subarray(0, bytes.length - 16_384));
    expect(refusal(file)).to.match(/it is damaged: it has only \d+ of \d+ bytes/);
    fs.writeFileSync(file, bytes.subarray(0, 50));
    expect(refusal(file)).to.match(/it is damaged \(cut short\)/);
    fs.writeFileSync(file, Buffer.from(bytes).fill(0xff, 100, 4096));
    expect(refusal(file)).to.match(/damaged/);
  });

  it('takes the place of nothing that came there while it was made', async () => {
    const staged = new StagedFile(folder.at('a.gibbon'));
    fs.writeFileSync(folder.at('a.gibbon'), 'precious');
    const refused: unknown = await staged.publish().catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(UserError);
    expect((refused as UserError).message).to.match(/there is a file of this name already/);
    staged.discard();
    expect(fs.readdirSync(folder.path)).to.deep.equal(['a.gibbon']);
    expect(fs.readFileSync(folder.at('a.gibbon'), 'utf8')).to.equal('precious');
  });

  it('keeps the tokens of many documents in chunks that end where documents end', async function () {
    this.timeout(20_000);
    const lines = Array.from({ length: 7 }, (_, i) =>
      Array.from({ length: 60_000 }, (__, j) => `w${(i + j) % 97}`).join(' '),
    );
    const source = writeFiles(folder.path, { 'long.txt': lines.join('\n') });
    await importCorpus([source], folder.at('long.gibbon'), unfiltered);
    const project = ProjectFile.open(folder.at('long.gibbon'), { readOnly: true });
    const store = new CorpusStore(project);
    expect(
      store.chunks().map(({ firstDocument, numDocuments }) => [firstDocument, numDocuments]),
    ).to.deep.equal([
      [0, 5],
      [5, 2],
    ]);
    const { words } = store.vocabulary();
    const across = Array.from(store.tokenSource().readWords(4, 6), (word) => words[word]);
    expect(across.join(' ')).to.equal(`${lines[4]} ${lines[5]}`);
    project.close();
  });

  function refusal(file: string): string {
    try {
      ProjectFile.open(file, { readOnly: true }).close();
    } catch (error) {
      expect(error).to.be.instanceOf(UserError);
      return (error as UserError).message;
    }
    throw new Error(`${file} was opened`);
  }
});
