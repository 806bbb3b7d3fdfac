/** What every exchange must do, wherever it keeps things. */
import { expect } from 'chai';
import { type Exchange, ExchangeConflict } from '../../../core/parameter-server/exchange.ts';

/** @param open two processes' views of one exchange. */
export function itExchanges(open: () => { first: Exchange; second: Exchange }): void {
  const never = new AbortController().signal;
  const bytes = (...values: number[]) => Uint8Array.from(values);
  let number = 0;
  let [first, second, key]: [Exchange | undefined, Exchange | undefined, string] = [
    undefined,
    undefined,
    '',
  ];

  beforeEach(() => {
    ({ first, second } = open());
    key = `gibbon:{suite.${number++}}:key`;
  });

  afterEach(async () => {
    await first!.remove([key]);
  });

  for (const length of [0, 1, 3_000_000]) {
    it(`hands over ${length} bytes as they were put`, async () => {
      const put = Uint8Array.from({ length }, (_, index) => (index * 7 + (index >> 8)) & 255);
      await first!.put(key, 1, put);
      const found = await second!.get(key, 1, never);
      expect(found.version).to.equal(1);
      expect(Buffer.compare(found.bytes, put)).to.equal(0);
    });
  }

  it('lets whoever wants a version wait for it, or for a newer one', async () => {
    const [exact, newer] = [second!.get(key, 2, never), second!.get(key, 1, never)];
    await first!.put(key, 3, bytes(3));
    expect([(await exact).version, (await newer).version]).to.deep.equal([3, 3]);
  });

  it('takes the same twice, and an older version for nothing', async () => {
    await first!.put(key, 2, bytes(2));
    await second!.put(key, 2, bytes(2));
    await second!.put(key, 1, bytes(1));
    const found = await first!.get(key, 1, never);
    expect([found.version, ...found.bytes]).to.deep.equal([2, 2]);
    expect(await first!.last(key)).to.equal(2);
  });

  it('refuses other bytes of a version that it has', async () => {
    await first!.put(key, 2, bytes(2));
    const refused = await second!.put(key, 2, bytes(3)).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(ExchangeConflict);
  });

  it('ends a wait for the reason of its signal', async () => {
    const leaving = new AbortController();
    const waiting = second!.get(key, 1, leaving.signal).catch((error: unknown) => error);
    const reason = new Error('asked to leave');
    leaving.abort(reason);
    expect(await waiting).to.equal(reason);
  });

  it('has nothing of a key that was removed, and takes it again', async () => {
    const large = new Uint8Array(2_500_000).fill(7);
    await first!.put(key, 5, large);
    expect(await second!.last(key, large.length)).to.equal(5);
    await first!.remove([key]);
    expect(await second!.last(key)).to.equal(undefined);
    await first!.put(key, 1, bytes(1));
    expect(await second!.last(key)).to.equal(1);
  });
}
