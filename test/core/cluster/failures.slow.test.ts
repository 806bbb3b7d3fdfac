import { expect } from 'chai';
import { UserError } from '../../../core/errors.ts';
import { HostLost } from '../../../core/cluster/failures.ts';
import type { Mishap } from '../../../core/training/messages.ts';
import { Trainer } from '../../../core/training/trainer.ts';
import { WorkerError } from '../../../core/training/worker-pool.ts';
import { type HostsShape, letHostsGo, serveHosts, withMishap } from '../../fixtures/hosts.ts';
import { MemoryExchange } from '../../fixtures/memory-exchange.ts';
import { dense, onHosts, optionsFor, source, storedAt, train } from './hosts-and-alone.ts';
import { withTrainer } from '../../fixtures/train.ts';

const shape: HostsShape = { numHosts: 3, workers: 1 };

describe('A host whose worker', function () {
  this.timeout(20_000);

  // Seen to fail: when every failure of a host was taken for an accident, and the others, told nothing,
  // waited for ten minutes.
  it('finds a fault of ours ends the run at once with its cause, and lets the others go', async () => {
    const exchange = new MemoryExchange();
    const { failure, ended } = await failingRun(exchange, 'throw');
    expect(failure).to.be.instanceOf(WorkerError);
    expect(failure.message).to.equal(
      'host host-1 failed: Worker 0 failed: worker 0 was ordered to fail',
    );
    await letHostsGo(exchange, failure);
    const [first, second] = await ended;
    expect(String(first)).to.match(/Worker 0 failed: worker 0 was ordered to fail/);
    expect(second).to.be.instanceOf(UserError);
    expect(String(second)).to.match(/the coordinator has ended the run \(host host-1 failed: /);
  });

  // Seen to fail: when deaths of threads ended the run, too.
  it('dies ends with the cause, and the others can go on without it', async () => {
    const exchange = new MemoryExchange();
    const { failure, ended, start } = await failingRun(exchange, 'exit');
    expect(failure).to.be.instanceOf(HostLost);
    expect(failure.message).to.match(/^Host host-1 failed: Worker 0 ended with exit code/);
    await letHostsGo(exchange);
    const [first, second] = await ended;
    expect(first).to.be.instanceOf(WorkerError);
    expect(second).to.equal('done');
    const alone = await withTrainer({ source, settings: dense, numWorkers: 1 }, train);
    const two = { settings: dense, numHosts: 2, workers: 1, start };
    expect(await onHosts(new MemoryExchange(), two, train)).to.deep.equal(alone);
  });
});

/** Trains until the worker of host-1 has had its mishap, some sweeps after the first. */
async function failingRun(exchange: MemoryExchange, kind: Mishap['kind']) {
  const startWorkers = [undefined, withMishap({ kind, probability: 0.01, milliseconds: 0 })];
  const hosts = serveHosts(exchange, { ...shape, startWorkers });
  const trainer = await Trainer.start(optionsFor(dense), hosts.startCrew);
  const start = await storedAt(0, trainer);
  const failure = await trainer.sampleToSweep(1_000_000).then(
    () => new Error('it did not fail'),
    (error: unknown) => error as Error,
  );
  await trainer.close();
  return { failure, start, ended: hosts.ended };
}
