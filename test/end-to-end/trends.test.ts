import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gibbon, sampleTexts } from './gibbon.ts';
import { type ShownTrends, recountTrends, rowsOfTrends } from './recount-trends.ts';

const words = 'treaty navy bank harbor railway tariff '.repeat(4);
const presidents = ['Polk', 'Taft', 'Adams, J.'];

describe('gibbon trends', () => {
  let folder = '';
  const file = (): string => path.join(folder, 'speeches.gibbon');
  const run = (args: readonly string[]) => gibbon(args, { cwd: folder });

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'gibbon-trends-'));
    const texts = sampleTexts({ numDocuments: 60, numWords: 40 }).trim().split('\n');
    const rows = texts.map((text, at) => {
      const month = (at % 9) + 1;
      const slashed = `0${month}/${at % 2 === 0 ? '05' : '04'}/${1840 + (at % 7)}`;
      const day = `${1840 + (at % 7)}-0${month}-11`;
      return `"${text}",${day},"${presidents[at % 3]}",${slashed}`;
    });
    const table = ['text,date,president,sent', ...rows].join('\n');
    writeFileSync(path.join(folder, 'speeches.csv'), table);
    const train = ['train', 'speeches.csv', '--text-column', 'text', '--topics', '4'];
    await run([...train, '--sweeps', '20', '--seed', '1', '--plain']);
    const tables = ['--only', 'tokens,documents', '--format', 'jsonl'];
    await run(['export', file(), '--to', 'tables', ...tables]);
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  // Seen to fail: with documents of another group counted in (groupOf[id + 1]).
  for (const [by, group] of [
    ['president', 'field'],
    ['date', 'substr(field, 1, 4)'],
  ] as const) {
    it(`has the shares that SQL counts, by ${by}`, async () => {
      const period = by === 'date' ? ['--period', 'year'] : [];
      const { stdout } = await run(['trends', file(), '--by', by, ...period, '--json']);
      const trends = JSON.parse(stdout) as ShownTrends;
      const tables = path.join(folder, 'tables');
      expect(rowsOfTrends(trends)).to.deep.equal(recountTrends(tables, by, group));
    });
  }

  // Seen to fail: nothing was said, as if intervals had been forgotten.
  it('says why groups have no interval', async () => {
    const table = [
      'id,text,year',
      ...[1901, 1901, 1902].map((year, at) => `${at},${words},${year}`),
    ];
    writeFileSync(path.join(folder, 'few.csv'), `${table.join('\n')}\n`);
    const train = ['train', 'few.csv', '--into', 'few.gibbon', '--topics', '2', '--sweeps', '5'];
    await run([...train, '--plain', '--anyway', '--max-document-share', 'none']);
    const args = ['trends', 'few.gibbon', '--by', 'year', '--topic', '1'];
    expect((await run(args)).stderr).to.match(
      /^Groups without an interval: 1 of 2\. .* A longer --period has more\.$/m,
    );
    expect((await run([...args, '--resamples', '0'])).stderr).not.to.contain('interval');
  });

  // Seen to fail: --svg ended in a fault of gibbon itself, --csv had no row.
  it('says that all documents with the field are empty', async () => {
    const rows = Array.from({ length: 8 }, (_, at) => `${at},${words},`);
    const table = ['id,text,kind', ...rows, '9,,letter', '10,,speech'];
    writeFileSync(path.join(folder, 'empty.csv'), `${table.join('\n')}\n`);
    const train = [
      'train',
      'empty.csv',
      '--into',
      'empty.gibbon',
      '--topics',
      '2',
      '--sweeps',
      '5',
    ];
    await run([...train, '--plain', '--anyway', '--max-document-share', 'none']);
    for (const form of [[], ['--svg'], ['--csv']]) {
      const { status, stderr } = await run(['trends', 'empty.gibbon', '--by', 'kind', ...form]);
      expect(status).to.equal(1);
      expect(stderr).to.contain('by "kind": those that have it are empty or held out');
    }
  });

  // Seen to fail: two columns were called "tokens".
  it('has a column for the field, whatever that is called', async () => {
    const rows = Array.from({ length: 8 }, (_, at) => `${at},${words},${at % 2}`);
    writeFileSync(path.join(folder, 'taken.csv'), `${['id,text,tokens', ...rows].join('\n')}\n`);
    const train = [
      'train',
      'taken.csv',
      '--into',
      'taken.gibbon',
      '--topics',
      '2',
      '--sweeps',
      '5',
    ];
    await run([...train, '--plain', '--anyway', '--max-document-share', 'none']);
    const { stdout } = await run(['trends', 'taken.gibbon', '--by', 'tokens', '--csv']);
    expect(stdout).to.match(/^metadata_tokens,topic,topic_name,share,/);
  });

  it('is a table, CSV and SVG of the same', async () => {
    const args = ['trends', file(), '--by', 'president', '--topic', '2'];
    const table = (await run(args)).stdout;
    expect(table).to.match(/president +documents +tokens +share +interval/);
    expect(table).to.contain('Adams, J. ');
    const csv = (await run([...args, '--csv'])).stdout.trim().split('\n');
    expect(csv[0]).to.equal(
      'president,topic,topic_name,share,low,high,topic_tokens,documents,tokens',
    );
    expect(csv).to.have.length(4);
    expect(csv.at(-1)).to.match(/^Taft,2,|^Polk,2,|^"Adams, J\.",2,/);
    const svg = (await run([...args, '--svg'])).stdout;
    expect(svg)
      .to.match(/^<svg /)
      .and.to.match(/<\/svg>\n$/)
      .and.to.contain('Adams, J.');
  });

  it('refuses dates that may begin with the day or the month, and says what to type', async () => {
    const refused = await run(['trends', file(), '--by', 'sent']);
    expect(refused.status).to.equal(1);
    expect(refused.stderr).to.contain('may begin with the day or with the month');
    expect(refused.stderr).to.contain('--date-format day-first');
    const declared = ['--date-format', 'month-first', '--period', 'month', '--json'];
    const { stdout } = await run(['trends', file(), '--by', 'sent', ...declared]);
    const { groups } = JSON.parse(stdout) as ShownTrends;
    expect(groups[0].name).to.equal('1840-01');
  });

  // Seen to fail: with a hint that names --date-format alone.
  it('says what to type where periods are asked of what is not a time', async () => {
    const args = ['trends', file(), '--by', 'president', '--period', 'year'];
    const { status, stderr } = await run(args);
    expect(status).to.equal(1);
    expect(stderr).to.contain('Cannot divide "president" into periods: "Polk" and all others');
    expect(stderr).to.contain('Leave --period out');
  });

  it('names the fields there are', async () => {
    const { status, stderr } = await run(['trends', file(), '--by', 'year']);
    expect(status).to.equal(1);
    expect(stderr).to.contain('no document has this field; they have date, president, sent');
  });
});
