import { expect } from 'chai';
import fs from 'node:fs';
import { gzipSync } from 'node:zlib';
import { UserError } from '../../../core/errors.ts';
import { logGamma } from '../../../core/special-functions/log-gamma.ts';
import { importCorpus } from '../../../corpora/importing/import-corpus.ts';
import { inferDocuments } from '../../../corpora/inferring/infer-documents.ts';
import { Project } from '../../../corpora/project/project.ts';
import { readCorpus } from '../import-fixture.ts';
import {
  byHand,
  everythingIn,
  exported,
  head,
  inspect,
  priors,
  train,
} from './mallet-state-fixture.ts';
import { filesIn, makeProject, testFolder } from '../../fixtures/folder.ts';

describe("MALLET's state", function () {
  this.timeout(20_000);
  const folder = testFolder();

  async function imported(content: string | Uint8Array, name = 'state.txt'): Promise<string> {
    fs.writeFileSync(folder.at(name), content);
    await importCorpus([folder.at(name)], folder.at('a.gibbon'), {
      replace: true,
      deleteRuns: true,
    });
    return folder.at('a.gibbon');
  }

  // Seen to fail: with the spaces of a source taken for the ends of fields.
  for (const [how, content] of [
    ['plain', byHand],
    ['compressed', gzipSync(byHand)],
    ['with the line ends of Windows', byHand.replaceAll('\n', '\r\n')],
  ] as const) {
    it(`is read as a corpus with a run, ${how}`, async () => {
      const file = await imported(content);
      const { documents } = readCorpus(file);
      expect(documents.map(({ name, tokens }) => [name, ...tokens])).to.deep.equal([
        ['0', 'apple', 'pear', 'apple'],
        ['1'],
        ['file:/t/a b c.txt', 'New', '1990'],
      ]);
      inspect(file, (inspection) => {
        expect(inspection.run).to.include({ name: 'topics-3', sweep: 0, state: 'stopped' });
        expect([...inspection.priors.alpha, inspection.priors.beta]).to.deep.equal([
          0.1, 0.5, 2, 0.01,
        ]);
        expect(inspection.topics().map(({ numTokens }) => numTokens)).to.deep.equal([2, 1, 2]);
        const topics = [...inspection.assignedDocuments()].map((document) => [...document.topics]);
        expect(topics).to.deep.equal([[0, 1, 0], [], [2, 2]]);
        expect(inspection.run.logLikelihoodPerToken).to.be.closeTo(likelihoodByHand() / 5, 1e-12);
      });
    });
  }

  // Seen to fail: with the topics left in the order of the state's words.
  it('that gibbon wrote gives the same topics, shares and likelihood again', async () => {
    const before = await makeProject(folder.at('trained.gibbon'));
    await train(before, { numTopics: 5, numSweeps: 60, numSamples: 1 });
    const place = await exported(before, folder.path);
    const after = folder.at('again.gibbon');
    const { run } = await importCorpus([place], after);
    expect(everythingIn(after)).to.deep.equal(everythingIn(before));
    expect(run?.logLikelihoodPerToken).to.equal(everythingIn(before).logLikelihoodPerToken);
  });

  it('can be resumed, and used for new documents', async () => {
    const file = await imported(byHand);
    const project = Project.open(file);
    try {
      expect((await project.resume({ numSweeps: 3 }).result).sweep).to.equal(3);
    } finally {
      project.close();
    }
    const texts = [{ id: 'n', text: 'Apple apple New new 1990' }];
    for await (const document of inferDocuments(file, texts).documents) {
      expect(document).to.include({ numTokens: 3, unknownShare: 0.4 });
    }
  });

  it('loses the words that are filtered out, together with their topics', async () => {
    fs.writeFileSync(folder.at('state.txt'), byHand);
    const file = folder.at('a.gibbon');
    await importCorpus([folder.at('state.txt')], file, {
      stopWords: [{ name: 'x', lines: ['apple'] }],
    });
    inspect(file, (inspection) => {
      const topics = [...inspection.assignedDocuments()].map((document) => [...document.topics]);
      expect(topics).to.deep.equal([[1], [], [2, 2]]);
    });
  });

  const damaged: Readonly<Record<string, readonly [string | Uint8Array, RegExp]>> = {
    'without priors': [head, /ends before the first token/],
    'with no token': [head + priors, /ends before the first token/],
    'with a prior that is not a number': [byHand.replace('0.5', 'NaN'), /line 2: "NaN" was found/],
    'with a prior that is too small': [byHand.replace('0.01', '0'), /line 3: "0" was found/],
    'without an alpha': [
      byHand.replace(/#alpha.*/u, '#alpha : '),
      /line 2: .* a number for each topic/,
    ],
    'with a column missing': [byHand.replace('pear 1', 'pear'), /line 5: .*0 NA 1 1 pear/],
    'with a topic that is not a number': [byHand.replace('pear 1', 'pear x'), /line 5/],
    'with a topic below 0': [byHand.replace('pear 1', 'pear -1'), /line 5/],
    'with a topic out of range': [byHand.replace('pear 1', 'pear 3'), /line 5: topic 3 .* 0 to 2/],
    'with documents out of order': [
      `${byHand}1 NA 0 0 apple 0\n`,
      /line 9: document 1 .* after document 2/,
    ],
    'with a word of two names': [
      byHand.replace('2 0 apple', '2 0 plum'),
      /line 6: word 0 is "plum"/,
    ],
    'of documents beyond all measure': [
      `${byHand}4000000000 NA 0 0 apple 0\n`,
      /line 9: 4000000000 documents/,
    ],
    'whose compressed file is cut short': [gzipSync(byHand).subarray(0, -20), /cut short/],
  };
  for (const [what, [content, says]] of Object.entries(damaged)) {
    it(`${what} is refused, and nothing is left of it`, async () => {
      const error = await imported(content).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(UserError);
      expect((error as UserError).message).to.match(says);
      expect(filesIn(folder.path)).to.deep.equal(['state.txt']);
    });
  }

  it('is imported alone: other documents have no topics in it', async () => {
    fs.writeFileSync(folder.at('a.txt'), byHand);
    fs.writeFileSync(folder.at('b.svm'), '1 apple:2\n0 pear:1\n');
    for (const sources of [
      ['a.txt', 'b.svm'],
      ['b.svm', 'a.txt'],
      ['a.txt', 'a.txt'],
    ]) {
      const paths = sources.map((name) => folder.at(name));
      const error = await importCorpus(paths, folder.at('a.gibbon')).catch(
        (reason: unknown) => reason,
      );
      expect((error as UserError).code).to.equal('sources-differ');
    }
  });
});

/** By the formula in docs/measures.md, K = 3, V = 4, alpha (0.1, 0.5, 2), beta 0.01. */
function likelihoodByHand(): number {
  const rising = (prior: number, count: number) => logGamma(prior + count) - logGamma(prior);
  const documents =
    -rising(2.6, 3) + rising(0.1, 2) + rising(0.5, 1) - rising(2.6, 2) + rising(2, 2);
  const words = rising(0.01, 2) + rising(0.01, 1) + 2 * rising(0.01, 1);
  return documents + words - rising(0.04, 2) - rising(0.04, 1) - rising(0.04, 2);
}
