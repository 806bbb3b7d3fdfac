// Names of columns, and what separates them, in tables that are not UTF-8 throughout.
import { expect } from 'chai';
import iconv from 'iconv-lite';
import { changeMetadata } from '../../../../corpora/importing/change-metadata.ts';
import { importCorpus } from '../../../../corpora/importing/import-corpus.ts';
import { testFolder } from '../../../fixtures/folder.ts';
import { importAndRead, readCorpus, unfiltered, writeFiles } from '../../import-fixture.ts';

// Seen to fail: with the beginning of a source read as Latin-1 wherever it is not UTF-8.
describe('a table that is not in UTF-8', () => {
  const folder = testFolder();

  it('has its columns found by their names, and keeps them', async () => {
    const table = iconv.encode(
      'id;текст;год\n1;груз и корабль;1999\n2;порт;2000\n',
      'windows-1251',
    );
    const { documents } = await importAndRead(writeFiles(folder.path, { 'a.csv': table }), {
      ...unfiltered,
      encoding: 'windows-1251',
      textColumns: ['текст'],
    });
    expect(documents.map(({ name, text, metadata }) => [name, text, metadata])).to.deep.equal([
      ['1', 'груз и корабль', { год: '1999' }],
      ['2', 'порт', { год: '2000' }],
    ]);
  });

  it('has them found in a table of metadata, too', async () => {
    const file = folder.at('a.gibbon');
    const table = iconv.encode('год;имя\n1999;b\n2000;a\n', 'windows-1251');
    writeFiles(folder.path, { 'a.csv': 'id,text\na,cargo\nb,ship\n', 'meta.csv': table });
    await importCorpus([folder.at('a.csv')], file, unfiltered);
    await changeMetadata(file, folder.at('meta.csv'), { key: 'имя', encoding: 'windows-1251' });
    expect(readCorpus(file).documents.map(({ metadata }) => metadata)).to.deep.equal([
      { год: '2000' },
      { год: '1999' },
    ]);
  });

  it('keeps its names where single bytes are not text', async () => {
    const rows = 'id,text,année\n1,cargo ship,1999\n2,port?,2000\n'.split('?').map(Buffer.from);
    const table = Buffer.concat([rows[0], Buffer.from([0xe9]), rows[1]]);
    const source = writeFiles(folder.path, { 'a.csv': table });
    for (const [onBadBytes, text] of [
      ['replace', 'port\ufffd'] as const,
      ['skip', 'port'] as const,
    ]) {
      const { documents } = await importAndRead(source, { ...unfiltered, onBadBytes });
      expect(documents.map(({ metadata }) => metadata)).to.deep.equal([
        { année: '1999' },
        { année: '2000' },
      ]);
      expect(documents[1].text).to.equal(text);
    }
  });

  // The second byte of ポ is that of a vertical bar.
  it('is cut at no byte that is the second half of a character', async () => {
    const table = iconv.encode('ポスト,本文\nポート,船と港\n', 'shift_jis');
    expect(table.toString('latin1')).to.include('|');
    const { documents } = await importAndRead(writeFiles(folder.path, { 'a.csv': table }), {
      ...unfiltered,
      encoding: 'shift_jis',
      textColumns: ['本文'],
      table: { header: true },
    });
    expect(documents.map(({ text, metadata }) => [text, metadata])).to.deep.equal([
      ['船と港', { ポスト: 'ポート' }],
    ]);
  });
});
