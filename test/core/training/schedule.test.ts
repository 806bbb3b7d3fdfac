import { expect } from 'chai';
import { StaleClocks, numControlCells } from '../../../core/parameter-server/clocks.ts';
import { LockstepSchedule } from '../../../core/training/schedule.ts';

const numBlocks = 4;

/** Asks once: where a worker would wait, it says so. */
class ImpatientClocks extends StaleClocks {
  override waitFor<Answer>(question: () => Answer | undefined): Answer {
    const answer = question();
    if (answer === undefined) throw new Error('waits');
    return answer;
  }
}

/** Two workers with two blocks each, at the beginning of a run of three steps. */
function openSchedules() {
  const clocks = new ImpatientClocks(
    {
      control: new Int32Array(new SharedArrayBuffer(4 * numControlCells)),
      completed: new Int32Array(new SharedArrayBuffer(4 * numBlocks * numBlocks)),
    },
    { numShards: numBlocks, numClients: numBlocks, staleness: 1 },
  );
  clocks.reset(0, 3);
  const claims = new Int32Array(new SharedArrayBuffer(4 * numBlocks));
  const schedules = [0, 1].map(
    (worker) =>
      new LockstepSchedule(clocks, {
        worker,
        numWorkers: 2,
        numBlocks,
        blocks: { first: 0, end: numBlocks },
        claims,
      }),
  );
  const take = (worker: number, atMost: number) =>
    schedules[worker].take(atMost).map(({ block, clock }) => [block, clock]);
  const complete = (blocks: readonly number[], clock: number) => {
    for (const block of blocks) clocks.tickAll(block, clock);
  };
  return { take, complete };
}

describe('The schedule of lockstep', () => {
  it('deals a worker its own blocks, as many at a time as it can take', () => {
    const { take } = openSchedules();
    expect(take(0, 2)).to.deep.equal([
      [0, 0],
      [1, 0],
    ]);
    expect(take(1, 1)).to.deep.equal([[2, 0]]);
  });

  // Seen to fail: without the wait, a worker a little ahead would sample one by one forever.
  it('lets a worker wait for the second of two units when that is about to be free', () => {
    const { take, complete } = openSchedules();
    take(0, 2);
    take(1, 2);
    complete([0, 1], 1);
    expect(() => take(0, 2)).to.throw('waits'); // block 1 needs what block 2 still holds
    expect(take(0, 1)).to.deep.equal([[0, 1]]); // who takes one at a time does not
  });

  it('gives a unit alone when no other of its step is to come', () => {
    const { take, complete } = openSchedules();
    take(0, 1);
    take(1, 2);
    complete([0, 2, 3], 1);
    expect(take(0, 2)).to.deep.equal([[1, 0]]); // block 0 is a step ahead
  });

  // Seen to fail: with two at once, which left the other worker with nothing.
  it('lets a worker help with one block of others when none of its own can start', () => {
    const { take } = openSchedules();
    take(0, 2);
    expect(take(0, 2)).to.deep.equal([[2, 0]]);
    expect(take(1, 2)).to.deep.equal([[3, 0]]);
  });

  it('ends when all blocks have reached the goal', () => {
    const { take, complete } = openSchedules();
    for (let clock = 0; clock < 3; clock++) {
      take(0, 2);
      take(1, 2);
      complete([0, 1, 2, 3], clock + 1);
    }
    expect(take(0, 2)).to.deep.equal([]);
    expect(take(1, 1)).to.deep.equal([]);
  });
});
