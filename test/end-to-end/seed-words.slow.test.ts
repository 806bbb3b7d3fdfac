import fs from 'node:fs';
import { expect } from 'chai';
import { makeProject, testFolder } from './folder.ts';
import { gibbon, succeed } from './gibbon.ts';

describe('Seed words on the command line', () => {
  const folder = testFolder();

  it('are kept in the run: it resumes, and is made again, without the list', async () => {
    const file = await makeProject(folder.at('a.gibbon'));
    const [{ word: first }, { word: second }] = await topWords(file);
    const list = folder.at('topics.txt');
    fs.writeFileSync(list, `Begun: ${first.toUpperCase()}, nowhere\n:\n${second} ${first}\n`);
    const model = ['--topics', '4', '--seed', '7', '--plain'];
    const seeds = ['--seed-words', list, '--seed-strength', '0.5'];
    const trained = await gibbon(['train', file, ...model, ...seeds, '--sweeps', '20']);
    expect(trained.status).to.equal(0);
    expect(trained.stderr).to.contain('left out: nowhere');
    expect((await succeed(['label', file])).stdout).to.contain('0  Begun');
    const again = await gibbon(['resume', file, '--sweeps', '30', ...seeds, '--plain']);
    expect(again.status).to.equal(0);
    fs.writeFileSync(list, `${second}\n`);
    const refused = await gibbon(['resume', file, '--sweeps', '40', '--seed-words', list]);
    expect(refused.status).to.equal(2);
    expect(refused.stderr).to.contain('it was begun with others');
    fs.rmSync(list);
    await succeed(['resume', file, '--sweeps', '40']);

    const { stdout } = await succeed(['cite', file, '--json']);
    const { commands } = JSON.parse(stdout) as { commands: { lines: string[]; notes: string[] } };
    const note = commands.notes.find((text) => text.startsWith('seed-words.txt')) ?? '';
    fs.writeFileSync(folder.at('seed-words.txt'), `${note.split(':\n\n')[1]}\n`);
    const train = commands.lines.find((line) => line.startsWith('gibbon train')) ?? '';
    await succeed([...train.split(' ').slice(1), '--name', 'again', '--plain'], {
      cwd: folder.path,
    });
    const [ofAgain, ofFirst] = await seedWordsOfRuns(file);
    expect(ofAgain).to.deep.equal(ofFirst);
    expect(ofFirst.map(({ topic }) => topic)).to.deep.equal([0, 2, 2]);
  });

  it('are refused where there are more lists than topics, and a strength without them', async () => {
    const file = await makeProject(folder.at('a.gibbon'));
    fs.writeFileSync(folder.at('topics.txt'), 'a\nb\nc\n');
    const seeds = ['--seed-words', folder.at('topics.txt')];
    const tooMany = await gibbon(['train', file, '--topics', '2', ...seeds]);
    expect(tooMany.status).to.equal(1);
    expect(tooMany.stderr).to.contain('--topics 3');
    const alone = await gibbon(['train', file, '--seed-strength', '1']);
    expect(alone.status).to.equal(2);
    expect(alone.stderr).to.contain('--seed-words FILE');
  });

  async function topWords(file: string): Promise<{ word: string }[]> {
    const { stdout } = await succeed(['corpus', file, '--json']);
    return (JSON.parse(stdout) as { topWords: { word: string }[] }).topWords;
  }

  async function seedWordsOfRuns(file: string): Promise<{ topic: number }[][]> {
    const { stdout } = await succeed(['runs', file, '--json']);
    const { runs } = JSON.parse(stdout) as { runs: { seedWords: { topic: number }[] }[] };
    return runs.map(({ seedWords }) => seedWords);
  }
});
