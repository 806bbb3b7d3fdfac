// JSON in the shapes that programs write.
import { expect } from 'chai';
import type { UserError } from '../../../core/errors.ts';
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

  // Seen to fail: with the words as they are in JSON, "UNIQUE constraint failed".
  it('may hold halves of characters, which are all the same', async () => {
    const texts = ['\\ud83d', '\\ud83d', '\\ud83e', '\\ud83e'].map(
      (half) => `{"text":"great${half} ship"}`,
    );
    const source = writeFiles(folder.path, { 'a.jsonl': texts.join('\n') });
    const { words, documents } = await importAndRead(source, {
      ...unfiltered,
      tokenPattern: '\\S+',
    });
    expect(words).to.deep.equal(['great\ufffd', 'ship']);
    expect(documents.map(({ text }) => text)).to.deep.equal(Array(4).fill('great\ufffd ship'));
  });

  // Seen to fail: with a text looked for before the depth, "Maximum call stack size exceeded".
  it('is refused by name where it is nested thousands of levels deep', async () => {
    const deep = `${'['.repeat(20_000)}"cargo"${']'.repeat(20_000)}`;
    const csv = { 'a.csv': 'id,text\nx,cargo\n' };
    for (const json of [`{"text":${deep}}`, `{"id":"x","more":${deep}}`, `[${deep}]`, deep]) {
      for (const name of ['a.json', 'a.jsonl']) {
        const source = writeFiles(folder.path, { [name]: json, ...csv });
        const asText = await importAndRead(source).catch((error: unknown) => error);
        const importing = { ...unfiltered, metadataFile: source };
        const asMetadata = await importAndRead(folder.at('a.csv'), importing).catch(
          (e: unknown) => e,
        );
        for (const refused of [asText, asMetadata])
          expect((refused as UserError).message).to.match(/line 1: .* nested more than 1000 deep/u);
      }
    }
  });
});
