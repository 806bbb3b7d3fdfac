import fs from 'node:fs';
import { expect } from 'chai';
import type { UserError } from '../../../core/errors.ts';
import { ProjectFile } from '../../../corpora/database/project-file.ts';
import { importCorpus } from '../../../corpora/importing/import-corpus.ts';
import type { ImportOptions } from '../../../corpora/importing/options.ts';
import { prepareCorpus } from '../../../corpora/importing/prepare-corpus.ts';
import { readCorpus, temporaryFolder, unfiltered, writeFiles } from '../import-fixture.ts';

describe('a project file on another machine', () => {
  const folder = temporaryFolder();

  // Seen to fail: with paths in the stored settings in place of the lists.
  it('has the lists of words that it was made with, and not their places', async () => {
    writeFiles(folder.path, {
      'a.txt': 'the colour of new york is grey and grey is the pear',
      'stop.txt': '# mine\ngrey pear\n',
      'changes.txt.gz': 'colour => color\nis =>\n',
      'phrases.txt': 'new york\n',
    });
    const file = await importAway({
      stopWords: ['en', folder.file('stop.txt')],
      replacements: folder.file('changes.txt.gz'),
      phraseList: folder.file('phrases.txt'),
    });
    expect(tokensIn(file)).to.deep.equal(['color', 'new_york']);
    await prepareCorpus(file, { minLength: 6 });
    expect(tokensIn(file)).to.deep.equal(['new_york']);
    await prepareCorpus(file, { minLength: 1, stopWords: [] });
    expect(tokensIn(file).join(' ')).to.equal('the color of new_york grey and grey the pear');
  });

  it('has its vocabulary', async () => {
    writeFiles(folder.path, { 'a.txt': 'fig pear fig plum', 'vocabulary.txt': 'fig\nplum\n' });
    const file = await importAway({ vocabulary: folder.file('vocabulary.txt') });
    await prepareCorpus(file, { minLength: 4 });
    expect(tokensIn(file)).to.deep.equal(['plum']);
  });

  it('reads every list in UTF-8 or else in the encoding of the texts', async () => {
    writeFiles(folder.path, {
      'a.txt': Buffer.from('caf\u00e9 \u00fcber pear', 'latin1'),
      'latin.txt': Buffer.from('caf\u00e9', 'latin1'),
      'utf-8.txt.gz': '\u00fcber => over',
    });
    const file = await importAway({
      encoding: 'windows-1252',
      stopWords: [folder.file('latin.txt')],
      replacements: folder.file('utf-8.txt.gz'),
    });
    expect(tokensIn(file)).to.deep.equal(['over', 'pear']);
  });

  // Seen to fail: without the check, as a source that cannot be read.
  it('says which list is missing where an older gibbon stored its place alone', async () => {
    const list = writeFiles(folder.path, { 'stop.txt': 'pear', 'a.txt': 'pear fig plum' });
    const file = folder.file('a.gibbon');
    await importCorpus([folder.file('a.txt')], file, unfiltered);
    storePaths(file, { stopWords: [list], phrasesFile: folder.file('no-phrases.txt') });
    const error = await prepareCorpus(file, {}).catch((reason: unknown) => reason as UserError);
    expect(error).to.have.property('code', 'word-list-missing');
    expect((error as UserError).message).to.match(/its phrases came from .*no-phrases\.txt/);
    writeFiles(folder.path, { 'no-phrases.txt': 'fig plum' });
    await prepareCorpus(file, {});
    expect(tokensIn(file)).to.deep.equal(['fig_plum']);
    for (const name of ['no-phrases.txt', 'stop.txt']) fs.rmSync(folder.file(name));
    await prepareCorpus(file, { minLength: 1 });
    expect(tokensIn(file)).to.deep.equal(['fig_plum']);
  });

  /** The project file of `a.txt` in a folder of its own; everything else is gone. */
  async function importAway(options: ImportOptions): Promise<string> {
    await importCorpus([folder.file('a.txt')], folder.file('a.gibbon'), {
      ...unfiltered,
      ...options,
    });
    fs.mkdirSync(folder.file('elsewhere'));
    const file = folder.file('elsewhere/copy.gibbon');
    fs.renameSync(folder.file('a.gibbon'), file);
    for (const name of fs.readdirSync(folder.path)) {
      if (name !== 'elsewhere') fs.rmSync(folder.file(name));
    }
    return file;
  }
});

function tokensIn(file: string): readonly string[] {
  return readCorpus(file).documents.flatMap(({ tokens }) => tokens);
}

function storePaths(file: string, changes: Record<string, unknown>): void {
  const project = ProjectFile.open(file);
  const settings = project.database.prepare<[], string>('SELECT settings FROM corpus').pluck();
  const changed = { ...(JSON.parse(settings.get()!) as object), ...changes };
  // Null: the row was written by a version that had no checksums.
  const change = project.database.prepare('UPDATE corpus SET settings = ?, checksum = NULL');
  change.run(JSON.stringify(changed));
  project.close();
}
