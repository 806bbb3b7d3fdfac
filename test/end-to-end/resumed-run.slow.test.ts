import { expect } from 'chai';
import { CheckpointStore } from '../../corpora/database/checkpoints.ts';
import { CorpusStore } from '../../corpora/database/corpus-store.ts';
import { ProjectFile } from '../../corpora/database/project-file.ts';
import { sealRow } from '../../corpora/database/row-checksums.ts';
import { RunStore } from '../../corpora/database/runs.ts';
import { storedState } from '../fixtures/stored-state.ts';
import { makeProject, testFolder } from './folder.ts';
import { gibbon, succeed } from './gibbon.ts';

const model = ['--topics', '8', '--seed', '7', '--blocks', '4'];

describe('A run that is resumed', () => {
  const folder = testFolder();

  // 77 * (5 / 77) is not 5. Seen to fail: with the sum compared as it follows from the prior.
  it('may be told its settings again, as they were typed', async () => {
    const file = await makeProject(folder.at('a.gibbon'));
    const asTyped = ['--topics', '77', '--alpha-sum', '5', '--beta', '1e-2', '--seed', '+7'];
    await succeed(['train', file, ...asTyped, '--sweeps', '2']);
    await succeed(['resume', file, ...asTyped, '--sweeps', '3']);
    const other = await gibbon(['resume', file, '--alpha-sum', '5.5', '--sweeps', '4']);
    expect(other.status).to.equal(2);
    expect(other.stderr).to.contain('with --alpha-sum 5.5: it was begun with 5, and that cannot');
  });

  it('with one worker in live reading is repeatable, too', async () => {
    const [a, b] = [
      await makeProject(folder.at('a.gibbon')),
      await makeProject(folder.at('b.gibbon')),
    ];
    const live = [...model, '--staleness', '1', '--workers', '1'];
    await succeed(['train', a, ...live, '--sweeps', '20']);
    await succeed(['train', b, ...live, '--sweeps', '7']);
    await succeed(['resume', b, '--sweeps', '20', '--workers', '1']);
    expect(storedState(b)!.model).to.equal(storedState(a)!.model);
  });

  it('keeps what decides it: other values are refused, naming both', async () => {
    const file = await makeProject(folder.at('a.gibbon'));
    await succeed(['train', file, ...model, '--sweeps', '5']);
    const before = storedState(file);
    const cases = [
      ['--topics', '9', 'with --topics 9: it was begun with 8'],
      ['--seed', '8', 'with --seed 8: it was begun with 7'],
      ['--alpha-sum', '4', 'with --alpha-sum 4: it was begun with 5'],
      ['--measure-every', '3', 'with --measure-every 3: it was begun with 10'],
    ] as const;
    for (const [option, value, message] of cases) {
      const { status, stderr } = await gibbon(['resume', file, option, value, '--sweeps', '9']);
      expect(stderr).to.contain(message);
      expect(status).to.equal(2);
    }
    expect(storedState(file)).to.deep.equal(before);
    await succeed(['resume', file, '--topics', '8', '--seed', '7', '--sweeps', '6']);
  }).timeout(60_000);

  // Seen to fail: without the check, the new checksum covers the damage.
  it('is not gone on with when its stored settings are damaged', async () => {
    const file = await makeProject(folder.at('a.gibbon'));
    await succeed(['train', file, ...model, '--sweeps', '5']);
    change(file, "UPDATE runs SET settings = json_set(settings, '$.beta', 0.03)");
    const { stderr, status } = await gibbon(['resume', file, '--sweeps', '9']);
    expect(stderr).to.match(/the run topics-8 \(.*\): .*checksum.*\n.*copy/);
    expect(status).to.equal(1);
    expect((await gibbon(['verify', file])).stdout).to.contain('does not match its checksum');
  }).timeout(60_000);

  it('refuses another corpus or another sampler, naming both', async () => {
    const file = await makeProject(folder.at('a.gibbon'));
    await succeed(['train', file, ...model, '--sweeps', '5']);
    const another = "settings = json_set(settings, '$.sampler', 'abacus-1')";
    changeRun(file, another);
    const other = await gibbon(['resume', file, '--sweeps', '9']);
    expect(other.stderr).to.match(/trained with the sampler abacus-1, this gibbon has \S+/);
    expect(other.status).to.equal(1);
    const asked = await succeed(['resume', file, '--sweeps', '9', '--other-sampler']);
    expect(asked.stderr).to.match(/The sampler changes from abacus-1 to \S+ at sweep 5\./);
    changeRun(file, "fingerprint = '0123456789abcdef'");
    const changed = await gibbon(['resume', file, '--sweeps', '12']);
    expect(changed.stderr).to.match(
      /its corpus has changed: its fingerprint is \w+\.\.\., the run was trained on 0123456789ab/,
    );
    expect(changed.status).to.equal(1);
  });

  it('has nothing to do when it has its sweeps', async () => {
    const file = await makeProject(folder.at('a.gibbon'));
    await succeed(['train', file, ...model, '--sweeps', '5']);
    const { stderr } = await succeed(['resume', file]);
    expect(stderr).to.contain('has 5 sweeps already; nothing to do');
  });

  // Seen to fail: with damaged checkpoints kept among the newest two.
  it('falls back to the checkpoint before when the newest is damaged', async () => {
    const file = await makeProject(folder.at('a.gibbon'));
    const whole = await makeProject(folder.at('whole.gibbon'));
    await succeed(['train', whole, ...model, '--sweeps', '20']);
    await succeed(['train', file, ...model, '--sweeps', '20', '--checkpoint-every', '5']);
    damageNewestCheckpoint(file);
    const verified = await gibbon(['verify', file]);
    expect(verified.stdout).to.contain('chunk 0 does not match its checksum');
    expect(verified.status).to.equal(1);
    const { stderr } = await succeed(['resume', file]);
    expect(stderr).to.contain('The checkpoint of sweep 20 of "topics-8" is damaged');
    expect(storedState(file)).to.deep.equal(storedState(whole));
    await succeed(['verify', file]);
  });

  it('says so when no checkpoint is whole', async () => {
    const file = await makeProject(folder.at('a.gibbon'));
    await succeed(['train', file, ...model, '--sweeps', '20', '--checkpoint-every', '5']);
    change(file, "UPDATE assignment_chunks SET topics = x'00'");
    const { status, stderr } = await gibbon(['resume', file, '--sweeps', '30']);
    expect(stderr).to.contain('none of its 2 is whole');
    expect(status).to.equal(1);
  });
});

function change(path: string, sql: string): void {
  const file = ProjectFile.open(path);
  file.database.exec(sql);
  file.close();
}

/** As a gibbon would have written it. */
function changeRun(path: string, change: string): void {
  const file = ProjectFile.open(path);
  file.database.exec(`UPDATE runs SET ${change}`);
  sealRow(file.database, 'runs', new RunStore(file, { isChecked: false }).find().id);
  file.close();
}

function damageNewestCheckpoint(path: string): void {
  const file = ProjectFile.open(path);
  const run = new RunStore(file).find();
  const [newest] = new CheckpointStore(file, new CorpusStore(file)).list(run);
  file.database
    .prepare(
      "UPDATE assignment_chunks SET topics = CAST(topics || x'00' AS BLOB) WHERE checkpoint = ?",
    )
    .run(newest.id);
  file.close();
}
