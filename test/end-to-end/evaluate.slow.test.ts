import fs from 'node:fs';
import { expect } from 'chai';
import { openInspection } from '../../corpora/project/open-inspection.ts';
import { makeProject, makeTrainedProject, testFolder } from './folder.ts';
import { gibbon } from './gibbon.ts';

describe('gibbon evaluate and gibbon compare, with several runs', () => {
  const folder = testFolder();

  it('tells how well a run predicts documents that were held out, and the file stays whole', async () => {
    const file = await makeProject(folder.at('a.gibbon'));
    const model = ['--topics', '4', '--seed', '7', '--blocks', '4'];
    await gibbon([
      'train',
      file,
      ...model,
      '--sweeps',
      '10',
      '--hold-out',
      '20%',
      '--name',
      'once',
    ]);
    await gibbon([
      'train',
      file,
      ...model,
      '--sweeps',
      '4',
      '--hold-out',
      '0.2',
      '--name',
      'twice',
    ]);
    await gibbon(['resume', file, '--sweeps', '10']);
    const scores = await Promise.all(
      ['once', 'twice'].map(async (run) => {
        const { stdout } = await gibbon([
          'evaluate',
          file,
          '--run',
          run,
          '--json',
          '--left-to-right',
          '2',
        ]);
        return (JSON.parse(stdout) as { heldOut: Record<string, unknown> }).heldOut;
      }),
    );
    expect(scores[0]['perplexity']).to.be.within(2, 1000);
    expect(scores[1]).to.deep.equal(scores[0]); // and so the resumed run is the one never stopped
    expect((await gibbon(['verify', file])).status).to.equal(0);
    await checkWords(file);
    const again = await gibbon(['resume', file, '--sweeps', '20', '--hold-out', '10%']);
    expect(again.status).to.equal(2);
    expect(again.stderr).to.contain('--hold-out');
  });

  /** Seen to fail: with "undefined" in the table, and rows without a topic in JSON. */
  async function checkWords(file: string): Promise<void> {
    const { stdout: list } = await gibbon(['topics', file, '--json']);
    const { topics } = JSON.parse(list) as { topics: { words: { word: string }[] }[] };
    const { word } = topics[0].words[0];
    const shown = ['words', file, word, '--limit', '10000'];
    const { places } = JSON.parse((await gibbon([...shown, '--json'])).stdout) as {
      places: { topic: number | null }[];
    };
    const numHeldOut = places.filter(({ topic }) => topic === null).length;
    expect(numHeldOut).to.be.within(1, places.length - 1);
    const { stdout } = await gibbon(shown);
    expect(stdout).not.to.contain('undefined');
    expect(stdout.match(/ - {2}\d+ /g)).to.have.length(numHeldOut);
  }

  // Seen to fail: with the file left aside, and nothing said of it; or called held out.
  it('refuses documents and texts of which it can say nothing', async () => {
    const file = await makeTrainedProject(folder.at('c.gibbon'));
    fs.writeFileSync(folder.at('strange.txt'), 'xyzzy plugh quux\nplugh xyzzy quux\n');
    const strange = folder.at('strange.gibbon');
    const unfiltered = ['--format', 'lines', '--min-documents', '1', '--max-document-share', '1'];
    await gibbon(['import', folder.at('strange.txt'), '--into', strange, ...unfiltered]);
    for (const [option, other, says] of [
      ['--held-out', strange, 'it has none of the words of the run'],
      ['--reference', strange, 'it has none of the top words of the run'],
      ['--held-out', file, 'was trained on them; other documents were expected'],
    ] as const) {
      const { status, stdout, stderr } = await gibbon(['evaluate', file, option, other]);
      expect([status !== 0, stdout]).to.deep.equal([true, '']);
      expect(stderr).to.contain(says);
    }
  });

  it('says of each topic in how many of many runs it comes back', async () => {
    const file = await makeProject(folder.at('a.gibbon'));
    for (const seed of ['1', '2', '3']) {
      await gibbon(['train', file, '--topics', '4', '--sweeps', '20', '--seed', seed]);
    }
    const { stdout, status } = await gibbon(['compare', file]);
    expect(status).to.equal(0);
    expect(stdout.match(/[0-2] of 2 runs/g)).to.have.length(4);
  });

  // Seen to fail: with the two runs exchanged.
  it('compares the same on the screens as for programs', async () => {
    const file = await makeProject(folder.at('b.gibbon'));
    await gibbon(['train', file, '--topics', '4', '--sweeps', '20', '--seed', '1']);
    await gibbon(['train', file, '--topics', '3', '--sweeps', '20', '--seed', '2']);
    const { stdout } = await gibbon([
      'compare',
      file,
      '--run',
      'topics-3',
      '--run',
      'topics-4',
      '--json',
    ]);
    const { similarity, a, b } = JSON.parse(stdout) as ComparisonJson;
    const inspection = openInspection(file, 'topics-3', () => undefined);
    const shown = inspection.compareWith('topics-4');
    inspection.close();
    expect(shown).to.include({ name: 'topics-4', numTopics: 4, similarity });
    const plain = ({ topic, distance, fate }: JsonTopic) => ({ topic, distance, fate });
    expect(shown.topics.map(plain)).to.have.deep.members(a.topics.map(plain));
    expect(shown.others.map(plain)).to.deep.equal(
      b.topics.filter(({ fate }) => fate !== 'shared').map(plain),
    );
    expect(shown.topics[0]!.words.slice(0, 6)).to.deep.equal(
      a.topics.find(({ topic }) => topic === shown.topics[0]!.topic)!.words,
    );
  });
});

interface JsonTopic {
  readonly topic: number;
  readonly distance: number;
  readonly fate: string;
}

interface ComparisonJson {
  readonly similarity: number;
  readonly a: { readonly topics: readonly (JsonTopic & { readonly words: readonly string[] })[] };
  readonly b: { readonly topics: readonly JsonTopic[] };
}
