import { expect } from 'chai';
import { inPages } from '../../../cli/speaking/listing.ts';
import { formatTable, tableLines } from '../../../cli/speaking/table.ts';

describe('a table', () => {
  const columns = [{ title: 'n', align: 'right' }, { title: 'name' }, { title: 'text' }] as const;

  it('is as wide as its widest cells', () => {
    const rows = [
      ['1', 'a', 'x'],
      ['20', 'longer', 'y'],
    ];
    expect(formatTable(columns, rows)).to.equal(
      [' n  name    text', ' 1  a       x', '20  longer  y'].join('\n'),
    );
  });

  // Seen to fail: on the version before, with "Maximum call stack size exceeded".
  it('may have any number of rows', () => {
    const rows = Array.from({ length: 200_000 }, (_, row) => [String(row), 'a', 'x']);
    expect(formatTable(columns, rows).split('\n')).to.have.length(200_001);
  });

  it('is begun before the last row is made, and shows wide cells further down whole', () => {
    const rows = function* () {
      for (let row = 0; row < 2000; row++)
        yield [String(row), row === 1500 ? 'very long' : 'a', 'x'];
      throw new Error('the last row');
    };
    const lines: string[] = [];
    expect(() => {
      for (const line of tableLines(columns, rows())) lines.push(line);
    }).to.throw('the last row');
    expect(lines).to.have.length(2001);
    expect(lines[1501]).to.equal('1500  very long  x');
    expect(lines[1502]).to.equal('1501  a     x');
  });
});

describe('rows in pages', () => {
  const numbers = Array.from({ length: 25_000 }, (_, number) => number);
  const page = ({ first, limit }: { first: number; limit: number }) => ({
    rows: numbers.slice(first, first + limit),
  });

  it('are all there, once, from the first that is wanted to the last', () => {
    expect([...inPages({ first: 0, limit: 1e9 }, page)]).to.deep.equal(numbers);
    expect([...inPages({ first: 9_999, limit: 10_002 }, page)]).to.deep.equal(
      numbers.slice(9_999, 20_001),
    );
    expect([...inPages({ first: 25_000, limit: 5 }, page)]).to.deep.equal([]);
    expect([...inPages({ first: 3, limit: 0 }, page)]).to.deep.equal([]);
  });
});
