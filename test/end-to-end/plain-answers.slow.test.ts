/** Small things that people look for in what the commands answer. */
import Database from 'better-sqlite3';
import { expect } from 'chai';
import { makeProject, testFolder } from './folder.ts';
import { gibbon } from './gibbon.ts';

describe('What the commands answer', function () {
  this.timeout(60_000);
  const folder = testFolder();

  async function trained(): Promise<string> {
    const file = await makeProject(folder.at('a.gibbon'));
    const model = ['--topics', '3', '--alpha', '0.25', '--beta', '0.02', '--optimize', 'none'];
    await gibbon(['train', file, ...model, '--sweeps', '10', '--seed', '7']);
    return file;
  }

  // Seen to fail: with a column that has no title.
  it('has the priors of a run in the list of runs', async () => {
    const [titles, run] = (await gibbon(['runs', await trained()])).stdout.split('\n');
    const columns = titles!.split(/ {2,}/);
    expect(columns).to.include.members(['alpha', 'beta']);
    expect(run!.split(/ {2,}/)).to.include.members(['0.25', '0.02']);
  });

  // Seen to fail: with no document found by its name.
  it('knows a document by its name as by its number', async () => {
    const file = await trained();
    const third = (await gibbon(['documents', file, '--json'])).stdout.split('\n')[2]!;
    const { document, name } = JSON.parse(third) as { document: number; name: string };
    const byName = await gibbon(['documents', file, '--document', name, '--json']);
    const byNumber = await gibbon(['documents', file, '--document', String(document), '--json']);
    expect(byName.status).to.equal(0);
    expect(byName.stdout).to.equal(byNumber.stdout);
  });

  // Seen to fail: with a limit of 10,000 words.
  it('has as many words of a topic as are asked for, and as there are', async () => {
    const file = await trained();
    const words = async (number: string): Promise<number> => {
      const { stdout } = await gibbon(['topics', file, '--words', number, '--json']);
      return (JSON.parse(stdout) as { topics: { words: unknown[] }[] }).topics[0]!.words.length;
    };
    expect(await words('12')).to.equal(12);
    const all = await words('20000');
    expect(all).to.be.above(12);
    expect(await words('2000000000')).to.equal(all);
  });

  // Seen to fail: with the list alone.
  it('counts what is damaged before it lists it', async () => {
    const file = await trained();
    const database = new Database(file);
    database.exec("UPDATE documents SET name = name || '!' WHERE id = 1");
    database.exec('UPDATE runs SET created = 0');
    database.close();
    const { stdout, status } = await gibbon(['verify', file]);
    expect(status).to.equal(1);
    const [first, ...rest] = stdout.trimEnd().split('\n');
    const found = Number(/is damaged: (\d+) problems? found/.exec(first!)?.[1]);
    expect(rest).to.have.lengthOf(found);
    expect(found).to.be.at.least(2);
  });
});
