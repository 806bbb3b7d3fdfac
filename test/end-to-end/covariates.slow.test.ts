import fs from 'node:fs';
import { expect } from 'chai';
import { RandomStream } from '../../core/random/stream.ts';
import { testFolder } from './folder.ts';
import { gibbon, succeed } from './gibbon.ts';

const shipWords = ['ship', 'harbour', 'sail', 'captain', 'cargo', 'anchor', 'deck', 'mast'];
const farmWords = ['wheat', 'plough', 'harvest', 'cattle', 'barn', 'meadow', 'farmer', 'seed'];

/** Texts of two kinds; party a writes of ships three times as often as party b. */
function writeTexts(path: string): void {
  const random = new RandomStream({ seed: 4, sweep: 0, unit: 0 });
  const lines = Array.from({ length: 240 }, (_, id) => {
    const party = id % 2 === 0 ? 'a' : 'b';
    const isOfShips = random.next() < (party === 'a' ? 0.75 : 0.25);
    const text = Array.from({ length: 40 }, () => {
      const list = random.next() < (isOfShips ? 0.98 : 0.02) ? shipWords : farmWords;
      return list[random.nextUint32() % list.length];
    });
    return JSON.stringify({
      id: `text-${id}`,
      party,
      year: 1900 + (id % 50),
      written: '02/03/1900',
      lists: ['a'],
      text: text.join(' '),
    });
  });
  fs.writeFileSync(path, `${lines.join('\n')}\n`);
}

interface EffectsJson {
  fields: {
    field: string;
    points: { value: unknown; documents: number | null }[];
    topics: {
      topic: number;
      words: string[];
      points: { share: number; low: number; high: number; rawShare: number | null }[];
      difference?: { share: number; low: number; high: number };
    }[];
  }[];
}

