import { expect } from 'chai';
import fs from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { testFolder, makeProject } from './folder.ts';
import { Gibbon, gibbon, sampleTexts } from './gibbon.ts';

describe('gibbon infer', function () {
  this.timeout(60_000);
  const folder = testFolder();

  async function trained(): Promise<string> {
    const file = await makeProject(folder.at('a.gibbon'));
    const train = ['train', file, '--topics', '3', '--sweeps', '10', '--plain'];
    expect((await gibbon(train)).status).to.equal(0);
    return file;
  }

  // Seen to fail: with all of the input read before the first document is sampled.
  it('gives the first topics while its input still runs', async () => {
    const file = await trained();
    const input = sampleTexts({ numDocuments: 500 });
    const running = new Gibbon(['infer', file, '-', '--format', 'lines'], {
      input,
      keepInputOpen: true,
    });
    await running.untilItSays(/"document":0,.*\n/);
    running.child.stdin!.end();
    const { status, stdout, stderr } = await running.ended;
    expect([status, stderr]).to.deep.equal([0, '']);
    expect(stdout.trim().split('\n')).to.have.length(500);
  });

  // Seen to fail: with batches that wait until they are full.
  it('gives the topics of all that has come, though more may come', async () => {
    const file = await trained();
    const input = sampleTexts({ numDocuments: 90, numWords: 200 });
    expect(input.length).to.be.above(2 ** 16); // which the format is told from
    const running = new Gibbon(['infer', file, '-', '--format', 'lines'], {
      input,
      keepInputOpen: true,
    });
    await running.untilItSays(/"document":89,.*\n/);
    running.child.stdin!.end();
    expect((await running.ended).status).to.equal(0);
  });

  // Seen to fail: it waited for a million characters more, in which the word might have stood whole.
  it('does not wait for other documents where a word is cut at the end of a line', async () => {
    const file = await trained();
    const cut = '{"text":"a har-\\nbor"}\n';
    const line = (text: string): string => `${JSON.stringify({ text })}\n`;
    const texts = sampleTexts({ numDocuments: 90, numWords: 200 }).trim().split('\n');
    const running = new Gibbon(['infer', file, '-', '--format', 'jsonl'], {
      input: [...texts.map(line), cut].join(''),
      keepInputOpen: true,
    });
    await running.untilItSays(/"document":90,.*\n/);
    running.child.stdin!.end();
    expect((await running.ended).status).to.equal(0);
  });

  // Seen to fail: nothing was said of the row.
  it('says what it left out', async () => {
    const file = await trained();
    fs.writeFileSync(folder.at('new.jsonl'), '{"text":"harbor"}\n{"text":\n{"text":"navy"}\n');
    const infer = ['infer', file, folder.at('new.jsonl'), '--on-bad-rows', 'skip'];
    const { status, stdout, stderr } = await gibbon(infer);
    expect([status, stdout.trim().split('\n').length]).to.deep.equal([0, 2]);
    expect(stderr).to.match(/^Rows that could not be read, left out: 1 \(.*new\.jsonl, line 2: /);
  });

  // Seen to fail: A.CSV held JSON, and A.CSV.GZ was not compressed.
  it('takes endings in any case', async () => {
    const file = await trained();
    fs.writeFileSync(folder.at('new.txt'), sampleTexts({ numDocuments: 4 }));
    const infer = ['infer', file, folder.at('new.txt'), '--format', 'lines', '--to'];
    for (const to of ['A.CSV', 'A.CSV.GZ']) await gibbon([...infer, folder.at(to)]);
    const plain = fs.readFileSync(folder.at('A.CSV'), 'utf8');
    expect(plain).to.match(/^document,name,label,/);
    expect(gunzipSync(fs.readFileSync(folder.at('A.CSV.GZ'))).toString()).to.equal(plain);
  });

  it('writes every format, as the name of the file or --as has it, all or nothing', async () => {
    const file = await trained();
    fs.writeFileSync(folder.at('new.txt'), sampleTexts({ numDocuments: 4 }));
    const infer = ['infer', file, folder.at('new.txt'), '--format', 'lines', '--seed', '2', '--to'];
    const written: string[][] = [];
    for (const to of ['a.jsonl', 'a.csv', 'a.long.csv', 'a.txt']) {
      const { status, stderr } = await gibbon([...infer, folder.at(to)]);
      expect(status, stderr).to.equal(0);
      written.push(fs.readFileSync(folder.at(to), 'utf8').trim().split('\n'));
    }
    const [json, wide, long, mallet] = written as [string[], string[], string[], string[]];
    const documents = json.map((line) => JSON.parse(line) as Found);
    expect(wide[0]).to.equal(
      'document,name,label,tokens,unknown,log_likelihood,fit,topic_0,topic_1,topic_2',
    );
    documents.forEach(({ document, name, tokens, topics }, index) => {
      const row = wide[index + 1]!.split(',');
      expect([row[0], row[1], row[3]]).to.deep.equal([String(document), name, String(tokens)]);
      for (const { topic, share } of topics) {
        expect(Number(row[7 + topic])).to.equal(share);
        expect(Number(mallet[index]!.split('\t')[2 + topic])).to.equal(share);
      }
      const rows = long.filter((line) => line.startsWith(`${document},`));
      expect(rows.map((line) => line.split(',').slice(7).map(Number))).to.deep.equal(
        topics.map(({ topic, share, spread }) => [topic, share, spread]),
      );
    });
    const again = await gibbon([...infer, folder.at('a.csv')]);
    expect(again.status).to.equal(1);
    expect(again.stderr).to.match(/Cannot write .*a\.csv: there is a file of this name already/);
    expect((await gibbon([...infer, folder.at('a.csv'), '--replace'])).status).to.equal(0);
  });

  it('says what is wrong: no run, no such source, an empty one', async () => {
    const file = await makeProject(folder.at('a.gibbon'));
    const untrained = await gibbon(['infer', file, folder.at('none.txt')]);
    expect([untrained.status, untrained.stderr]).to.satisfy(
      ([status, text]: [number, string]) => status === 1 && text.includes('gibbon train'),
    );
    await gibbon(['train', file, '--topics', '3', '--sweeps', '5', '--plain']);
    const missing = await gibbon(['infer', file, folder.at('none.txt')]);
    expect(missing.status).to.equal(1);
    expect(missing.stderr).to.match(/none\.txt/);
    fs.writeFileSync(folder.at('empty.txt'), '');
    const empty = await gibbon(['infer', file, folder.at('empty.txt')]);
    expect(empty.status).to.equal(1);
    expect(empty.stderr).to.match(/Cannot infer the topics of .*: no documents were found/);
  });
});

interface Found {
  readonly document: number;
  readonly name: string;
  readonly tokens: number;
  readonly topics: readonly { topic: number; share: number; spread: number }[];
}
