import { expect } from 'chai';
import fs from 'node:fs';
import { makeProject, testFolder } from '../end-to-end/folder.ts';
import { gibbon } from '../end-to-end/gibbon.ts';
import { fuzzProjectFiles } from './project-files.ts';

// The short form of `make fuzz-projects`.
// Seen to fail: with a connection left open by an inspection that was refused (5 s of waiting).
describe('A project file that was changed by anyone', () => {
  const folder = testFolder();

  it('is refused, or shown as it is with a word, or shown as it was; in time', async () => {
    const file = await makeProject(folder.at('a.gibbon'));
    await gibbon(['train', file, '--topics', '4', '--sweeps', '10', '--seed', '7']);
    await gibbon(['topics', file]);
    const result = await fuzzProjectFiles(fs.readFileSync(file), { numFiles: 12, seed: 1 });
    expect(result.findings).to.deep.equal([]);
    expect(result.told).to.be.greaterThan(0);
  }).timeout(120_000);
});