describe('Covariates on the command line', () => {
  const folder = testFolder();

  async function makeFile(name: string): Promise<string> {
    const texts = folder.at('texts.jsonl');
    if (!fs.existsSync(texts)) writeTexts(texts);
    const file = folder.at(name);
    await succeed(['import', texts, '--into', file, '--max-document-share', 'none']);
    return file;
  }

  const model = ['-k', '2', '--seed', '3', '--plain'];
  const terms = ['--covariates', 'party,year:spline'];

  it('train, and are shown', async () => {
    const file = await makeFile('a.gibbon');
    const { stderr } = await succeed(['train', file, ...model, ...terms, '-n', '120', '-w', '2']);
    expect(stderr).to.contain('party: 2 levels: a (120), b (120); the first is the base');
    expect(stderr).to.contain('year: a curve with 5 knots, from 1900 to 1949');
    const runs = JSON.parse((await succeed(['runs', file, '--json'])).stdout) as {
      runs: { covariates: string }[];
    };
    expect(runs.runs[0].covariates).to.equal('party:category,year:spline');
    expect((await succeed(['verify', file])).stdout).to.contain('whole');
  });

  it('have effects: what was planted, as text, JSON, CSV and SVG', async () => {
    const file = await makeFile('c.gibbon');
    await succeed(['train', file, ...model, ...terms, '-n', '150']);
    const effects = async (...more: string[]) => (await succeed(['effects', file, ...more])).stdout;
    const { fields } = JSON.parse(await effects('--json')) as EffectsJson;
    expect(fields.map(({ field }) => field)).to.deep.equal(['party', 'year']);
    const [party] = fields;
    expect(party.points).to.deep.equal([
      { value: 'a', documents: 120 },
      { value: 'b', documents: 120 },
    ]);
    const ships = party.topics.find(({ words }) => shipWords.includes(words[0]))!;
    expect(ships.points[0].share).to.be.closeTo(0.74, 0.1);
    expect(ships.points[1].share).to.be.closeTo(0.26, 0.1);
    expect(ships.points[0].rawShare).to.be.closeTo(0.74, 0.1);
    const compared = JSON.parse(
      await effects('--of', 'party', '--from', 'a', '--to', 'b', '--json'),
    ) as EffectsJson;
    const { difference } = compared.fields[0].topics[ships.topic];
    expect(difference!.share).to.be.closeTo(-0.48, 0.15);
    expect(difference!.high).to.be.below(-0.3);
    const csv = (await effects('--csv', '--topic', String(ships.topic))).trim().split(/\r?\n/);
    expect(csv[0]).to.equal('field,value,topic,topic_name,share,low,high,raw_share,documents');
    expect(csv).to.have.length(1 + 2 + 21);
    const svg = await effects('--svg');
    expect(svg.match(/<polyline/g)).to.have.length(2);
    expect(svg.trim().endsWith('</svg>')).to.equal(true);
    expect(await effects('--topic', '0')).to.contain('Intervals hold 95% of');
  });

  // Seen to fail: 240 documents were shown beside the raw shares of 192.
  it('have effects with the documents that are behind them', async () => {
    const file = await makeFile('h.gibbon');
    await succeed(['train', file, ...model, ...terms, '-n', '20', '--hold-out', '20%']);
    for (const more of [[], ['--of', 'party', '--from', 'a', '--to', 'b']]) {
      const { stdout } = await succeed(['effects', file, ...more, '--json']);
      for (const { points } of (JSON.parse(stdout) as EffectsJson).fields) {
        const numDocuments = points.reduce((sum, { documents }) => sum + documents!, 0);
        expect(numDocuments).to.equal(240 - 48);
      }
    }
  });

  it('make inference depend on the metadata of a new document', async () => {
    const file = await makeFile('d.gibbon');
    await succeed(['train', file, ...model, ...terms, '-n', '150']);
    const texts = folder.at('new.jsonl');
    const text = 'ship wheat';
    fs.writeFileSync(
      texts,
      ['a', 'b'].map((party) => JSON.stringify({ id: party, party, year: 1925, text })).join('\n'),
    );
    const { stdout } = await succeed(['infer', file, texts]);
    const found = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { topics: { topic: number; share: number }[] });
    const topics = JSON.parse((await succeed(['topics', file, '--json'])).stdout) as {
      topics: { topic: number; words: { word: string }[] }[];
    };
    const ships = topics.topics.find(({ words }) => shipWords.includes(words[0].word))!;
    const shareOf = (at: number) =>
      found[at].topics.find(({ topic }) => topic === ships.topic)?.share ?? 0;
    expect(shareOf(0)).to.be.above(0.55);
    expect(shareOf(1)).to.be.below(0.45);
  });

  it('are refused in one sentence where they cannot be used', async () => {
    const file = await makeFile('e.gibbon');
    for (const [args, status, message] of [
      [['--covariates', 'nobody'], 1, 'no document has this field; they have party, year'],
      [['--covariates', 'written'], 1, 'gibbon metadata FILE TABLE'],
      [['--covariates', 'lists'], 1, 'no document has a text or a number there; they have party'],
      [['--covariates', ''], 2, 'an empty field name was found'],
      [['--covariates', 'party:spline'], 1, '"a" was found; numbers or dates were expected'],
      [['--covariates', 'party', '--staleness', 'inf'], 2, 'a bound was expected'],
    ] as const) {
      const refused = await gibbon(['train', file, ...model, ...args]);
      expect(refused.status, args.join(' ')).to.equal(status);
      expect(refused.stderr).to.contain(message);
    }
    await succeed(['train', file, ...model, '-n', '10']);
    const effects = await gibbon(['effects', file]);
    expect(effects.status).to.equal(1);
    expect(effects.stderr).to.contain('it was trained without covariates');
    expect(effects.stderr).to.contain('--covariates FIELD');
  });

  // Seen to fail: "unknown option '--covariates'", where every other setting may be given again.
  it('may be given again when a run is resumed, but not changed', async () => {
    const file = await makeFile('g.gibbon');
    await succeed(['train', file, ...model, ...terms, '-n', '20']);
    await succeed(['resume', file, ...terms, '-n', '30', '--plain']);
    const refused = await gibbon(['resume', file, '--covariates', 'year', '-n', '40']);
    expect(refused.status).to.equal(2);
    expect(refused.stderr).to.match(
      /with --covariates year: it was begun with party:category,year:spline, .*\nLeave --cov/,
    );
  });

  it('are kept from metadata that have changed since', async () => {
    const file = await makeFile('f.gibbon');
    await succeed(['train', file, ...model, ...terms, '-n', '20']);
    const table = folder.at('parties.csv');
    fs.writeFileSync(table, 'name,party\ntext-0,b\n');
    await succeed(['metadata', file, table]);
    const refused = await gibbon(['resume', file, '-n', '30']);
    expect(refused.status).to.equal(1);
    expect(refused.stderr).to.contain('have changed since it was begun');
  });
});
