import { expect } from 'chai';
import { makeProject, testFolder } from './folder.ts';
import { gibbon } from './gibbon.ts';

describe('gibbon evaluate and gibbon compare, with several runs', () => {
  const folder = testFolder();

  it('tells how well a run predicts documents that were held out, and the file stays whole', async () => {
    const file = await makeProject(folder.at('a.gibbon'));
    const model = ['--topics', '4', '--seed', '7', '--blocks', '4'];
    await gibbon([
      'train',
      file,
      ...model,
      '--sweeps',
      '10',
      '--hold-out',
      '20%',
      '--name',
      'once',
    ]);
    await gibbon([
      'train',
      file,
      ...model,
      '--sweeps',
      '4',
      '--hold-out',
      '0.2',
      '--name',
      'twice',
    ]);
    await gibbon(['resume', file, '--sweeps', '10']);
    const scores = await Promise.all(
      ['once', 'twice'].map(async (run) => {
        const { stdout } = await gibbon([
          'evaluate',
          file,
          '--run',
          run,
          '--json',
          '--left-to-right',
          '2',
        ]);
        return (JSON.parse(stdout) as { heldOut: Record<string, unknown> }).heldOut;
      }),
    );
    expect(scores[0]['perplexity']).to.be.within(2, 1000);
    expect(scores[1]).to.deep.equal(scores[0]); // and so the resumed run is the one never stopped
    expect((await gibbon(['verify', file])).status).to.equal(0);
    const again = await gibbon(['resume', file, '--sweeps', '20', '--hold-out', '10%']);
    expect(again.status).to.equal(2);
    expect(again.stderr).to.contain('--hold-out');
  });

  it('says of each topic in how many of many runs it comes back', async () => {
    const file = await makeProject(folder.at('a.gibbon'));
    for (const seed of ['1', '2', '3']) {
      await gibbon(['train', file, '--topics', '4', '--sweeps', '20', '--seed', seed]);
    }
    const { stdout, status } = await gibbon(['compare', file]);
    expect(status).to.equal(0);
    expect(stdout.match(/[0-2] of 2 runs/g)).to.have.length(4);
  });
});
