import { expect } from 'chai';
import { getEventListeners } from 'node:events';
import { Host } from '../../../core/cluster/host.ts';
import { type Plan, protocol } from '../../../core/cluster/plan.ts';
import type { TrainerOptions } from '../../../core/training/shared-state.ts';
import { Trainer } from '../../../core/training/trainer.ts';
import { startTrainingThread } from '../../../corpora/threads/training-threads.ts';
import { errorOf } from '../../fixtures/failure-of.ts';
import { type HostsShape, letHostsGo, rest, serveHosts } from '../../fixtures/hosts.ts';
import { MemoryExchange } from '../../fixtures/memory-exchange.ts';
import { dense, optionsFor, source } from './hosts-and-alone.ts';

const shape: HostsShape = { numHosts: 2, workers: 1 };

describe('The crew of several hosts', function () {
  this.timeout(20_000);

  // Seen to fail: with either listener left, and with a host that keeps its workers' memory.
  it('leaves nothing of a dealing behind that is over: its memory was kept until the end of the run', async () => {
    const leaving = new AbortController();
    const hosts = serveHosts(new MemoryExchange(), { ...shape, followOn: true });
    const options: TrainerOptions = { ...optionsFor(dense), signal: leaving.signal };
    const trainer = await Trainer.start(options, hosts.startCrew);
    await trainer.sampleToSweep(1);
    const first = hosts.crew();
    const { memoryBytes } = first;
    expect(memoryBytes).to.be.above(0);
    await hosts.join(2);
    await trainer.dealAgain(1000);
    expect(hosts.crew()).not.to.equal(first);
    expect(() => first.peek()).to.throw();
    expect(first).to.include({ memoryBytes, clock: 2 * dense.numBlocks }); // screens still ask
    expect(getEventListeners(leaving.signal, 'abort')).to.have.length(1);
    await trainer.sampleToSweep(2);
    await trainer.close();
    expect(getEventListeners(leaving.signal, 'abort')).to.have.length(0);
    await letHostsGo(hosts.exchange);
    await hosts.ended;
  });

  // Seen to fail: with the listener left.
  it('has hosts that leave nothing in the program that they belong to', async () => {
    const { signal } = new AbortController();
    const exchange = new MemoryExchange();
    await letHostsGo(exchange);
    const plan: Plan = {
      ...{ protocol, generation: 1, hosts: ['host-0', 'host-1'], starts: [0, 4, 8] },
      ...{ settings: dense, gridHash: 0 },
      ...{
        numDocuments: source.numDocuments,
        numWords: source.numWords,
        numTokens: source.numTokens,
      },
    };
    const own = { run: 'run', id: 'host-1', numWorkers: 1, startWorker: startTrainingThread };
    const host = new Host({ ...own, plan, exchange, rest, signal });
    expect(getEventListeners(signal, 'abort')).to.have.length(1);
    await host.serve();
    expect(getEventListeners(signal, 'abort')).to.have.length(0);
  });

  // Seen to fail (by waiting forever): with hosts ordered to end that wait for their parts of the corpus.
  it('is not started when the corpus cannot be read, and says why', async () => {
    const reason = new Error('a page is damaged');
    const readWords = (): never => {
      throw reason;
    };
    const hosts = serveHosts(new MemoryExchange(), shape);
    const options = { ...optionsFor(dense), source: { ...source, readWords } };
    expect(await errorOf(Trainer.start(options, hosts.startCrew))).to.equal(reason);
    await letHostsGo(hosts.exchange);
    await hosts.ended;
  });

  // Seen to fail: with a minute of patience, in silence, after which the run ended.
  it('waits for a server that is out of reach when it begins, and somebody is told', async () => {
    const troubles: string[] = [];
    let numLeft = 3;
    const exchange = new MemoryExchange();
    const last = exchange.last.bind(exchange);
    exchange.last = (key) => (numLeft-- > 0 ? Promise.reject(new Error('gone')) : last(key));
    const outlast: HostsShape['outlast'] = async (ask) => {
      for (;;) {
        try {
          return await ask();
        } catch (error) {
          troubles.push((error as Error).message);
        }
      }
    };
    const hosts = serveHosts(exchange, { ...shape, outlast });
    const trainer = await Trainer.start(optionsFor(dense), hosts.startCrew);
    expect(troubles).to.deep.equal(['gone', 'gone', 'gone']);
    await trainer.close();
    await hosts.ended;
  });
});
