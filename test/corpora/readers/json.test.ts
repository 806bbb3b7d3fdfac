// JSON in the shapes that programs write.
import { expect } from 'chai';
import { importAndRead, unfiltered, writeFiles } from '../import-fixture.ts';
import { testFolder } from '../../fixtures/folder.ts';

describe('JSON', () => {
  const folder = testFolder();
  const texts = 'cargo ship port crew mast sail rope deck helm keel'.split(' ');
  const objects = texts.map((text) => `{"text":"${text}"}`);
  const arrays = [
    { by: 'most programs', json: `[\n${objects.join(',\n')}\n]\n` },
    { by: "PostgreSQL's json_agg", json: `[${objects.join(', \n ')}]\n` },
    { by: 'programs on Windows', json: `\ufeff[\r\n  ${objects.join(' ,\r\n  ')}\r\n]\r\n` },
  ];

  // Seen to fail: with such lines taken for JSON Lines ("line 1: it is not JSON").
  for (const { by, json } of arrays) {
    it(`is read as an array with one object on each line, as written by ${by}`, async () => {
      for (const name of ['a.json', 'a']) {
        const source = writeFiles(folder.path, { [name]: json });
        const { documents } = await importAndRead(source);
        expect(documents.map(({ text }) => text)).to.deep.equal(texts);
      }
    });
  }

  // Seen to fail: with blanks behind the comma left where they are.
  it('is read where the lines of an array stand without its brackets', async () => {
    const source = writeFiles(folder.path, { 'a.jsonl': `${objects.join(', \n')}\n` });
    const { documents } = await importAndRead(source);
    expect(documents.map(({ text }) => text)).to.deep.equal(texts);
  });

  // Seen to fail: with such arrays read as JSON Lines ("it is not JSON").
  it('gives metadata in the same shapes', async () => {
    const rows = ['x', 'y', 'z', 'u', 'v'].map(
      (id, index) => `{"id":"${id}","year":${1900 + index}}`,
    );
    for (const json of [`[\n${rows.join(',\n')}\n]`, `[${rows.join(', \n ')}]`, rows.join('\n')]) {
      writeFiles(folder.path, { 'a.csv': 'id,text\ny,red apple\nv,green pear\n', 'm.json': json });
      const importing = { ...unfiltered, metadataFile: folder.at('m.json') };
      const { documents } = await importAndRead(folder.at('a.csv'), importing);
      expect(documents.map(({ metadata }) => metadata)).to.deep.equal([
        { year: 1901 },
        { year: 1904 },
      ]);
    }
  });
});
