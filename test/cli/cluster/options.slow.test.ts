import { expect } from 'chai';
import { gibbon } from '../../end-to-end/gibbon.ts';
import { makeTrainedProject, testFolder } from '../../fixtures/folder.ts';

describe('A number of machines', function () {
  this.timeout(60_000);
  const folder = testFolder();

  // Seen to fail: when it was read and ignored.
  it('is refused without the server at which they meet', async () => {
    const file = await makeTrainedProject(folder.at('a.gibbon'));
    for (const command of ['train', 'resume']) {
      const { status, stderr } = await gibbon([command, file, '--hosts', '3', '--plain']);
      expect(status, stderr).to.equal(2);
      expect(stderr).to.match(/Cannot train with --hosts 3 alone: the server .* was expected/);
      expect(stderr).to.contain('--server redis://host:6379');
    }
  });
});
