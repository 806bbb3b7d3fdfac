import { expect } from 'chai';
import { inOrder, timelyBatches } from '../../../corpora/inferring/streaming.ts';

describe('Batches of a slow input', () => {
  const options = { most: { elements: 4, size: 100 }, sizeOf: (size: number) => size, patience: 5 };

  it('are full where all is there', async () => {
    expect(await allOf(timelyBatches(given([1, 2, 3, 4, 5, 6]), options))).to.deep.equal([
      [1, 2, 3, 4],
      [5, 6],
    ]);
    expect(await allOf(timelyBatches(given([60, 60, 1]), options))).to.deep.equal([[60, 60], [1]]);
    expect(await allOf(timelyBatches(given([]), options))).to.deep.equal([]);
  });

  // Seen to fail (it never ends): without the timer.
  it('do not wait for what has not come yet', async () => {
    const batches = timelyBatches(given([1, 2], { endsNever: true }), options);
    expect((await batches.next()).value).to.deep.equal([1, 2]);
  });

  it('fail with their input, after what came before', async () => {
    const batches = timelyBatches(given([1], { failure: 'gone' }), options);
    expect((await batches.next()).value).to.deep.equal([1]);
    expect(await failureOf(batches.next())).to.equal('gone');
  });
});

describe('Work side by side', () => {
  const soon = (milliseconds: number) =>
    new Promise<number>((resolve) => setTimeout(resolve, milliseconds, milliseconds));

  it('gives its results in order, and begins no more at a time than it may', async () => {
    let numBegun = 0;
    let most = 0;
    const begin = async (milliseconds: number): Promise<number> => {
      most = Math.max(most, ++numBegun);
      await soon(milliseconds);
      numBegun--;
      return milliseconds;
    };
    const results = await allOf(inOrder(given([9, 1, 5, 0, 2]), { begin, most: 2 }));
    expect(results).to.deep.equal([9, 1, 5, 0, 2]);
    expect(most).to.equal(2);
  });

  it('gives a result while the next element has not come', async () => {
    const results = inOrder(given([1], { endsNever: true }), { begin: soon, most: 8 });
    expect((await results.next()).value).to.equal(1);
  });

  // Seen to fail: with the results of work that was under way lost, more or fewer by chance.
  it('gives the results of all that came before its input failed', async () => {
    const failing = inOrder(given([9, 1], { failure: 'gone' }), { begin: soon, most: 4 });
    expect((await failing.next()).value).to.equal(9);
    expect((await failing.next()).value).to.equal(1);
    expect(await failureOf(failing.next())).to.equal('gone');
  });

  it('fails with its input or its work', async () => {
    const failing = inOrder(given([], { failure: 'gone' }), { begin: soon, most: 2 });
    expect(await failureOf(failing.next())).to.equal('gone');
    const begin = () => Promise.reject(new Error('broken'));
    expect(await failureOf(inOrder(given([1]), { begin, most: 2 }).next())).to.equal('broken');
  });
});

interface Ending {
  readonly endsNever?: boolean;
  readonly failure?: string;
}

async function* given(
  elements: readonly number[],
  { endsNever = false, failure }: Ending = {},
): AsyncGenerator<number> {
  yield* elements;
  if (endsNever) await new Promise(() => undefined);
  if (failure !== undefined) throw new Error(failure);
}

async function allOf<T>(all: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of all) found.push(one);
  return found;
}

async function failureOf(promise: Promise<unknown>): Promise<string | undefined> {
  return promise.then(
    () => undefined,
    (error: Error) => error.message,
  );
}
