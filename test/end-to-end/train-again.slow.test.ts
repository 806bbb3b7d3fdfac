import fs from 'node:fs';
import { expect } from 'chai';
import { makeProject, testFolder } from './folder.ts';
import { gibbon } from './gibbon.ts';

const short = ['--topics', '2', '--sweeps', '2', '--seed', '7'];

describe('Training again', () => {
  const folder = testFolder();

  it('on a project file refuses what is for its words, and says what to type', async () => {
    const file = await makeProject(folder.at('a.gibbon'));
    const stemmed = await gibbon(['train', file, ...short, '--stem', '--stop-words', 'none']);
    expect(stemmed.status).to.equal(2);
    expect(stemmed.stderr).to.contain(
      `gibbon prepare ${file} --stem --stop-words none --into NEW.gibbon`,
    );
    expect(stemmed.stderr).to.contain('gibbon train NEW.gibbon --topics 2 --sweeps 2 --seed 7');
    const column = await gibbon(['train', file, ...short, '--text-column', 'body']);
    expect(column.stderr).to.contain('gibbon import SOURCE... --text-column body');
  });

  it('on the same texts says that the project file is there, and how to train on it', async () => {
    fs.writeFileSync(folder.at('texts.txt'), 'apple pear plum\napple pear plum\n');
    const train = ['train', 'texts.txt', ...short, '--min-documents', '1'];
    const all = [...train, '--max-document-share', 'none'];
    expect((await gibbon(all, { cwd: folder.path })).status).to.equal(0);
    const again = await gibbon(all, { cwd: folder.path });
    expect(again.status).to.equal(1);
    expect(again.stderr).to.contain('gibbon train texts.gibbon --topics 2 --sweeps 2 --seed 7');
  });

  it('with other words goes into another file where the runs would be lost', async () => {
    const file = await makeProject(folder.at('a.gibbon'));
    await gibbon(['train', file, ...short]);
    const refused = await gibbon(['prepare', file, '--max-words', '40']);
    expect(refused.status).to.equal(1);
    expect(refused.stderr).to.contain('--into FILE');
    const other = folder.at('b.gibbon');
    expect((await gibbon(['prepare', file, '--max-words', '40', '--into', other])).status).to.equal(
      0,
    );
    const kept = await gibbon(['prepare', file]);
    expect(kept.stderr).to.contain('1 run is kept');
    expect((await gibbon(['topics', file])).status).to.equal(0);
    expect((await gibbon(['verify', file])).status).to.equal(0);
  });
});
