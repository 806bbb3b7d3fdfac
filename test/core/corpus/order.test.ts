import { expect } from 'chai';
import { orderByKeys } from '../../../core/corpus/order.ts';
import { RandomStream } from '../../../core/random/stream.ts';

describe('orderByKeys', () => {
  it('gives numbers by rising key, equal ones by number', () => {
    expect([...orderByKeys(Uint32Array.of(7, 3, 2 ** 32 - 1, 3, 0))]).to.deep.equal([
      4, 1, 3, 0, 2,
    ]);
  });

  it('gives what a sort that compares gives', () => {
    const random = new RandomStream({ seed: 1, sweep: 0, unit: 0 });
    const keys = Uint32Array.from({ length: 2000 }, () => Math.floor(random.next() * 500));
    const expected = Array.from(keys, (_, number) => number);
    expected.sort((a, b) => keys[a] - keys[b] || a - b);
    expect([...orderByKeys(keys)]).to.deep.equal(expected);
  });

  it('has nothing to order without keys', () => {
    expect(orderByKeys(new Uint32Array(0))).to.have.lengthOf(0);
  });
});
