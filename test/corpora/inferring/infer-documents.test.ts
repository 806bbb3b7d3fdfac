import { expect } from 'chai';
import fs from 'node:fs';
import { CorpusStore } from '../../../corpora/database/corpus-store.ts';
import { ProjectFile } from '../../../corpora/database/project-file.ts';
import { importCorpus } from '../../../corpora/importing/import-corpus.ts';
import type { ImportOptions } from '../../../corpora/importing/options.ts';
import { type InferOptions, inferDocuments } from '../../../corpora/inferring/infer-documents.ts';
import type { InferredDocument } from '../../../corpora/inferring/inferred-document.ts';
import { Project } from '../../../corpora/project/project.ts';
import { sampleTexts } from '../../fixtures/sample-texts.ts';
import { RandomStream } from '../../../core/random/stream.ts';
import { testFolder } from '../../fixtures/folder.ts';
import { unfiltered } from '../import-fixture.ts';

function inLetters(number: number): string {
  return String(number).replace(/\d/g, (digit) => 'efghijklmn'[Number(digit)]);
}

describe('New documents', function () {
  this.timeout(30_000);
  const folder = testFolder();

  async function trained(text: string, options: ImportOptions = {}): Promise<string> {
    fs.writeFileSync(folder.at('texts.txt'), text);
    const file = folder.at('a.gibbon');
    await importCorpus([folder.at('texts.txt')], file, {
      replace: true,
      deleteRuns: true,
      format: 'lines',
      ...options,
    });
    const project = Project.open(file);
    await project.train({ numTopics: 4, numSweeps: 10, seed: 3, numWorkers: 1 }).result;
    project.close();
    return file;
  }

  async function inferred(
    file: string,
    sources: Parameters<typeof inferDocuments>[1],
    options: InferOptions = {},
  ): Promise<InferredDocument[]> {
    const found: InferredDocument[] = [];
    for await (const document of inferDocuments(file, sources, {
      reading: {
        format:
          Array.isArray(sources) && sources[0] === folder.at('texts.txt') ? 'lines' : undefined,
      },
      ...options,
    }).documents) {
      found.push(document);
    }
    return found;
  }

  const speeches = Array.from(
    { length: 60 },
    (_, line) =>
      `United States of America's navies and New York's treaties, ${line % 2 ? "o'neill" : 'colour'} ` +
      `${line % 3 ? 'the state of the union' : 'gold standards'} (see https://example.org/a) Ships sailing`,
  ).join('\n');

  // Seen to fail: with phrases that were found left out, with stems looked up as words, and with the
  // first word of a document joined to the last of the one before.
  for (const [name, options] of Object.entries<ImportOptions>({
    'as they come': {},
    'by their stems': { reduction: 'stem' },
    'with phrases that are found': { phrases: 0.1, minLength: 2 },
    'with phrases, by their stems': { phrases: 0.1, reduction: 'stem' },
    'with phrases taken away': {
      replacements: { name: 'r', lines: ['new york =>', 'sailing united =>'] },
    },
    'with phrases of a list': {
      phraseList: { name: 'p', lines: ['new york', 'state of the union', 'sailing united'] },
    },
    'with words replaced': {
      replacements: { name: 'r', lines: ['colour => color', 'united states => usa', 'ships =>'] },
    },
    'with case and numbers kept': { keepCase: true, keepNumbers: true, stopWords: [] },
    'of a given vocabulary': { vocabulary: { name: 'v', lines: ['states', 'union', 'navies'] } },
    'by a pattern': { tokenPattern: '[a-z]{4,}' },
    'in pieces': { splitWords: 5 },
  })) {
    it(`have the words that they would have in the corpus, ${name}`, async () => {
      const file = await trained(speeches, { minDocuments: 1, maxDocumentShare: 1, ...options });
      const found = await inferred(file, [folder.at('texts.txt')]);
      const project = ProjectFile.open(file, { readOnly: true });
      const lengths: number[] = [];
      for (const { id, parent, numTokens } of new CorpusStore(project).documents()) {
        const whole = parent ?? id;
        lengths[whole] = (lengths[whole] ?? 0) + numTokens;
      }
      project.close();
      expect(found.map(({ numTokens }) => numTokens)).to.deep.equal(lengths);
    });
  }

  it('have the same shares on any number of threads, and leave the project file as it is', async () => {
    const file = await trained(sampleTexts({ numDocuments: 300 }));
    const before = fs.readFileSync(file);
    const one = await inferred(file, [folder.at('texts.txt')], { seed: 5, numWorkers: 1 });
    expect(one).to.have.length(300);
    for (const numWorkers of [2, 3]) {
      const more = await inferred(file, [folder.at('texts.txt')], { seed: 5, numWorkers });
      expect(more).to.deep.equal(one);
    }
    expect(await inferred(file, [folder.at('texts.txt')], { seed: 6 })).not.to.deep.equal(one);
    expect(fs.readFileSync(file).equals(before)).to.equal(true);
  });

  it('get the prior where no word is known, and tell how much is unknown', async () => {
    const file = await trained(sampleTexts());
    const project = Project.open(file);
    const [known] = project.vocabulary();
    const texts = [`${known} ${known} xylophone`, 'xylophone zither', '', `${known}`];
    const documents = texts.map((text, id) => ({ id: `n${id}`, text, label: 'new' }));
    const found: InferredDocument[] = [];
    for await (const document of project.infer(documents)) found.push(document);
    project.close();
    expect(found.map(({ numTokens }) => numTokens)).to.deep.equal([2, 0, 0, 1]);
    expect(found.map(({ unknownShare }) => unknownShare)).to.deep.equal([1 / 3, 1, 0, 0]);
    expect(found.map(({ fit }) => fit === undefined)).to.deep.equal([false, true, true, false]);
    expect(found.map(({ name, label }) => [name, label])).to.deep.equal(
      texts.map((_, id) => [`n${id}`, 'new']),
    );
    expect(found[1]!.shares).to.deep.equal(found[2]!.shares);
    expect(found[1]!.topics.map(({ topic }) => topic)).to.have.members([0, 1, 2, 3]);
    for (const { shares } of found) {
      expect(shares.reduce((sum, share) => sum + share, 0)).to.be.closeTo(1, 1e-12);
    }
  });

  // Seen to fail: with own documents scored by a model that knows their tokens (0.07).
  it('fit as often better as worse when they are like those that the model was trained on', async () => {
    const random = new RandomStream({ seed: 11, sweep: 0, unit: 0 });
    const texts = Array.from({ length: 400 }, (_, document) =>
      Array.from({ length: 30 }, () => {
        const theme = random.next() < 0.8 ? document % 4 : random.nextUint32() % 4;
        return `word${'abcd'[theme]}${inLetters(random.nextUint32() % 300)}`;
      }).join(' '),
    );
    const file = await trained(texts.slice(0, 200).join('\n'), unfiltered);
    const fresh = texts.slice(200).map((text, id) => ({ id: `n${id}`, text }));
    const found = await inferred(file, fresh);
    const mean = found.reduce((sum, { fit }) => sum + fit!, 0) / found.length;
    // Two means of 200 numbers that are even between 0 and 1: three standard errors are 0.09.
    expect(mean).to.be.closeTo(0.5, 0.09);
  });

  it('fit worse when they are unlike all that the model was trained on', async () => {
    const text = sampleTexts({ numDocuments: 200 });
    const file = await trained(text);
    const project = Project.open(file);
    const rare = project.vocabulary().slice(-40).join(' ');
    project.close();
    const own = await inferred(file, [folder.at('texts.txt')]);
    const mean = own.reduce((sum, { fit }) => sum + fit!, 0) / own.length;
    expect(mean).to.be.closeTo(0.5, 0.1);
    const [strange] = await inferred(file, [{ id: 'strange', text: rare }]);
    expect(strange!.fit).to.be.below(0.05);
  });

  it('may be counts, whose words stand for themselves', async () => {
    const file = await trained(sampleTexts());
    const project = Project.open(file);
    const [first, second] = project.vocabulary();
    project.close();
    fs.mkdirSync(folder.at('counts'));
    fs.writeFileSync(folder.at('counts/vocab.txt'), `${second}\nnever\n${first}\n`);
    fs.writeFileSync(folder.at('counts/docword.txt'), '2\n3\n4\n1 1 2\n1 2 1\n1 3 1\n2 2 5\n');
    const found = await inferred(file, [folder.at('counts')]);
    expect(found.map(({ numTokens }) => numTokens)).to.deep.equal([3, 0]);
    expect(found.map(({ unknownShare }) => unknownShare)).to.deep.equal([1 / 4, 1]);
  });

  it('end when they are stopped, and when nobody wants more of them', async () => {
    const file = await trained(sampleTexts());
    const endless = async function* () {
      for (let id = 0; ; id++) {
        yield { id: `n${id}`, text: 'naval fleet' };
        if (id % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
      }
    };
    let numSeen = 0;
    for await (const { document } of inferDocuments(file, endless()).documents) {
      expect(document).to.equal(numSeen++);
      if (numSeen === 100) break;
    }
    const stop = new AbortController();
    const all = inferDocuments(file, endless(), { signal: stop.signal }).documents;
    await all.next();
    stop.abort(new Error('enough'));
    const rest = (async () => {
      for await (const document of all) numSeen += document.document > 0 ? 1 : 0;
    })();
    expect(
      await rest.then(
        () => 'ended',
        (error: Error) => error.message,
      ),
    ).to.equal('enough');
  });
});
