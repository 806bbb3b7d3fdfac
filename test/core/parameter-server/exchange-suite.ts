/** What every exchange must do, wherever it keeps things. */
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { type Exchange, ExchangeConflict } from '../../../core/parameter-server/exchange.ts';

/** Two processes' views of one exchange. */
export interface ExchangeViews {
  readonly first: Exchange;
  readonly second: Exchange;
}

const never = new AbortController().signal;

export function itExchanges(open: () => ExchangeViews): void {
  itHandsOver(open);
  itWaits(open);
  itKeepsVersions(open);
}

function itHandsOver(open: () => ExchangeViews): void {
  for (const length of [0, 1, 3_000_000]) {
    it(`hands over ${length} bytes as they were put`, async () => {
      const [{ first, second }, key] = [open(), newKey()];
      const put = Uint8Array.from({ length }, (_, index) => (index * 7 + (index >> 8)) & 255);
      await first.put(key, 1, put);
      const found = await second.get(key, 1, never);
      expect(found.version).to.equal(1);
      expect(Buffer.compare(found.bytes, put)).to.equal(0);
    });
  }

  it('has nothing of a key that was removed, and takes it again', async () => {
    const [{ first, second }, key] = [open(), newKey()];
    const large = new Uint8Array(2_500_000).fill(7);
    await first.put(key, 5, large);
    expect(await second.last(key)).to.equal(5);
    await first.remove([key]);
    expect(await second.last(key)).to.equal(undefined);
    expect(await second.has(key, 1, large.length)).to.equal(false);
    await first.put(key, 1, bytesOf(1));
    expect(await second.last(key)).to.equal(1);
  });
}

function itWaits(open: () => ExchangeViews): void {
  it('lets whoever wants a version wait for it, or for a newer one', async () => {
    const [{ first, second }, key] = [open(), newKey()];
    const [exact, newer] = [second.get(key, 2, never), second.get(key, 1, never)];
    await first.put(key, 3, bytesOf(3));
    expect([(await exact).version, (await newer).version]).to.deep.equal([3, 3]);
  });

  it('ends a wait for the reason of its signal', async () => {
    const leaving = new AbortController();
    const waiting = open().second.get(newKey(), 1, leaving.signal);
    const ended = waiting.catch((error: unknown) => error);
    const reason = new Error('asked to leave');
    leaving.abort(reason);
    expect(await ended).to.equal(reason);
  });
}

function itKeepsVersions(open: () => ExchangeViews): void {
  it('takes the same twice, and an older version for nothing', async () => {
    const [{ first, second }, key] = [open(), newKey()];
    await first.put(key, 2, bytesOf(2));
    await second.put(key, 2, bytesOf(2));
    await second.put(key, 1, bytesOf(1));
    const found = await first.get(key, 1, never);
    expect([found.version, ...found.bytes]).to.deep.equal([2, 2]);
    expect(await first.last(key)).to.equal(2);
  });

  it('says whether it has a version or a newer one, and takes it when it has not', async () => {
    const [{ first, second }, key] = [open(), newKey()];
    const large = new Uint8Array(2_500_000).fill(7);
    await first.put(key, 5, large);
    const hasOf = (version: number) => second.has(key, version, large.length);
    expect([await hasOf(4), await hasOf(5), await hasOf(6)]).to.deep.equal([true, true, false]);
    await second.put(key, 6, large);
    expect([await hasOf(6), (await first.get(key, 6, never)).version]).to.deep.equal([true, 6]);
  });

  it('refuses other bytes of a version that it has', async () => {
    const [{ first, second }, key] = [open(), newKey()];
    await first.put(key, 2, bytesOf(2));
    const refused = await second.put(key, 2, bytesOf(3)).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(ExchangeConflict);
  });
}

function bytesOf(...values: number[]): Uint8Array {
  return Uint8Array.from(values);
}

function newKey(): string {
  return `gibbon:{suite.${randomUUID()}}:key`;
}
