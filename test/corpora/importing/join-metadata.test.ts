import { expect } from 'chai';
import { testFolder } from '../../fixtures/folder.ts';
import { importAndRead, unfiltered, writeFiles } from '../import-fixture.ts';

describe('A table of metadata beside the sources', () => {
  const folder = testFolder();
  const parties = async (
    files: Readonly<Record<string, string>>,
    table: Readonly<Record<string, unknown>>,
  ): Promise<unknown> => {
    const source = writeFiles(folder.path, { ...files, 'meta.csv': 'id,party\n1,red\n2,blue\n' });
    const joining = { metadataFile: folder.at('meta.csv'), metadataKey: 'id' };
    const { documents } = await importAndRead(source, {
      ...unfiltered,
      ...joining,
      table,
      idColumn: '1',
      textColumns: ['2'],
    });
    return documents.map(({ metadata }) => metadata?.['party']);
  };

  // Seen to fail: "there is no column id", as the table had no header either, and "nothing was found".
  it('is written in its own way, whatever was said of a source that is a table', async () => {
    const bare = { 'a.csv': '1;cargo ship\n2;violin bow\n' };
    expect(await parties(bare, { header: false })).to.deep.equal(['red', 'blue']);
    const bars = { 'b.csv': 'id|text\n1|cargo ship\n2|violin bow\n' };
    expect(await parties(bars, { delimiter: '|', skipLines: 0 })).to.deep.equal(['red', 'blue']);
  });

  it('is read as it was said where the sources are no tables', async () => {
    writeFiles(folder.path, {
      'f/1.txt': 'cargo ship',
      'f/2.txt': 'violin bow',
      'meta.csv': 'a title;of two\nid;party\n1;red\n2;blue\n',
    });
    const { documents } = await importAndRead(folder.at('f'), {
      ...unfiltered,
      metadataFile: folder.at('meta.csv'),
      metadataKey: 'id',
      table: { delimiter: ';', skipLines: 1 },
    });
    expect(documents.map(({ metadata }) => metadata?.['party'])).to.deep.equal(['red', 'blue']);
  });
});
