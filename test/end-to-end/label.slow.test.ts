import { expect } from 'chai';
import fs from 'node:fs';
import { makeProject, testFolder } from './folder.ts';
import { gibbon, sampleTexts, succeed } from './gibbon.ts';

interface Topic {
  readonly topic: number;
  readonly share: number;
  readonly documents: number;
  readonly label: string | null;
  readonly members: number[];
  readonly carried: { run: string; topic: number } | null;
  readonly words: { word: string; count: number }[];
}

interface Trends {
  readonly topics: { topic: number; groups: { share: number; tokens: number }[] }[];
}

describe('gibbon label', function () {
  this.timeout(60_000);
  const folder = testFolder();

  async function said(...args: string[]): Promise<string> {
    return (await succeed(args, { cwd: folder.path })).stdout;
  }

  async function topicsOf(file: string): Promise<Topic[]> {
    return (JSON.parse(await said('topics', file, '--all', '--json')) as { topics: Topic[] })
      .topics;
  }

  async function documentsOf(file: string, ...asked: string[]): Promise<Map<number, number>> {
    const { documents } = JSON.parse(
      await said('documents', file, '--json', '--limit', '1000', ...asked),
    ) as { documents: { document: number; share: number }[] };
    return new Map(documents.map(({ document, share }) => [document, share]));
  }

  const train = ['--topics', '5', '--sweeps', '60', '--plain', '--samples', '1'];

  // Seen to fail: with priors that are not added up, with documents ranked by the first topic of the
  // group alone, and with trends that count the topics one by one.
  it('shows several topics as one, with the sum of their shares, in lists, documents and trends', async () => {
    const lines = sampleTexts({ numDocuments: 40 }).trim().split('\n');
    const rows = lines.map((text, at) => `n${at}\t${at % 2 === 0 ? 'even' : 'odd'}\t${text}\n`);
    fs.writeFileSync(folder.at('a.txt'), rows.join(''));
    await said('train', 'a.txt', '--format', 'mallet', ...train, '--seed', '3');
    const alone = await topicsOf('a.gibbon');
    const shares = await Promise.all(
      [1, 3].map((topic) => documentsOf('a.gibbon', '-t', String(topic))),
    );
    const trends = ['trends', 'a.gibbon', '--by', 'label', '--json', '--resamples', '0'];
    const apart = JSON.parse(await said(...trends)) as Trends;

    await said('label', 'a.gibbon', '--group', '1,3', '--as', 'Both');
    const joined = await topicsOf('a.gibbon');
    expect(joined[1]).to.deep.include({ label: 'Both', members: [1, 3] });
    expect(joined[1].share).to.be.closeTo(alone[1].share + alone[3].share, 1e-12);
    expect(joined[3]).to.deep.include({ share: 0, hidden: true, memberOf: 1 });
    const countOf = (topic: Topic, word: string) =>
      topic.words.find((other) => other.word === word)?.count ?? 0;
    const [{ word, count }] = joined[1].words;
    expect(count).to.equal(countOf(alone[1], word) + countOf(alone[3], word));

    const both = await documentsOf('a.gibbon', '--topic', 'Both');
    expect(joined[1].documents).to.equal(both.size);
    expect(new Set(both.keys())).to.deep.equal(new Set(shares.flatMap((map) => [...map.keys()])));
    for (const [document, share] of both) {
      const [one, other] = shares.map((map) => map.get(document));
      if (one !== undefined && other !== undefined) expect(share).to.be.closeTo(one + other, 1e-12);
    }
    expect([...both.values()]).to.deep.equal([...both.values()].sort((a, b) => b - a));

    const together = JSON.parse(await said(...trends)) as Trends;
    expect(together.topics.map(({ topic }) => topic)).to.deep.equal([0, 1, 2, 4]);
    together.topics[1].groups.forEach(({ tokens }, group) => {
      expect(tokens).to.equal(
        apart.topics[1].groups[group].tokens + apart.topics[3].groups[group].tokens,
      );
    });

    await said('label', 'a.gibbon', '--ungroup', 'Both');
    expect(await topicsOf('a.gibbon')).to.deep.equal(alone);
    await said('verify', 'a.gibbon');
  });

  // Seen to fail: with nothing said of labels.
  it('says that labels stay when a run goes on', async () => {
    await makeProject(folder.at('a.gibbon'));
    await said('train', 'a.gibbon', ...train);
    const resumed = (sweeps: string) =>
      succeed(['resume', 'a.gibbon', '--sweeps', sweeps, '--plain'], { cwd: folder.path });
    expect((await resumed('70')).stderr).to.not.include('label');
    await said('label', 'a.gibbon', '--topic', '2', '--as', 'Money');
    expect((await resumed('80')).stderr).to.match(
      /Note: 1 topic has a label, which stays .* gibbon topics a\.gibbon/,
    );
    expect((await topicsOf('a.gibbon'))[2].label).to.equal('Money');
  });

  // Seen to fail: with labels that go to the topic of the same number, and with notes of a person's
  // own that are written over.
  it('carries labels over to the topics that are clearly the same, and marks them', async () => {
    await makeProject(folder.at('a.gibbon'));
    await said('train', 'a.gibbon', ...train, '--seed', '3', '--name', 'first');
    await said('train', 'a.gibbon', ...train, '--seed', '4', '--name', 'second');
    const [first, second] = await Promise.all(
      ['first', 'second'].map(
        async (run) =>
          (
            JSON.parse(await said('topics', 'a.gibbon', '--run', run, '--json')) as {
              topics: Topic[];
            }
          ).topics,
      ),
    );
    for (const { topic, words } of first) {
      await said(
        'label',
        'a.gibbon',
        '--run',
        'first',
        '--topic',
        String(topic),
        '--as',
        words[0].word,
      );
    }
    await said('label', 'a.gibbon', '--topic', '0', '--as', 'my own');
    await said('label', 'a.gibbon', '--from', 'first');
    const after = await topicsOf('a.gibbon');
    const carried = after.filter((topic) => topic.carried !== null);
    expect(carried.length).to.be.at.least(1);
    expect(after[0]).to.deep.include({ label: 'my own', carried: null });
    for (const { topic, label, carried: from } of carried) {
      expect(label).to.equal(first[from!.topic].words[0].word);
      const top = (words: Topic['words']): string[] => words.slice(0, 10).map(({ word }) => word);
      const others = top(first[from!.topic].words);
      const common = top(second[topic].words).filter((word) => others.includes(word));
      expect(common.length).to.be.above(4);
    }
    expect(await said('topics', 'a.gibbon')).to.contain(`[${carried[0].label}?]`);
    // Seen to fail: what was carried over came from the run itself then.
    const toItself = await gibbon(['label', 'a.gibbon', '--from', 'second'], { cwd: folder.path });
    expect(toItself.status).to.equal(2);
    expect(toItself.stderr).to.contain('another run was expected');
    expect((await topicsOf('a.gibbon')).filter((topic) => topic.carried !== null)).to.deep.equal(
      carried,
    );
    await said('label', 'a.gibbon', '--confirm');
    expect((await topicsOf('a.gibbon')).filter((topic) => topic.carried !== null)).to.have.length(
      0,
    );
  });

  it('carries labels over from a run of another file, whose words were chosen otherwise', async () => {
    await makeProject(folder.at('a.gibbon'));
    await said('train', 'a.gibbon', ...train, '--seed', '3');
    await said('label', 'a.gibbon', '--group', '0,1,2,3,4', '--as', 'All');
    fs.writeFileSync(folder.at('stop.txt'), 'wordaa\n');
    await said('prepare', 'a.gibbon', '--stop-words', 'stop.txt', '--into', 'b.gibbon');
    await said('train', 'b.gibbon', ...train, '--seed', '3');
    await said('label', 'b.gibbon', '--from', 'topics-5', '--with', 'a.gibbon');
    const { topics } = JSON.parse(await said('label', 'b.gibbon', '--json')) as {
      topics: { group: string; carried: { run: string } }[];
    };
    expect(topics.length).to.be.at.least(1);
    for (const { group, carried } of topics)
      expect([group, carried.run]).to.deep.equal(['All', 'topics-5']);
  });

  it('offers that after a training, says what is missing, and changes nothing then', async () => {
    await makeProject(folder.at('a.gibbon'));
    await said('train', 'a.gibbon', ...train, '--seed', '3');
    await said('label', 'a.gibbon', '--topic', '2', '--as', 'Trade');
    const { stderr } = await gibbon(['train', 'a.gibbon', ...train], { cwd: folder.path });
    expect(stderr).to.contain('gibbon label a.gibbon --from topics-5');
    const notes = ['label', 'a.gibbon', '--json', '--run', 'topics-5'];
    const before = await said(...notes);
    for (const [wrong, says, status] of [
      [['--topic', '2'], 'no name was given', 2],
      [['--as', 'x'], 'no topic was given', 2],
      [['--topic', '5', '--as', 'x'], 'numbered from 0 to 4', 1],
      [['--ungroup', 'x'], 'no such group', 1],
      [['--from', 'nobody'], 'nobody', 1],
      [['--with', 'b.gibbon'], 'no run was given', 2],
    ] as const) {
      const failed = await gibbon(['label', 'a.gibbon', ...wrong], { cwd: folder.path });
      expect([failed.status, failed.stderr.includes(says)], failed.stderr).to.deep.equal([
        status,
        true,
      ]);
    }
    expect(await said('label', 'a.gibbon')).to.contain('No topic has a label yet');
    expect(await said(...notes)).to.equal(before);
  });

  // Seen to fail: what stood first was done before the next was looked at.
  it('does all that was asked for, or nothing', async () => {
    const file = await makeProject(folder.at('a.gibbon'));
    await said('train', file, ...train, '--seed', '3');
    for (const [status, ...options] of [
      [1, '--hide', '1', '--ungroup', 'nosuch'],
      [1, '--topic', '1', '--as', 'n', '--from', 'nosuch'],
      [1, '--topic', '1', '--as', 'n', '--from', 'topics-5', '--with', 'nosuch.gibbon'],
      [2, '--show', '1', '--hide', '0,1'],
      [2, '--group', '1,2', '--as', 'Trade', '--ungroup', 'Trade'],
      [2, '--topic', '1', '--group', '1,2', '--as', 'n'],
      [2, '--hide', ''],
    ] as const) {
      const ended = await gibbon(['label', file, ...options]);
      expect(ended.status, options.join(' ')).to.equal(status);
      expect(await said('label', file)).to.contain('No topic has a label yet');
    }
    const empty = await gibbon(['label', file, '--hide', '']);
    expect(empty.stderr).to.contain('numbers of topics with commas between');
    const confirmed = await succeed(['label', file, '--confirm']);
    expect(confirmed.stderr).to.contain('Nothing to confirm');
  });
});
