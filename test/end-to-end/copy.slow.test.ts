import { expect } from 'chai';
import fs from 'node:fs';
import { storedState } from '../fixtures/stored-state.ts';
import { filesIn, makeProject, testFolder } from './folder.ts';
import { eventsOf, Gibbon, gibbon } from './gibbon.ts';

const training = ['--topics', '8', '--seed', '7', '--sweeps', '100000', '--checkpoint-every', '50'];

// Seen to fail: with the file copied by its name, as `cp` does: it lacked what was in the log.
describe('gibbon copy', () => {
  const folder = testFolder();

  it('copies while a training runs: the copy is whole, lacks nothing that was saved, and goes on', async () => {
    const file = await makeProject(folder.at('a.gibbon'));
    const trained = new Gibbon(['train', file, ...training, '--json'], { cwd: folder.path });
    await trained.untilItSays(/"event":"checkpoint"/);
    const saved = Number(lastCheckpoint(trained.stdout));
    const copied = await gibbon(['copy', 'a.gibbon', 'b.gibbon'], { cwd: folder.path });
    expect(copied.status, copied.stderr).to.equal(0);
    expect(copied.stderr).to.equal('');
    trained.kill('SIGTERM');
    await trained.ended;
    const copy = folder.at('b.gibbon');
    const { sweep } = storedState(copy)!;
    expect(sweep).to.be.at.least(saved);
    expect((await gibbon(['verify', copy])).stdout).to.contain('is whole');
    const goal = String(sweep + 10);
    const resumed = await gibbon(['resume', copy, '--sweeps', goal, '--workers', '1']);
    expect(resumed.stderr).to.not.match(/another process|was left while in use/);
    expect(resumed.status).to.equal(0);
    expect(storedState(copy)!.sweep).to.equal(sweep + 10);
  });

  it('overwrites nothing, and leaves nothing where it cannot write', async () => {
    await makeProject(folder.at('a.gibbon'));
    fs.writeFileSync(folder.at('b.gibbon'), 'precious');
    const onto = await gibbon(['copy', 'a.gibbon', 'b.gibbon'], { cwd: folder.path });
    expect([onto.status, fs.readFileSync(folder.at('b.gibbon'), 'utf8')]).to.deep.equal([
      1, 'precious',
    ]); // prettier-ignore
    const itself = await gibbon(['copy', 'a.gibbon', 'a.gibbon'], { cwd: folder.path });
    expect(itself.stderr).to.contain('there is a file of this name already');
    const nowhere = await gibbon(['copy', 'a.gibbon', 'no/b.gibbon'], { cwd: folder.path });
    expect(nowhere.stderr).to.contain('Cannot write no/b.gibbon: its folder is not there');
    expect(filesIn(folder.path)).to.deep.equal(['a.gibbon', 'b.gibbon']);
  });

  it('copies into a folder, under the name that the file has', async () => {
    await makeProject(folder.at('a.gibbon'));
    fs.mkdirSync(folder.at('backup'));
    const { status } = await gibbon(['copy', 'a.gibbon', 'backup'], { cwd: folder.path });
    expect(status).to.equal(0);
    expect(filesIn(folder.path)).to.deep.equal(['a.gibbon', 'backup', 'backup/a.gibbon']);
  });
});

function lastCheckpoint(stdout: string): unknown {
  return eventsOf(stdout).findLast(({ event }) => event === 'checkpoint')?.['sweep'];
}
