import { expect } from 'chai';
import { Arena } from '../../../core/memory/arena.ts';
import { Rows, allocateRows, rowsBytes } from '../../../core/memory/rows.ts';

const stride = 48;
const mostOfRows = Uint32Array.of(0, 255, 256, 65_535, 65_536, 2 ** 31 - 1, 7);
const bytesOfNumber = [1, 1, 2, 2, 4, 4, 1];
const shape = { numRows: mostOfRows.length, stride, mostOfRows };

function open(of: typeof shape | Omit<typeof shape, 'mostOfRows'> = shape) {
  const arena = new Arena();
  const before = arena.usedBytes;
  const rows = new Rows(arena.memory, allocateRows(arena, of));
  return { rows, usedBytes: arena.usedBytes - before };
}

describe('Rows in shared memory', () => {
  // Seen to fail: with a byte for each row; with shorts that begin at odd groups of bytes.
  it('take as few bytes a number as hold the most that a row can come to', () => {
    const { rows } = open();
    const kinds = bytesOfNumber.map((_, row) => rows.at(row).BYTES_PER_ELEMENT);
    expect(kinds).to.deep.equal(bytesOfNumber);
    for (let row = 0; row < shape.numRows; row++) {
      const { length, byteOffset, BYTES_PER_ELEMENT } = rows.at(row);
      expect(length).to.equal(stride);
      expect((byteOffset - rows.layout.address) % (16 * BYTES_PER_ELEMENT)).to.equal(0);
    }
  });

  // Seen to fail: with a place that is off by one group.
  it('hold what is added, and nothing of it in another row', () => {
    const { rows } = open();
    mostOfRows.forEach((most, row) => {
      for (const column of [0, 17, stride - 1]) {
        rows.add(row, column, most);
        rows.add(row, column, -(most >>> 1));
        rows.add(row, column, most >>> 1);
      }
    });
    mostOfRows.forEach((most, row) => {
      const expected = Array.from({ length: stride }, (_, column) =>
        [0, 17, stride - 1].includes(column) ? most : 0,
      );
      expect([...rows.at(row)]).to.deep.equal(expected);
    });
  });

  it('are all of 32 bits where nothing is known of them, and are one array then', () => {
    const { rows } = open({ numRows: 3, stride });
    rows.add(2, 5, 70_000);
    expect(rows.ints).to.have.length(3 * stride);
    expect(rows.ints[2 * stride + 5]).to.equal(70_000);
    expect(rows.at(2)[5]).to.equal(70_000);
    expect(() => open().rows.ints).to.throw('int32');
  });

  // Seen to fail: without the places.
  it('take the memory that was said before', () => {
    for (const of of [shape, { numRows: 3, stride }]) {
      expect(open(of).usedBytes - rowsBytes(of)).to.be.within(0, 2 * 64);
    }
  });
});
