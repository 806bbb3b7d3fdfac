import { expect } from 'chai';
import { dfrBrowser } from '../../../corpora/writers/dfr-browser.ts';
import { ldavis } from '../../../corpora/writers/ldavis/ldavis.ts';
import { tidytext } from '../../../corpora/writers/tidytext.ts';
import type { Writer } from '../../../corpora/writers/writer.ts';
import { smallSource, textOf } from './small-source.ts';

/** phi of a topic's own word and of the two others. */
const [own, other] = [2.5 / 3.5, 0.5 / 3.5];
const written = (writer: Writer, name: string): Promise<string> =>
  textOf(
    writer.files.find((file) => file.name === name)!,
    { words: 'all' },
  );

describe('What topic browsers read', () => {
  interface Vis {
    readonly mdsDat: Record<'x' | 'y' | 'Freq', number[]>;
    readonly tinfo: Record<string, unknown[]>;
    readonly 'token.table': Record<string, unknown[]>;
    readonly 'topic.order': number[];
  }

  // Seen to fail: with topics numbered from 0.
  it('has the words, counts and lifts of LDAvis', async () => {
    const vis = JSON.parse(await written(ldavis, 'ldavis.json')) as Vis;
    expect(vis['topic.order']).to.deep.equal([1, 2]);
    expect(vis.mdsDat.Freq).to.deep.equal([50, 50]);
    const { Term, Freq, Total, Category, logprob, loglift } = vis.tinfo;
    expect(Term).to.deep.equal(['fig', 'pear', 'plum', 'pear', 'fig']);
    expect(Category).to.deep.equal(['Default', 'Default', 'Default', 'Topic1', 'Topic2']);
    expect([Freq.slice(3), Total.slice(3)]).to.deep.equal([[2, 2], [2, 2]]); // prettier-ignore
    expect(logprob.slice(3)).to.deep.equal([-0.3365, -0.3365]); // ln(2.5 / 3.5)
    expect(loglift.slice(3)).to.deep.equal([0.3567, 0.3567]); // ln(2.5 / 3.5 / 0.5)
    expect(vis['token.table']).to.deep.equal({
      Term: ['fig', 'pear'],
      Topic: [2, 1],
      Freq: [1, 1],
    });
  });

  it('places topics as on the map of the report', async () => {
    const vis = JSON.parse(await written(ldavis, 'ldavis.json')) as Vis;
    const scaled = (await written(dfrBrowser, 'topic_scaled.csv')).trim().split('\n');
    // Two topics stand side by side in the middle of a sheet of 1000 x 800, at its margin of 50.
    expect([vis.mdsDat.x, vis.mdsDat.y]).to.deep.equal([[50, 950], [400, 400]]); // prettier-ignore
    expect(scaled).to.deep.equal(['50,400', '950,400']);
  });

  it('has the counts of dfr-browser in compressed columns', async () => {
    expect(JSON.parse(await written(dfrBrowser, 'dt.json'))).to.deep.equal({
      i: [0, 0, 2],
      p: [0, 1, 3],
      x: [2, 1, 1],
    });
    expect(JSON.parse(await written(dfrBrowser, 'tw.json'))).to.deep.equal({
      alpha: [0.5, 1.5],
      tw: [
        { words: ['pear'], weights: [2] },
        { words: ['fig'], weights: [2] },
      ],
    });
    expect(JSON.parse(await written(dfrBrowser, 'info.json'))).to.deep.include({
      topic_labels: { 1: 'Fruit "A"' },
    });
    expect(await written(dfrBrowser, 'meta.csv')).to.equal(
      '0,a b,,,,,1900-01-01,\n1,empty,,,,,,\n2,=c,,,,,,\n',
    );
  });

  // Seen to fail: dates went as they were, and a browser takes 3.2.2024 for the second of March.
  it('has dates for dfr-browser that a browser reads, whatever way they were written', async () => {
    const dates = async (...values: unknown[]): Promise<unknown[]> => {
      const [one] = smallSource.documents();
      const documents = values.map((date, id) => ({ ...one, id, metadata: { Date: date } }));
      const file = dfrBrowser.files.find(({ name }) => name === 'meta.csv')!;
      const lines = await textOf(file, {}, { ...smallSource, documents: () => documents });
      return [...lines.matchAll(/^\d,a b,,,,,(.*),$/gmu)].map(([, date]) => date);
    };
    expect(await dates('3.2.2024', 'Feb 4, 2024', '2024-05', 1999, 'soon', null)).to.deep.equal([
      ...['2024-02-03', '2024-02-04', '2024-05-01', '1999-01-01', 'soon', ''],
    ]);
    expect(await dates('02/03/2024', '13/03/2024')).to.deep.equal(['2024-03-02', '2024-03-13']);
    expect(await dates('02/03/2024')).to.deep.equal(['2024-01-01']);
  });

  // Seen to fail: without names of files, so that dfr-browser asks for meta.csv.zip and dt.json.zip.
  it('tells dfr-browser the names of its files', async () => {
    // What src/VIS.js of dfr-browser 0.8 asks for where info.json says nothing else.
    const usual = {
      info: 'data/info.json',
      meta: 'data/meta.csv.zip',
      dt: 'data/dt.json.zip',
      tw: 'data/tw.json',
      topic_scaled: 'data/topic_scaled.csv',
    };
    const { VIS } = JSON.parse(await written(dfrBrowser, 'info.json')) as {
      VIS: { files?: Partial<typeof usual> };
    };
    const there = dfrBrowser.files.map(({ name }) => `data/${name}`);
    expect(Object.values({ ...usual, ...VIS.files })).to.have.members(there);
  });

  it('is long and tidy for R, topics from 1', async () => {
    expect(await written(tidytext, 'beta.csv')).to.equal(
      `topic,term,beta\n1,pear,${own}\n1,fig,${other}\n1,plum,${other}\n` +
        `2,fig,${own}\n2,pear,${other}\n2,plum,${other}\n`,
    );
    expect((await written(tidytext, 'gamma.csv')).split('\n').slice(0, 5)).to.deep.equal([
      'document,topic,gamma',
      'a b,1,0.5',
      'a b,2,0.5',
      'empty,1,0.25',
      'empty,2,0.75',
    ]);
    expect(await written(tidytext, 'counts.csv')).to.equal(
      'document,term,count\na b,fig,1\na b,pear,2\n=c,fig,1\n',
    );
  });
});
