// Names of columns that were not chosen with care.
import { expect } from 'chai';
import { testFolder } from '../../../fixtures/folder.ts';
import { importAndRead, unfiltered, writeFiles } from '../../import-fixture.ts';

describe('Names of columns', () => {
  const folder = testFolder();

  // Seen to fail: with the number of a column, whether another has it for its name or not.
  it('are all different where a column without one has the number that another is called', async () => {
    // As pandas writes a table whose columns are numbered.
    const source = writeFiles(folder.path, {
      'a.csv': ',0,1,text\n7,red,blue,apple\n8,dry,wet,pear\n',
    });
    const { documents, report } = await importAndRead(source);
    expect(documents.map(({ text, metadata }) => [text, metadata])).to.deep.equal([
      ['apple', { '1_2': '7', '0': 'red', '1': 'blue' }],
      ['pear', { '1_2': '8', '0': 'dry', '1': 'wet' }],
    ]);
    expect(report.repeatedColumns?.names).to.deep.equal(['(column 1, called 1_2)']);
  });

  it('are all different where several are the same', async () => {
    const source = writeFiles(folder.path, { 'a.csv': 'text,x,x,3,3,3_2\napple,a,b,c,d,e\n' });
    const { documents, report } = await importAndRead(source, {
      ...unfiltered,
      table: { header: true },
    });
    expect(documents[0].metadata).to.deep.equal({
      x: 'a', '3_3': 'b', '3': 'c', '5': 'd', '3_2': 'e',
    }); // prettier-ignore
    expect(report.repeatedColumns?.names).to.deep.equal([
      'x (column 3, called 3_3)',
      '3 (column 5)',
    ]);
  });

  // Seen to fail: with records made by assignment.
  it('may be those of what every object has', async () => {
    const json = '{"text":"apple","__proto__":{"a":1},"constructor":"Ferrari"}\n';
    for (const [name, content] of [
      ['a.csv', 'text,__proto__,constructor\napple,x,Ferrari\n'],
      ['a.jsonl', json],
    ] as const) {
      const { documents } = await importAndRead(writeFiles(folder.path, { [name]: content }));
      const entries = Object.entries(documents[0].metadata ?? {});
      const proto = name === 'a.csv' ? 'x' : { a: 1 };
      expect(entries).to.deep.equal([
        ['__proto__', proto],
        ['constructor', 'Ferrari'],
      ]);
    }
  });
});
