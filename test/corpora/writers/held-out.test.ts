import { expect } from 'chai';
import { Project } from '../../../corpora/project/project.ts';
import { ldavis } from '../../../corpora/writers/ldavis/ldavis.ts';
import { diagnostics } from '../../../corpora/writers/mallet/diagnostics.ts';
import { ProjectSource } from '../../../corpora/writers/open-source.ts';
import type { ExportFile } from '../../../corpora/writers/writer.ts';
import { makeProject, testFolder } from '../../fixtures/folder.ts';

interface Vis {
  readonly 'token.table': { readonly Term: string[]; readonly Freq: number[] };
  readonly tinfo: {
    readonly Term: string[];
    readonly Total: number[];
    readonly Category: string[];
  };
}

// Seen to fail: with the tokens of the whole corpus, of which half had no topic.
describe('Exports of a run that held documents out', () => {
  const folder = testFolder();

  async function open(): Promise<ProjectSource> {
    const path = await makeProject(folder.at('a.gibbon'));
    const project = Project.open(path);
    const training = { numTopics: 2, numSweeps: 5, seed: 7, numWorkers: 1, holdOut: 0.5 };
    await project.train(training).result;
    project.close();
    return ProjectSource.open(path, { say: () => undefined });
  }

  async function written(source: ProjectSource, file: ExportFile): Promise<string> {
    const pieces: string[] = [];
    const options = { words: 5, forSpreadsheets: false };
    for await (const piece of await file.content(source, options)) pieces.push(String(piece));
    return pieces.join('');
  }

  it('divide by the tokens that it was trained on: shares of a word add up to 1', async () => {
    const source = await open();
    const vis = JSON.parse(await written(source, ldavis.files[0])) as Vis;
    const table = vis['token.table'];
    const sums = new Map<string, number>();
    table.Term.forEach((term, at) => sums.set(term, (sums.get(term) ?? 0) + table.Freq[at]));
    expect(sums.size).to.be.greaterThan(10);
    for (const sum of sums.values()) expect(sum).to.be.closeTo(1, 1e-9);
    source.close();
  });

  it('compare topics with the words of these tokens', async () => {
    const source = await open();
    const { numTokens, tokenCounts } = source.run().trained;
    const [topic] = source.run().topics;
    const { words, counts } = source.run().wordCounts(0);
    const top = words[0];
    const share = counts[0] / topic.numTokens;
    const expected = share * Math.log(share / (tokenCounts[top] / numTokens));
    const ofTop = new RegExp(`corpus_dist='([^']*)'[^>]*>${source.words[top]}<`);
    const [, found] = ofTop.exec(await written(source, diagnostics))!;
    expect(Number(found)).to.be.closeTo(expected, 1e-3);
    expect(numTokens).to.be.below(0.8 * source.numTokens);
    source.close();
  });
});
