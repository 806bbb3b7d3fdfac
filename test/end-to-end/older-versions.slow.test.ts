import { expect } from 'chai';
import { olderVersions, putOlderProject } from '../fixtures/older-project.ts';
import { storedState } from '../fixtures/stored-state.ts';
import { testFolder } from './folder.ts';
import { gibbon } from './gibbon.ts';

// Seen to fail: with a table of the third version left out of its migration.
describe('A project file of an older version', () => {
  const folder = testFolder();

  for (const version of olderVersions) {
    it(`(${version}) opens, is whole, and shows its topics`, async () => {
      const file = putOlderProject(version, folder.at('a.gibbon'));
      const verified = await gibbon(['verify', file]);
      expect(verified.stdout).to.contain('is whole: 6 documents, 36 tokens, 1 run, 1 checkpoint.');
      expect(verified.stdout.includes('were not checked')).to.equal(version === 1);
      const topics = await gibbon(['topics', file]);
      expect(topics.stderr).to.equal('');
      expect(topics.stdout).to.match(/0 +58\.3% +0\.22 +apple pear fig wind orchard\n/);
      expect((await gibbon(['verify', file])).status).to.equal(0);
    });

    it(`(${version}) goes on to the very bytes that the older program would have come to`, async () => {
      const file = putOlderProject(version, folder.at('a.gibbon'));
      const resumed = await gibbon(['resume', file, '--sweeps', '40', '--workers', '1']);
      expect(resumed.status, resumed.stderr).to.equal(0);
      const { model, measurements } = storedState(file)!;
      // Of the program that made the files: it resumed one to 40 sweeps.
      expect(model).to.equal('5c2b477fd78ab8d3652dc788d0f7286901ec2cfe9a02ba02c3812d3f9524fc72');
      expect(measurements).to.deep.equal([
        '0 -3.03737799077758',
        ...[10, 20, 30, 40].map((sweep) => `${sweep} -2.826525545321175`),
      ]);
      expect((await gibbon(['verify', file])).status).to.equal(0);
    });
  }
});
