import { expect } from 'chai';
import {
  checksumOf,
  decodeRows,
  encodeRows,
} from '../../../core/parameter-server/bridge/range-code.ts';
import { RandomStream } from '../../../core/random/stream.ts';

const stride = 16;

/** Rows that begin at multiples of 16. */
function rowsIn(cells: Int32Array | Uint8Array) {
  return { at: (row: number) => cells.subarray(row * stride, (row + 1) * stride) };
}

describe('The code of a range', () => {
  // Row 0: 1 at column 0, 3 at column 1, 300 at column 15. Row 1: nothing.
  it('has the bytes that were worked out by hand', () => {
    const cells = new Int32Array(2 * stride);
    cells.set([1, 3]);
    cells[15] = 300;
    const body = [3, 0x00, 0x02, 0xdf, 0x9c, 0x02, 0]; // 300 - 1 - 15 = 284 = 0x9c 0x02
    const coded = encodeRows({ rows: rowsIn(cells), first: 0, end: 2 });
    expect([...coded.subarray(0, -4)]).to.deep.equal(body);
    const checksum = new DataView(coded.buffer).getUint32(coded.length - 4, true);
    expect(checksum).to.equal(checksumOf(Uint8Array.from(body)));
  });

  // Seen to fail: with gaps counted from the cell before itself.
  it('gives back the same rows', () => {
    const random = new RandomStream({ seed: 5, sweep: 0, unit: 0 });
    const cells = Int32Array.from({ length: 40 * stride }, () =>
      random.next() < 0.7 ? 0 : 1 + Math.floor(1000 * random.next() ** 4),
    );
    cells[7] = 2 ** 31 - 1;
    const stretch = { first: 3, end: 37 };
    const decoded = new Int32Array(cells.length).fill(9);
    decodeRows(encodeRows({ rows: rowsIn(cells), ...stretch }), {
      rows: rowsIn(decoded),
      ...stretch,
    });
    const part = (all: Int32Array) => [...all.subarray(3 * stride, 37 * stride)];
    expect(part(decoded)).to.deep.equal(part(cells));
  });

  // Seen to fail: without the assertion.
  it('is refused by rows that cannot hold a count', () => {
    const cells = new Int32Array(stride);
    cells[3] = 256;
    const coded = encodeRows({ rows: rowsIn(cells), first: 0, end: 1 });
    const narrow = { rows: rowsIn(new Uint8Array(stride)), first: 0, end: 1 };
    expect(() => {
      decodeRows(coded, narrow);
    }).to.throw('cannot hold a count of 256');
  });
});
