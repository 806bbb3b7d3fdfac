import fs from 'node:fs';
import { expect } from 'chai';
import { UserError } from '../../../core/errors.ts';
import { ProjectFile } from '../../../corpora/database/project-file.ts';
import { CorpusStore } from '../../../corpora/database/corpus-store.ts';
import { importCorpus } from '../../../corpora/importing/import-corpus.ts';
import { sharedCorpus } from '../../fixtures/shared-corpora.ts';
import { importAndRead, unfiltered, writeFiles } from '../import-fixture.ts';
import { testFolder } from '../../fixtures/folder.ts';

describe('importing a corpus', () => {
  const folder = testFolder();

  it('numbers the words by falling number of tokens, then by name', async () => {
    const source = writeFiles(folder.path, { 'a.txt': 'pear fig fig apple\nfig apple plum' });
    const { words } = await importAndRead(source);
    expect(words).to.deep.equal(['fig', 'apple', 'pear', 'plum']);
  });

  it('gives the same bytes whatever the number of threads', async function () {
    this.timeout(20_000);
    const lines = Array.from(
      { length: 10_000 },
      (_, i) => `w${i % 977} w${(i * i) % 1013} W${i % 7}`,
    );
    const source = writeFiles(folder.path, { 'a.txt': lines.join('\n') });
    const one = await importAndRead(source, { ...unfiltered, numThreads: 1 });
    const three = await importAndRead(source, { ...unfiltered, numThreads: 3 });
    expect(three.fingerprint).to.equal(one.fingerprint);
    expect(three.words).to.deep.equal(one.words);
  });

  it('knows the place of every token in its text', async () => {
    const source = writeFiles(folder.path, { 'a.txt': 'The RED apple,\tred “Pear”' });
    const options = { ...unfiltered, stopWords: ['en'] };
    const { documents } = await importAndRead(source, options);
    const { text, tokens, offsets, ends } = documents[0];
    expect(tokens).to.deep.equal(['red', 'apple', 'red', 'pear']);
    const places = tokens.map((_, token) => text!.slice(offsets![token], ends![token]));
    expect(places).to.deep.equal(['RED', 'apple', 'red', 'Pear']);
  });

  it('says what each filter took, so that the numbers add up', async () => {
    const source = writeFiles(folder.path, { 'a.txt': 'the red ox\nthe red fox\nthe blue fox' });
    const { report } = await importAndRead(source, {
      ...unfiltered, stopWords: ['en'], minLength: 3, minDocuments: 2,
    }); // prettier-ignore
    expect(report.tokens).to.deep.equal({ found: 9, kept: 4 });
    const steps = report.steps.map((step) => [step.filter, step.tokensRemoved, step.wordsRemoved]);
    expect(steps).to.deep.equal([
      ['stop words (en)', 3, 1],
      ['shorter than 3', 1, 1],
      ['replacements', 0, 0],
      ['in fewer than 2 documents', 1, 1],
    ]);
  });

  it('counts words by their stem and shows the commonest of them', async () => {
    const text = 'elections elections election elected\npear';
    const source = writeFiles(folder.path, { 'a.txt': text });
    const { words } = await importAndRead(source, {
      ...unfiltered, languages: ['en'], stopWords: [], reduction: 'stem',
    }); // prettier-ignore
    expect(words).to.deep.equal(['elections', 'pear']);
  });

  it('cuts long documents into pieces that make up the whole', async () => {
    const text = Array.from({ length: 25 }, (_, i) => `Word${i}.`).join(' ');
    const source = writeFiles(folder.path, {
      'a.jsonl': JSON.stringify({ text, id: 'x', year: 1 }),
    });
    const into = folder.at('a.gibbon');
    await importCorpus([source], into, { ...unfiltered, splitWords: 10 });
    const project = ProjectFile.open(into);
    const store = new CorpusStore(project);
    const pieces = [...store.documents()];
    expect(pieces.map(({ name }) => name)).to.deep.equal(['x#1', 'x#2', 'x#3']);
    expect(pieces.map(({ metadata }) => metadata)).to.deep.equal([
      { year: 1 },
      { year: 1 },
      { year: 1 },
    ]);
    expect(pieces.map(({ numTokens }) => numTokens)).to.deep.equal([8, 8, 9]);
    expect(store.parent(0)).to.deep.include({ name: 'x', text });
    project.close();
  });

  it('leaves nothing behind when it fails', async () => {
    const source = writeFiles(folder.path, { 'a.jsonl': '{"text":"apple"}\n{"text":' });
    const into = folder.at('a.gibbon');
    const error = await importCorpus([source], into).catch((reason: unknown) => reason);
    expect(error)
      .to.be.instanceOf(UserError)
      .with.property('message')
      .that.includes('a.jsonl, line 2');
    expect(fs.readdirSync(folder.path)).to.deep.equal(['a.jsonl']);
  });

  it('does not write over an existing file unless it is told to', async () => {
    const source = writeFiles(folder.path, { 'a.txt': 'apple' });
    const into = folder.at('a.gibbon');
    await importCorpus([source], into, unfiltered);
    const before = fs.readFileSync(into);
    const error = await importCorpus([source], into, unfiltered).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(UserError);
    expect(fs.readFileSync(into).equals(before)).to.equal(true);
    await importCorpus([source], into, { ...unfiltered, replace: true });
    expect(fs.readdirSync(folder.path)).to.deep.equal(['a.gibbon', 'a.txt']);
  });

  it('finds what is known of the shared corpora', async function () {
    const shared = sharedCorpus('lda-py-reuters395');
    if (shared === undefined) this.skip();
    const { report } = await importAndRead(shared, {});
    expect(report.documents.kept).to.equal(395);
    expect([report.tokens.kept, report.words.kept]).to.deep.equal([84_010, 4258]);
  });
});
