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

  // Seen to fail: such a run was taken for one of the search, and measured beside the others.
  it('refuses a run of the same name that was trained otherwise, and says what to type', async () => {
    const file = await makeProject(folder.at('taken.gibbon'));
    const name = 'search-4-sweeps-20-seed-1';
    const trained = ['train', file, '--topics', '4', '--sweeps', '20', '--seed', '1'];
    await gibbon([...trained, '--hold-out', '30%', '--name', name]);
    const asked = ['search', file, '--topics', '2,4', '--seeds', '1', '--sweeps', '20'];
    const refused = await gibbon(asked);
    expect(refused.status).to.equal(1);
    expect(refused.stderr).to.contain('with --hold-out 0.3; --hold-out 0.1 was expected');
    const [, typed] = /gibbon (runs .* --rename .* OTHER)/.exec(refused.stderr)!;
    expect((await gibbon(typed.split(' '))).status).to.equal(0);
    const found = await gibbon(asked);
    expect(found.status).to.equal(0);
    await gibbon(['resume', file, '--run', name, '--sweeps', '30']);
    expect((await gibbon(asked)).stderr).to.contain(`${name}: already done, with 30 sweeps`);
  });

  it('refuses numbers of topics that are none', async () => {
    const file = await makeProject(folder.at('a.gibbon'));
    for (const topics of ['', '0', '2,x', '1.5', '70000']) {
      expect((await gibbon(['search', file, '--topics', topics])).status).to.equal(2);
    }
  });
});
