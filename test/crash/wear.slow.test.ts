import { expect } from 'chai';
import fs from 'node:fs';
import { makeProject, testFolder } from '../end-to-end/folder.ts';
import { gibbon } from '../end-to-end/gibbon.ts';
import { wearOut } from './wear.ts';

describe('A project file in long use', () => {
  const folder = testFolder();

  it('does not grow, and stays whole', async () => {
    const file = await makeProject(folder.at('a.gibbon'));
    const { bytesEarly, bytesLate, problems } = await wearOut(file, 10);
    expect(problems).to.deep.equal([]);
    expect(bytesLate).to.be.at.most(1.5 * bytesEarly);
  }).timeout(60_000);

  // Seen to fail: without `incremental_vacuum` when a run is deleted.
  it('gives back the space of runs that are deleted', async () => {
    const file = await makeProject(folder.at('a.gibbon'));
    const before = fs.statSync(file).size;
    await gibbon(['train', file, '--topics', '300', '--sweeps', '3']);
    await gibbon(['topics', file]);
    expect(fs.statSync(file).size).to.be.greaterThan(before + 100_000);
    const { status, stderr } = await gibbon(['runs', file, '--delete', 'topics-300']);
    expect(status, stderr).to.equal(0);
    expect(fs.statSync(file).size).to.be.at.most(before + 2 * 16_384);
  });
});
