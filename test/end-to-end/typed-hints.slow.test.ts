import fs from 'node:fs';
import { expect } from 'chai';
import { ProjectFile } from '../../corpora/database/project-file.ts';
import { RunStore } from '../../corpora/database/runs.ts';
import { makeProject, makeTrainedProject, testFolder } from './folder.ts';
import { type Ended, eventsOf, gibbon, succeed } from './gibbon.ts';

// Seen to fail: paths were not quoted, what was typed for training was forgotten, and values stood
// as they had been parsed ("[object Object]", 28800).
describe('What a hint says to type', () => {
  const folder = testFolder();

  function run(...command: string[]): Promise<Ended> {
    return gibbon(command, { cwd: folder.path });
  }

  beforeEach(async () => {
    await makeTrainedProject(folder.at('my a.gibbon'));
  });

  it('can be typed as it stands, whatever is in names', async () => {
    const training = ['--checkpoint-every', '5m', '--wait', '8h'];
    const cases: readonly [command: string[], hint: string][] = [
      [
        ['train', 'my a.gibbon', '--into', 'my b.gibbon', '--topics', '20'],
        "gibbon copy 'my a.gibbon' 'my b.gibbon', then gibbon train 'my b.gibbon' --topics 20",
      ],
      [
        ['train', 'my a.gibbon', '--stem', ...training],
        'gibbon train NEW.gibbon --checkpoint-every 5m --wait 8h',
      ],
      [['train', 'my a.gibbon', '--delimiter', 'tab'], '--delimiter tab --into NEW.gibbon'],
      [['train', 'my a.gibbon', 'x.txt'], "gibbon train 'my a.gibbon'"],
      [['inspect', 'my a.gibbon'], "gibbon topics 'my a.gibbon'"],
      [
        ['documents', 'my a.gibbon', '--run', 'topics-8', '--topic', '99'],
        "gibbon topics 'my a.gibbon' --run topics-8",
      ],
      [
        ['label', 'my a.gibbon', '--as', 'say "peace"'],
        `--topic 7 --as 'say "peace"'`,
      ],
      [['import', 'x.txt', '--on', 'doc id', '--into', 'b.gibbon'], "--on 'doc id'"],
    ]; // prettier-ignore
    for (const [command, hint] of cases) {
      const { status, stderr } = await run(...command);
      expect(status, stderr).to.be.oneOf([1, 2]);
      expect(stderr).to.contain(hint);
    }
  });
});

describe('A command that cannot do what was asked', () => {
  const folder = testFolder();

  function run(...command: string[]): Promise<Ended> {
    return gibbon(command, { cwd: folder.path });
  }

  // Seen to fail: each ended with exit status 0, and the option had no effect.
  it('says so, and takes no option without effect', async () => {
    await makeTrainedProject(folder.at('a.gibbon'));
    fs.writeFileSync(folder.at('new.txt'), 'red apple\n');
    for (const [command, says] of [
      [['search', 'a.gibbon', '--server', 'redis://nosuch:1'], "unknown option '--server'"],
      [['evaluate', 'a.gibbon', '--left-to-right', '5'], 'held none out'],
      [['evaluate', 'a.gibbon', '--observed', '5'], 'held none out'],
      [['corpus', 'a.gibbon', '--limit', '3'], 'no list was asked for'],
      [['infer', 'a.gibbon', 'new.txt', '--replace'], 'none was named'],
      [['work', 'redis://127.0.0.1:1', '--wait', '1000h'], 'Expected a time'],
    ] as const) {
      const { status, stderr } = await run(...command);
      expect(stderr).to.contain(says);
      expect(status, stderr).to.equal(2);
    }
  });

  // Seen to fail: "Cannot read properties of undefined", as a fault of gibbon itself.
  it('says that no run has a checkpoint, where all were stopped before their first', async () => {
    const path = await makeProject(folder.at('a.gibbon'));
    const file = ProjectFile.open(path);
    const settings = { numTopics: 2, alpha: 1, beta: 0.1, seed: 1, numBlocks: 2 };
    const sampler = { sampler: 'kernel-4', staleness: 0, measureEvery: 10 };
    new RunStore(file).create({
      ...{ fingerprint: '', numSweeps: 10 },
      settings: { ...settings, ...sampler },
    });
    file.close();
    const { status, stderr } = await run('compare', 'a.gibbon');
    expect(stderr).to.contain('Cannot compare runs (a.gibbon): none has a checkpoint yet');
    expect(status).to.equal(2);
  });
});

// Seen to fail: standard output was empty.
describe('--json', () => {
  const folder = testFolder();

  it('has an answer where nothing was left to do, and where runs were changed', async () => {
    const file = await makeTrainedProject(folder.at('a.gibbon'));
    const resumed = eventsOf((await succeed(['resume', file, '--json'])).stdout);
    expect(resumed).to.have.length(1);
    expect(resumed[0]).to.include({ event: 'done', run: 'topics-8' });
    const renamed = await succeed(['runs', file, '--rename', 'topics-8', 'first', '--json']);
    const { runs } = JSON.parse(renamed.stdout) as { runs: { name: string }[] };
    expect(runs.map(({ name }) => name)).to.deep.equal(['first']);
  });
});
