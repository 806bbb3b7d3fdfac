import { expect } from 'chai';
import { makeProject, testFolder } from './folder.ts';
import { Gibbon, gibbon } from './gibbon.ts';

const search = ['--topics', '2,4', '--seeds', '2', '--sweeps', '300', '--workers', '1'];

describe('gibbon search', () => {
  const folder = testFolder();

  it('killed twice, ends with the table of a search that was never interrupted', async () => {
    const whole = await makeProject(folder.at('whole.gibbon'));
    const expected = await gibbon(['search', whole, ...search, '--json']);
    expect(expected.status).to.equal(0);
    const file = await makeProject(folder.at('killed.gibbon'));
    const sideBySide = [...search.slice(0, -1), '2', '--checkpoint-every', '20'];
    for (let kill = 0; kill < 2; kill++) {
      const interrupted = new Gibbon(['search', file, ...sideBySide]);
      await interrupted.untilItSays(/2 side by side on 2 cores/);
      await interrupted.untilItSays(/\] search-\d-sweeps-300-seed-\d: sweep/);
      interrupted.kill('SIGKILL');
      await interrupted.ended;
    }
    const found = await gibbon(['search', file, ...search, '--json']);
    expect(found.stderr).to.contain('already done');
    expect(JSON.parse(found.stdout)).to.deep.equal(JSON.parse(expected.stdout));
    const runs = JSON.parse((await gibbon(['runs', file, '--json'])).stdout) as {
      runs: { state: string }[];
    };
    expect(runs.runs.map(({ state }) => state)).to.deep.equal(['done', 'done', 'done', 'done']);
  });

  it('refuses numbers of topics that are none', async () => {
    const file = await makeProject(folder.at('a.gibbon'));
    for (const topics of ['', '0', '2,x', '1.5', '70000']) {
      expect((await gibbon(['search', file, '--topics', topics])).status).to.equal(2);
    }
  });
});
