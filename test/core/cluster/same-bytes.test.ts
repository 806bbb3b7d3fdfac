import { expect } from 'chai';
import { MemoryExchange } from '../../fixtures/memory-exchange.ts';
import { withTrainer } from '../../fixtures/train.ts';
import { onHosts, source, sparse, storedAt, train } from './hosts-and-alone.ts';

// same-bytes.slow.test.ts has more of these.
describe('A run that goes on with three hosts', () => {
  // Seen to fail: with the counts of other hosts left out where a run goes on.
  it('gives the bytes of one process that was never stopped', async function () {
    this.timeout(20_000); // it starts and ends many threads
    const options = { source, settings: sparse, numWorkers: 1 };
    const alone = await withTrainer(options, train);
    const start = await withTrainer(options, (trainer) => storedAt(1, trainer));
    const three = { settings: sparse, numHosts: 3, workers: 1, start };
    expect(await onHosts(new MemoryExchange(), three, train)).to.deep.equal(alone);
  });
});
