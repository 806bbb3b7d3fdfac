/** `gibbon report` from the outside: what is in the file. */
import { expect } from 'chai';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { unpackReport } from '../../../core/inspection/report/format.ts';
import type { Report } from '../../../core/inspection/report/report.ts';
import { pageScript, pageStyle } from '../../../cli/page/bundle.js';
import { gibbon } from '../gibbon.ts';

const themes = [
  'ship sail harbour cargo captain crew',
  'wheat field harvest barn tractor farmer',
  'court judge verdict jury lawyer appeal',
];
const hostile =
  '</script><script>document.title="run"</script><img src=x onerror=alert(1)>\u202e\u0007';

function textOf(document: number): string {
  const words = themes[document % 3].split(' ');
  const sentence = Array.from({ length: 60 }, (_, place) => words[(place * 7 + document) % 6]);
  return `${document % 5 === 0 ? hostile : ''} ${sentence.join(' ')}`;
}

describe('gibbon report', function () {
  this.timeout(60_000);
  const folder = mkdtempSync(path.join(tmpdir(), 'gibbon-report-'));
  const at = (name: string) => path.join(folder, name);
  after(() => rmSync(folder, { recursive: true }));
  const project = () => at('tales.gibbon');
  const report = (...args: string[]) => gibbon(['report', project(), ...args]);

  before(async () => {
    const lines = Array.from({ length: 30 }, (_, document) =>
      JSON.stringify({
        id: `${hostile.slice(0, 20)}${document}`,
        year: 1990 + (document % 6),
        teller: ['Anna', 'Boris'][document % 2],
        text: textOf(document),
      }),
    );
    writeFileSync(at('tales.jsonl'), `${lines.join('\n')}\n`);
    for (const [seed, name] of [
      ['1', 'first'],
      ['2', 'second'],
    ]) {
      const source =
        name === 'first'
          ? [at('tales.jsonl'), '--markup', 'keep', '--into', project()]
          : [project()];
      const { status, stderr } = await gibbon([
        'train',
        ...source,
        '--topics',
        '3',
        '--sweeps',
        '60',
        '--seed',
        seed,
        '--name',
        name,
      ]);
      expect(status, stderr).to.equal(0);
    }
  });

  function dataOf(html: string): Report {
    const base64 = /id="data">([^<]*)</.exec(html)![1];
    return unpackReport(gunzipSync(Buffer.from(base64, 'base64')));
  }

  it('holds the figures of gibbon topics, and the same bytes each time', async () => {
    expect((await report('--run', 'first')).status).to.equal(0);
    const html = readFileSync(at('tales.html'), 'utf8');
    expect((await report('--run', 'first', '--into', at('again.html'))).status).to.equal(0);
    expect(readFileSync(at('again.html'), 'utf8')).to.equal(html);
    const { stdout } = await gibbon(['topics', project(), '--run', 'first', '--json']);
    const { topics } = JSON.parse(stdout) as {
      topics: { share: number; documents: number; words: { word: string; count: number }[] }[];
    };
    const data = dataOf(html);
    topics.forEach(({ share, documents, words }, topic) => {
      const own = data.topics[topic];
      expect([own.share, own.documents]).to.deep.equal([share, documents]);
      for (const { word, count } of words) {
        const place = data.words.findIndex((one) => one.word === word);
        const entry = own.words.findIndex((value, at) => at % 2 === 0 && value === place);
        expect(own.words[entry + 1], word).to.equal(count);
      }
    });
    expect(data.fields.map(({ field, isTime }) => [field, isTime])).to.deep.include(['year', true]);
  });

  it('leaves out texts, names and metadata where that is asked for', async () => {
    const bare = await report('--no-texts', '--into', at('bare.html'));
    expect(bare.stdout).to.include('no texts of documents are in it');
    const data = dataOf(readFileSync(at('bare.html'), 'utf8'));
    expect(data.texts).to.deep.equal([]);
    expect(data.documents[3].name).to.include('script');
    const both = await report('--texts', '5', '--anonymous', '--into', at('both.html'));
    expect(both.status).to.equal(2);
  });

  // Seen to fail: with the groups of documents, years and tellers, which were still there.
  it('has nothing in an anonymous report that says whose it is', async () => {
    const { stdout } = await report('--anonymous', '--compare', 'first', '--into', at('anon.html'));
    expect(stdout).to.include('no texts of documents are in it');
    const html = readFileSync(at('anon.html'), 'utf8');
    const data = dataOf(html);
    expect(data.documents.map(({ name }) => name).slice(0, 3)).to.deep.equal([
      ...['document 0', 'document 1', 'document 2'],
    ]);
    expect([data.texts, data.fields]).to.deep.equal([[], []]);
    const all = JSON.stringify(data) + html.replace(/id="data">[^<]*/, '');
    // Names begin with "</script><script>"; there are years of 1990 to 1995; "teller" is a column.
    for (const trace of ['</script><script>d', '"199', 'teller', 'Anna', '&#60;', 'harbour cargo'])
      expect(all, trace).to.not.include(trace);
  });

  it('keeps to its size, and says what is missing', async () => {
    await report('--no-texts', '--into', at('bare.html'));
    const most = statSync(at('bare.html')).size + 200;
    const { stdout } = await report('--max-size', `${most / 1000}kB`, '--into', at('small.html'));
    expect(statSync(at('small.html')).size).to.be.at.most(most);
    expect(stdout).to.match(/texts fit into the size|documents are listed/);
    const refused = await report('--max-size', '1kB', '--into', at('none.html'));
    expect(refused.status).to.equal(1);
    expect(refused.stderr).to.match(
      /topics alone take [\d.]+ kB; at most 1 kB were[^]*--max-size [\d.]+kB/,
    );
  });

  it('puts another run beside it', async () => {
    await report('--run', 'first', '--compare', 'second', '--into', at('both.html'));
    const { comparison } = dataOf(readFileSync(at('both.html'), 'utf8'));
    expect(comparison?.run).to.equal('second');
    expect(comparison?.topics.map(({ partner }) => partner).sort()).to.deep.equal([0, 1, 2]);
  });

  it('overwrites a report, and nothing else', async () => {
    writeFileSync(at('mine.html'), 'mine');
    const refused = await report('--into', at('mine.html'));
    expect(refused.status).to.equal(1);
    expect(refused.stderr).to.include('--replace');
    expect(readFileSync(at('mine.html'), 'utf8')).to.equal('mine');
    expect((await report('--into', at('mine.html'), '--replace')).status).to.equal(0);
    expect((await report('--into', at('mine.html'))).status).to.equal(0);
  });

  it('has a program of at most 60 kB', () => {
    expect(Buffer.byteLength(pageScript) + Buffer.byteLength(pageStyle)).to.be.below(60_000);
  });
});
