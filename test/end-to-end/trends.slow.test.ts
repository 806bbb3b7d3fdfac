// Goal: trends of a real corpus are what SQL counts in its exported tokens.
import { expect } from 'chai';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { testFolder } from './folder.ts';
import { gibbon } from './gibbon.ts';
import { type ShownTrends, recountTrends, rowsOfTrends } from './recount-trends.ts';

/** What `make sample/speeches.jsonl` fetches. */
const speeches = fileURLToPath(new URL('../../../sample/speeches.jsonl', import.meta.url));

describe('Trends of the State of the Union addresses', function () {
  this.timeout(600_000);
  const folder = testFolder();

  async function said(...args: string[]): Promise<string> {
    const surroundings = { cwd: folder.path, limitSeconds: 300 };
    const { status, stdout, stderr } = await gibbon(args, surroundings);
    expect(status, stderr).to.equal(0);
    return stdout;
  }

  // Seen to fail: with the tokens of each document counted for the group of the next.
  it('are what SQL counts, by year, by decade and by president', async function () {
    if (!existsSync(speeches)) return this.skip();
    await said('train', speeches, '--split-words', '300', '--into', 'a.gibbon', '--topics', '20',
      '--sweeps', '30', '--seed', '7', '--plain'); // prettier-ignore
    const only = ['--format', 'jsonl', '--only', 'documents,tokens'];
    await said('export', 'a.gibbon', '--to', 'tables/', ...only);
    const tables = path.join(folder.path, 'tables');
    for (const [field, group, ...more] of [
      ['year', 'field'],
      ['year', "substr(field, 1, 3) || '0s'", '--period', 'decade'],
      ['president', 'field'],
    ]) {
      const args = ['trends', 'a.gibbon', '--by', field, ...more, '--resamples', '0', '--json'];
      const trends = JSON.parse(await said(...args)) as ShownTrends;
      expect(trends.groups.length, field).to.be.above(20);
      expect(rowsOfTrends(trends), field).to.deep.equal(recountTrends(tables, field, group));
    }
  });
});
