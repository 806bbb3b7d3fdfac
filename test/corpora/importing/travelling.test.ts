import fs from 'node:fs';
import { expect } from 'chai';
import type { UserError } from '../../../core/errors.ts';
import { ProjectFile } from '../../../corpora/database/project-file.ts';
import { sealRow } from '../../../corpora/database/row-checksums.ts';
import { importCorpus } from '../../../corpora/importing/import-corpus.ts';
import type { ImportOptions } from '../../../corpora/importing/options.ts';
import { prepareCorpus } from '../../../corpora/importing/prepare-corpus.ts';
import { readCorpus, unfiltered, writeFiles } from '../import-fixture.ts';
import { testFolder } from '../../fixtures/folder.ts';

describe('a project file on another machine', () => {
  const folder = testFolder();

  // Seen to fail: with paths in the stored settings in place of the lists.
  it('has the lists of words that it was made with, and not their places', async () => {
    writeFiles(folder.path, {
      'a.txt': 'the colour of new york is grey and grey is the pear',
      'stop.txt': '# mine\ngrey pear\n',
      'changes.txt.gz': 'colour => color\nis =>\n',
      'phrases.txt': 'new york\n',
    });
    const file = await importAway({
      stopWords: ['en', folder.at('stop.txt')],
      replacements: folder.at('changes.txt.gz'),
      phraseList: folder.at('phrases.txt'),
    });
    expect(tokensIn(file)).to.deep.equal(['color', 'new_york']);
    await prepareCorpus(file, { minLength: 6 });
    expect(tokensIn(file)).to.deep.equal(['new_york']);
    await prepareCorpus(file, { minLength: 1, stopWords: [] });
    expect(tokensIn(file).join(' ')).to.equal('the color of new_york grey and grey the pear');
  });

  it('has its vocabulary', async () => {
    writeFiles(folder.path, { 'a.txt': 'fig pear fig plum', 'vocabulary.txt': 'fig\nplum\n' });
    const file = await importAway({ vocabulary: folder.at('vocabulary.txt') });
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
      stopWords: [folder.at('latin.txt')],
      replacements: folder.at('utf-8.txt.gz'),
    });
    expect(tokensIn(file)).to.deep.equal(['over', 'pear']);
  });

  // Seen to fail: without the check, as a source that cannot be read.
  it('says which list is missing where an older gibbon stored its place alone', async () => {
    const list = writeFiles(folder.path, { 'stop.txt': 'pear', 'a.txt': 'pear fig plum' });
    const file = folder.at('a.gibbon');
    await importCorpus([folder.at('a.txt')], file, unfiltered);
    storePaths(file, { stopWords: [list], phrasesFile: folder.at('no-phrases.txt') });
    const error = await prepareCorpus(file, {}).catch((reason: unknown) => reason as UserError);
    expect(error).to.have.property('code', 'word-list-missing');
    expect((error as UserError).message).to.match(/its phrases came from .*no-phrases\.txt/);
    writeFiles(folder.path, { 'no-phrases.txt': 'fig plum' });
    await prepareCorpus(file, {});
    expect(tokensIn(file)).to.deep.equal(['fig_plum']);
    for (const name of ['no-phrases.txt', 'stop.txt']) fs.rmSync(folder.at(name));
    await prepareCorpus(file, { minLength: 1 });
    expect(tokensIn(file)).to.deep.equal(['fig_plum']);
  });

  /** The project file of `a.txt` in a folder of its own; everything else is gone. */
  async function importAway(options: ImportOptions): Promise<string> {
    await importCorpus([folder.at('a.txt')], folder.at('a.gibbon'), {
      ...unfiltered,
      ...options,
    });
    fs.mkdirSync(folder.at('elsewhere'));
    const file = folder.at('elsewhere/copy.gibbon');
    fs.renameSync(folder.at('a.gibbon'), file);
    for (const name of fs.readdirSync(folder.path)) {
      if (name !== 'elsewhere') fs.rmSync(folder.at(name));
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
  project.database.prepare('UPDATE corpus SET settings = ?').run(JSON.stringify(changed));
  sealRow(project.database, 'corpus', 0);
  project.close();
}
