import { expect } from 'chai';
import { UserError } from '../../../core/errors.ts';
import { importCorpus } from '../../../corpora/importing/import-corpus.ts';
import { appendToCorpus, prepareCorpus } from '../../../corpora/importing/prepare-corpus.ts';
import type { WordList } from '../../../corpora/text/word-list.ts';
import { testFolder } from '../../fixtures/folder.ts';
import { importAndRead, readCorpus, unfiltered, writeFiles } from '../import-fixture.ts';

const list = (...lines: string[]): WordList => ({ name: 'list', lines });

describe('lists of words', () => {
  const folder = testFolder();

  // Seen to fail: with the vocabulary compared as it is written, and with the commonest form of a stem.
  it('keep the words of a vocabulary in any case, and by their stems where these are counted', async () => {
    const source = writeFiles(folder.path, {
      'a.txt': 'The nations, a nation\nnations wool fig\n',
    });
    const options = { ...unfiltered, format: 'lines', languages: ['en'] };
    const plain = { ...options, vocabulary: list('Nation', 'WOOL') };
    expect((await importAndRead(source, plain)).words).to.have.members(['nation', 'wool']);
    const stems = { ...plain, reduction: 'stem' as const };
    expect((await importAndRead(source, stems)).words).to.have.members(['nations', 'wool']);
  });

  it('keep a phrase of a vocabulary with spaces or underscores', async () => {
    const source = writeFiles(folder.path, { 'a.txt': 'in new york and old york\n' });
    const phraseList = list('New York');
    for (const phrase of ['New York', 'New_York']) {
      const options = { ...unfiltered, phraseList, vocabulary: list(phrase) };
      expect((await importAndRead(source, options)).words).to.deep.equal(['New_York']);
    }
  });

  // Seen to fail: with what is left of the phrase taken for all of it (world_war_1 for every war).
  it('join no phrase that has a number in it, unless numbers are words', async () => {
    const source = writeFiles(folder.path, { 'a.txt': 'world war 2, a world war, world war 1\n' });
    const options = { ...unfiltered, format: 'document', phraseList: list('world war 1', 'world war 2') }; // prettier-ignore
    expect((await importAndRead(source, options)).words).to.have.members(['world', 'war', 'a']);
    const withNumbers = { ...options, keepNumbers: true };
    expect((await importAndRead(source, withNumbers)).documents[0].tokens.join(' ')).to.equal(
      'world_war_2 a world war world_war_1',
    );
  });

  // Seen to fail: with phrases cut without the pattern.
  it('cut phrases by a pattern of one’s own, and as usual where it does not match them', async () => {
    const source = writeFiles(folder.path, { 'a.txt': 'covid 19 and New York\n' });
    const options = { ...unfiltered, phraseList: list('covid 19', 'new york') };
    const numbers = { ...options, tokenPattern: '[\\p{L}\\p{N}]+' };
    expect((await importAndRead(source, numbers)).words).to.include('covid_19');
    const capitals = { ...options, tokenPattern: '[A-Z]\\w+' };
    expect((await importAndRead(source, capitals)).words).to.deep.equal(['new_york']);
  });

  // Seen to fail: with an assertion.
  it('are refused where there are more lists of stop words than are told apart', async () => {
    const source = writeFiles(folder.path, { 'a.txt': 'fig pear\n' });
    const lists = (count: number): WordList[] => Array.from({ length: count }, () => list('fig'));
    const { words } = await importAndRead(source, { ...unfiltered, stopWords: lists(61) });
    expect(words).to.deep.equal(['pear']);
    const failure = await importAndRead(source, { ...unfiltered, stopWords: lists(62) }).catch(
      (error: unknown) => error,
    );
    expect(failure).to.be.instanceOf(UserError).with.property('code', 'stop-words-too-many');
  });

  // Seen to fail: with the stop words of the language before kept.
  it('follow the language when a corpus is prepared in another, unless they were chosen', async () => {
    const source = writeFiles(folder.path, { 'a.txt': 'the ship avec der Ladung\n' });
    const into = folder.at('a.gibbon');
    const wordsAfter = async (before: object, changes: object): Promise<readonly string[]> => {
      await importCorpus([source], into, { ...unfiltered, replace: true, ...before });
      await prepareCorpus(into, changes);
      return readCorpus(into).words;
    };
    const usual = { languages: ['en'], stopWords: undefined };
    expect(await wordsAfter(usual, { languages: ['de'] })).to.have.members(['the', 'ship', 'avec', 'ladung']); // prettier-ignore
    const own = { languages: ['en'], stopWords: ['en', 'fr'] };
    expect(await wordsAfter(own, { languages: ['de'] })).to.have.members(['ship', 'der', 'ladung']);
    expect(await wordsAfter(usual, { keepCase: true }))
      .to.include('Ladung')
      .and.not.include('the');
  });

  // Seen to fail: with documents of the file left out as duplicates, so that those behind them moved.
  it('leave the documents of a file in their places when duplicates of added ones are dropped', async () => {
    writeFiles(folder.path, { 'a.txt': 'fig\nfig\npear\n', 'b.txt': 'plum\nfig\nplum\n' });
    const into = folder.at('a.gibbon');
    await importCorpus([folder.at('a.txt')], into, { ...unfiltered, replace: true });
    const options = { format: 'lines', dropDuplicates: true };
    const report = await appendToCorpus(into, [folder.at('b.txt')], options);
    const { documents } = readCorpus(into);
    expect(documents.map(({ tokens: [word] }) => word)).to.deep.equal([
      'fig',
      'fig',
      'pear',
      'plum',
    ]);
    expect(report.documents.duplicates).to.deep.include({ count: 2, dropped: true });
    await prepareCorpus(into, { dropDuplicates: true });
    expect(readCorpus(into).documents).to.have.lengthOf(3);
  });
});
