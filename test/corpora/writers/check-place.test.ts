// Goal: nothing is written over a project file, over what is read, or onto a folder or a device; and whoever is
// refused for that is not told to overwrite it.
import fs from 'node:fs';
import { expect } from 'chai';
import { UserError } from '../../../core/errors.ts';
import { checkReportPlace } from '../../../corpora/reports/write-report.ts';
import { type PlaceRules, checkPlace } from '../../../corpora/writers/check-place.ts';
import { writeFiles } from '../../../corpora/writers/write-files.ts';
import { makeProject, testFolder } from '../../fixtures/folder.ts';

describe('A place to write to', () => {
  const folder = testFolder();

  // Seen to fail: with any file replaced that may be; a report took the place of the project it was made of.
  it('is never a project file, by whatever name, nor a name of its logs', async () => {
    const file = await makeProject(folder.at('a.gibbon'));
    fs.symlinkSync(file, folder.at('link.csv'));
    fs.linkSync(file, folder.at('hard.html'));
    fs.writeFileSync(folder.at('a.gibbon-wal'), '');
    for (const name of ['a.gibbon', 'link.csv', 'hard.html', 'a.gibbon-wal', 'a.gibbon-journal']) {
      for (const replace of [false, true]) {
        const place = folder.at(name);
        refuses(() => checkPlace(place, { replace }), /project file/u);
        refuses(() => checkReportPlace(place, { replace }), /project file/u);
      }
    }
  });

  // Seen to fail: with paths compared as they are typed.
  it('is never what is read, by whatever name, nor in the folder that is read', () => {
    fs.mkdirSync(folder.at('new'));
    fs.writeFileSync(folder.at('new/a.jsonl'), '{"text":"red"}\n');
    fs.symlinkSync(folder.at('new/a.jsonl'), folder.at('link.jsonl'));
    fs.linkSync(folder.at('new/a.jsonl'), folder.at('hard.jsonl'));
    const inputs = (input: string): PlaceRules => ({ replace: true, inputs: [input] });
    for (const place of ['new/a.jsonl', 'new/../new//a.jsonl', 'link.jsonl', 'hard.jsonl']) {
      for (const input of ['new/a.jsonl', 'link.jsonl', 'hard.jsonl']) {
        refuses(
          () => checkPlace(`${folder.path}/${place}`, inputs(folder.at(input))),
          /what is read/u,
        );
      }
    }
    refuses(
      () => checkPlace(folder.at('link.jsonl'), inputs(folder.at('new/'))),
      /in the folder that is read/u,
    );
    fs.writeFileSync(folder.at('newer.jsonl'), '');
    checkPlace(folder.at('newer.jsonl'), inputs(folder.at('new')));
  });

  // Seen to fail: the files before the one that could not be put there stayed.
  it('gets back what was there, or nothing, when another file cannot be put in its place', async () => {
    const rename = fs.renameSync;
    const names = ['a.csv', 'b.csv', 'c.csv'];
    fs.writeFileSync(folder.at('b.csv'), 'before');
    fs.renameSync = (from, to) => {
      if (to === folder.at('c.csv')) throw Object.assign(new Error('EPERM'), { code: 'EPERM' });
      rename(from, to);
    };
    try {
      const files = names.map((name) => ({ path: folder.at(name), content: () => ['after'] }));
      const failed: unknown = await writeFiles(files, { replace: true }).catch(
        (reason: unknown) => reason,
      );
      expect(failed).to.include({ code: 'target-unwritable' });
    } finally {
      fs.renameSync = rename;
    }
    expect(fs.readdirSync(folder.path)).to.deep.equal(['b.csv']);
    expect(fs.readFileSync(folder.at('b.csv'), 'utf8')).to.equal('before');
  });

  // Seen to fail: with the hint to overwrite a folder, which was refused with the same hint.
  it('is a file: not a folder, a pipe, a device or an empty name', function () {
    if (process.platform === 'win32') this.skip();
    refuses(() => checkPlace(folder.path, { replace: false }), /there is a folder of this name/u);
    refuses(() => checkPlace('/dev/null', { replace: true }), /there is a device of this name/u);
    for (const name of ['', 'new/'])
      refuses(() => checkPlace(name, { replace: false }), /it is not the name of a file/u);
  });

  it('may be another file, where that is allowed', () => {
    fs.writeFileSync(folder.at('a.csv'), 'old');
    checkPlace(folder.at('a.csv'), { replace: true });
    const error = errorOf(() => checkPlace(folder.at('a.csv'), { replace: false }));
    expect(error.hint).to.contain('allow it to be replaced');
    const report = errorOf(() => checkReportPlace(folder.at('a.csv'), { replace: false }));
    expect(report.message).to.contain('which is not a report');
  });

  // Seen to fail: with the place looked at before the work alone.
  it('is looked at again when everything is ready', async () => {
    const late = (): string[] => {
      fs.writeFileSync(folder.at('a.csv'), 'precious');
      return ['new'];
    };
    const failure = await writeFiles([{ path: folder.at('a.csv'), content: late }], {
      replace: false,
    }).catch((error: unknown) => error);
    expect((failure as UserError).code).to.equal('target-exists');
    expect(fs.readdirSync(folder.path)).to.deep.equal(['a.csv']);
    expect(fs.readFileSync(folder.at('a.csv'), 'utf8')).to.equal('precious');
  });
});

function refuses(check: () => void, message: RegExp): void {
  const error = errorOf(check);
  expect(error.message).to.match(message);
  expect(error.hint).to.not.contain('replaced');
}

function errorOf(check: () => void): UserError {
  try {
    check();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}
