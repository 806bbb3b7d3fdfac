import { expect } from 'chai';
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { UserError } from '../../../core/errors.ts';
import { logGamma } from '../../../core/special-functions/log-gamma.ts';
import { ProjectInspection } from '../../../corpora/database/inspection/project-inspection.ts';
import { ProjectFile } from '../../../corpora/database/project-file.ts';
import { importCorpus } from '../../../corpora/importing/import-corpus.ts';
import { inferDocuments } from '../../../corpora/inferring/infer-documents.ts';
import { Project } from '../../../corpora/project/project.ts';
import { ProjectSource } from '../../../corpora/writers/open-source.ts';
import { state } from '../../../corpora/writers/mallet/state.ts';
import { writeExport } from '../../../corpora/writers/write-export.ts';
import { readCorpus } from '../import-fixture.ts';
import { filesIn, makeProject, testFolder } from '../../fixtures/folder.ts';

const head = '#doc source pos typeindex type topic\n';
const priors = '#alpha : 0.1 0.5 2.0 \n#beta : 0.01\n';

/** As MALLET writes it: document 1 has no tokens, word number 2 occurs nowhere. */
const byHand =
  `${head}${priors}0 NA 0 0 apple 0\n0 NA 1 1 pear 1\n0 NA 2 0 apple 0\n` +
  '2 file:/t/a b%20c.txt 0 3 New 2\n2 file:/t/a b%20c.txt 1 4 1990 2\n';

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

  async function exported(file: string): Promise<string> {
    const source = ProjectSource.open(file, { say: () => undefined });
    const place = folder.at('state.gz');
    try {
      const files = { folder: folder.path, files: [{ path: place, file: state }] };
      await writeExport(source, files, {
        replace: false,
        words: 10,
        forSpreadsheets: false,
      });
    } finally {
      source.close();
    }
    return place;
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
    const place = await exported(before);
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

  // Seen to fail: with an end of a word that was not that of the text.
  it('finds its texts, and each token in them, where they are given', async () => {
    const texts = folder.at('texts.csv');
    const sentences = Array.from({ length: 40 }, (_, n) =>
      n === 7 ? '' : `The ship${n % 3 ? ', cargo' : ''}, <b>a harbour</b>; ship no. ${n} sails`,
    );
    const rows = sentences.map((text, n) => `d${n},"${text}",${1900 + n}`);
    fs.writeFileSync(texts, `id,text,year\n${rows.join('\n')}\n`);
    const before = folder.at('before.gibbon');
    await importCorpus([texts], before, { languages: ['en'], maxDocumentShare: 1 });
    await train(before, { numTopics: 3, numSweeps: 30, numSamples: 1 });
    const after = folder.at('after.gibbon');
    const report = await importCorpus([await exported(before)], after, { texts });
    expect(report.texts).to.include({ joined: 39, unused: 1, placed: report.texts!.tokens });
    expect(everythingIn(after).topics).to.deep.equal(everythingIn(before).topics);
    const placesIn = (file: string) =>
      readCorpus(file)
        .documents.filter(({ tokens }) => tokens.length > 0)
        .map(({ name, tokens, offsets, ends, text, metadata }) => {
          return { name, tokens, offsets, ends, text, metadata };
        });
    expect(placesIn(after)).to.deep.equal(placesIn(before));
  });

  // Seen to fail: with tokens in the order of the state, and with topics left where they were.
  it('has its tokens in the order of the texts then, each with its topic', async () => {
    fs.writeFileSync(folder.at('state.txt'), byHand);
    const rows = ['Pear and apple, apple!', '', '1990: new plums'];
    fs.writeFileSync(
      folder.at('a b c.jsonl'),
      rows.map((text, n) => JSON.stringify({ id: n === 2 ? 'a b c' : n, text })).join('\n'),
    );
    const file = folder.at('a.gibbon');
    await importCorpus([folder.at('state.txt')], file, { texts: folder.at('a b c.jsonl') });
    const assigned = inspect(file, (inspection) => [...inspection.assignedDocuments()]);
    expect(assigned.map(({ topics }) => [...topics])).to.deep.equal([[1, 0, 0], [], [2, 2]]);
    const { documents } = readCorpus(file);
    expect(documents.map(({ tokens }) => tokens)).to.deep.equal([
      ['pear', 'apple', 'apple'],
      [],
      ['1990', 'New'],
    ]);
    expect(documents.map(({ offsets }) => [...offsets!])).to.deep.equal([[0, 9, 16], [], [0, 6]]);
  });

  // Seen to fail: with the first of two texts of one name, and with numbers counted from 1.
  it('finds texts by path, by file name, or by number where a document has no name', async () => {
    fs.writeFileSync(folder.at('state.txt'), byHand);
    const texts = (names: readonly string[]) =>
      names
        .map((id, n) => JSON.stringify({ id, text: `apple pear apple new 1990 ${n}` }))
        .join('\n');
    const read = async (names: readonly string[]) => {
      fs.writeFileSync(folder.at('texts.jsonl'), texts(names));
      await importCorpus([folder.at('state.txt')], folder.at('a.gibbon'), {
        texts: folder.at('texts.jsonl'),
        replace: true,
        deleteRuns: true,
      });
      return readCorpus(folder.at('a.gibbon')).documents.map(({ text }) => text?.slice(-1));
    };
    expect(await read(['x', 'y', '/t/a b c.txt'])).to.deep.equal(['0', '', '2']);
    expect(await read(['2', '1', 'z', 'a b c'])).to.deep.equal(['0', '', '3']);
    const error = await read(['x', 'u/a b c.txt', 'v/a b c.txt']).catch(
      (reason: unknown) => reason,
    );
    expect((error as UserError).code).to.equal('texts-missing');
    expect((error as UserError).message).to.match(/1 of 3 documents .*\(file:\/t\/a b c\.txt\)/);
  });

  it('is refused with texts that are not its own, and texts are refused with texts', async () => {
    const lines = Array.from({ length: 9 }, (_, n) => `${n} d${n} 0 0 apple 0`).join('\n');
    fs.writeFileSync(folder.at('state.txt'), `${head}${priors}${lines}\n`);
    const others = Array.from({ length: 9 }, (_, n) => `d${n}\tx\tno such word`).join('\n');
    fs.writeFileSync(folder.at('texts.tsv'), `id\tlabel\ttext\n${others}\n`);
    const codeOf = async (source: string, texts: string) =>
      importCorpus([folder.at(source)], folder.at('a.gibbon'), { texts: folder.at(texts) }).then(
        () => undefined,
        (error: unknown) => (error as UserError).code,
      );
    expect(await codeOf('state.txt', 'texts.tsv')).to.equal('import-implausible');
    expect(await codeOf('texts.tsv', 'texts.tsv')).to.equal('sources-differ');
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

async function train(file: string, choices: Parameters<Project['train']>[0]): Promise<void> {
  const project = Project.open(file);
  try {
    await project.train({ seed: 5, numWorkers: 1, ...choices }).result;
  } finally {
    project.close();
  }
}

function inspect<Result>(file: string, look: (inspection: ProjectInspection) => Result): Result {
  const project = ProjectFile.open(file);
  const inspection = new ProjectInspection(project, {
    fileName: path.basename(file),
    say: () => undefined,
  });
  try {
    return look(inspection);
  } finally {
    inspection.close();
  }
}

/** What a person sees of a model. */
function everythingIn(file: string) {
  return inspect(file, (inspection) => ({
    logLikelihoodPerToken: inspection.run.logLikelihoodPerToken,
    topics: inspection.topics(),
    words: inspection
      .topics()
      .map(({ topic }) => inspection.topicWords(topic, 1, { first: 0, limit: 50 })),
    documents: inspection.documents({ first: 0, limit: 1000 }),
    assigned: [...inspection.assignedDocuments()].map(({ name, words, topics }) => ({
      name,
      words,
      topics,
    })),
  }));
}
