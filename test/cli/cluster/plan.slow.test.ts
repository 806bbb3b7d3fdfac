import { expect } from 'chai';
import { gibbon, succeed } from '../../end-to-end/gibbon.ts';
import { makeTrainedProject, testFolder } from '../../fixtures/folder.ts';

describe('gibbon plan', function () {
  this.timeout(60_000);
  const folder = testFolder();

  it('prints the same for people and programs, and needs no server', async () => {
    const file = await makeTrainedProject(folder.at('a.gibbon'));
    const asked = ['plan', file, '--topics', '30', '--hosts', '2', '--blocks', '4', '-w', '3'];
    const { stdout } = await succeed(asked);
    const planned = JSON.parse((await succeed([...asked, '--json'])).stdout) as {
      bound: string;
      traffic: { hostOut: number };
      run: { numBlocks: number };
    };
    expect(planned.bound).to.equal('steps');
    expect(planned.run.numBlocks).to.equal(4);
    expect(stdout).to.contain(`${Math.round(planned.traffic.hostOut / 1000)} kB out of and`);
    expect(stdout).to.match(/^Bound by +the fixed cost of its steps: the corpus is too small/m);
    expect(stdout).to.match(
      /^Note +only 4 of 6 workers would have a block: --blocks 6 for train$/m,
    );
    const alone = await succeed(['plan', file]);
    expect(alone.stdout).to.match(/^Memory +about \d+ MB$/m);
    expect(alone.stdout).to.not.match(/Traffic|Server/);
    // Seen to fail: it advised more workers, where each block had one.
    const full = await succeed(['plan', file, '--blocks', '4', '--workers', '4']);
    expect(full.stdout).to.match(/^Bound by +sampling: each block of documents has its worker/m);
    const few = await succeed(['plan', file, '--blocks', '4', '--workers', '2']);
    expect(few.stdout).to.match(/^Bound by +sampling: more workers make it faster$/m);
  });

  it('refuses more machines than blocks, with what to type', async () => {
    const file = await makeTrainedProject(folder.at('b.gibbon'));
    const { status, stderr } = await gibbon(['plan', file, '--hosts', '200']);
    expect(status).to.equal(2);
    expect(stderr).to.match(/Cannot plan for 200 machines: .*\n.*--hosts 70 --blocks 70, or fewer/);
    const asked = ['--hosts', '20', '--workers', '8'];
    const fewer = await gibbon(['plan', file, ...asked]);
    expect(fewer.stderr).to.match(/Cannot plan for 20 machines: .*\nAsk for more: --blocks 70\n/);
    // Seen to fail: --blocks 800, and --blocks 160, which no command takes for so small a corpus.
    const most = await succeed(['plan', file, ...asked, '--blocks', '70']);
    expect(most.stdout).to.match(/^Note +only 70 of 160 workers .*: the corpus cannot be cut/m);
    const some = await succeed(['plan', file, ...asked, '--blocks', '20']);
    expect(some.stdout).to.match(/^Note +only 20 of 160 workers .*: --blocks 70 for train$/m);
  });
});
