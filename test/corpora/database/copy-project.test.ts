// Goal: what keeps a copy from being made is named, and the hint fits it.
// Seen to fail: with the hint to make room for whatever stood in the way, and none for a missing folder; the
// copy stood where SQLite looks for the log of another file.
import fs from 'node:fs';
import { expect } from 'chai';
import { copyProject } from '../../../corpora/database/copy-project.ts';
import { ProjectFile } from '../../../corpora/database/project-file.ts';
import { whyUnwritable } from '../../../corpora/unwritable.ts';
import { failureOf } from '../../fixtures/failure-of.ts';
import { makeProject, testFolder } from '../../fixtures/folder.ts';

describe('The copy of a project file', () => {
  const folder = testFolder();

  it('says what stands in its way, with a hint that fits', async () => {
    const file = ProjectFile.open(await makeProject(folder.at('a.gibbon')), { readOnly: true });
    fs.mkdirSync(folder.at('f'));
    const refusals: readonly (readonly [target: string, found: RegExp, hint: string])[] = [
      [folder.at('a.gibbon'), /file of this name/u, 'Give another name: a copy replaces nothing.'],
      ['', /not the name of a file/u, 'Name a file, or a folder that is there.'],
      ['new/', /not the name of a file/u, 'Name a file, or a folder that is there.'],
      [folder.at('f'), /folder of this name/u, 'Give the file another name.'],
      [folder.at('a.gibbon-wal'), /the name belongs to the project file/u, 'Give the file another name.'],
      [folder.at('no/x'), /its folder is not there/u, 'Make the folder first, or give another place.'],
      [folder.at('a.gibbon/x'), /a.gibbon is not a folder/u, 'Give another name or place.'],
      [folder.at('n'.repeat(300)), /name is too long/u, 'Give another name or place.'],
    ]; // prettier-ignore
    try {
      for (const [target, found, hint] of refusals) {
        const error = await failureOf(copyProject(file, target));
        expect(error.message).to.match(found);
        expect(error.hint, error.message).to.equal(hint);
      }
    } finally {
      file.close();
    }
  });

  it('is told to make room only where there is none', () => {
    expect(whyUnwritable('ENOSPC').hint).to.match(/^Make room/u);
    for (const code of ['EROFS', 'EACCES', 'ENOENT', 'EXDEV']) {
      expect(whyUnwritable(code).hint, code).to.not.contain('room');
    }
  });
});
