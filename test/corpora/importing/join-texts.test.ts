import { expect } from 'chai';
import fs from 'node:fs';
import type { UserError } from '../../../core/errors.ts';
import { importCorpus } from '../../../corpora/importing/import-corpus.ts';
import { testFolder } from '../../fixtures/folder.ts';
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

describe('a model that is imported with its texts', function () {
  this.timeout(20_000);
  const folder = testFolder();

  // Seen to fail: with an end of a word that was not that of the text.
  it('has each token where it was in the texts', async () => {
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
    const report = await importCorpus([await exported(before, folder.path)], after, { texts });
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
});
