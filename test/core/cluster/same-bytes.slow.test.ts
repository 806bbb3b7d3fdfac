import { expect } from 'chai';
import { HostLost } from '../../../core/cluster/failures.ts';
import { Trainer } from '../../../core/training/trainer.ts';
import { letHostsGo, serveHosts } from '../../fixtures/hosts.ts';
import { MemoryExchange } from '../../fixtures/memory-exchange.ts';
import { expectConserved } from '../../fixtures/recount.ts';
import { withTrainer } from '../../fixtures/train.ts';
import {
  dense,
  learning,
  onHosts,
  optionsFor,
  seeded,
  source,
  sparse,
  storedAt,
  train,
} from './hosts-and-alone.ts';

describe('A run on several hosts', function () {
  this.timeout(20_000); // each test starts and ends many threads

  for (const [name, settings, numHosts, workers] of [
    ['1 host', dense, 1, 1],
    ['2 hosts of 2 workers', dense, 2, 2],
    ['8 hosts', dense, 8, 1],
    ['2 hosts, two blocks', { ...dense, numBlocks: 2 }, 2, 1],
    ['3 hosts, many topics', sparse, 3, 1],
    ['3 hosts, learnt priors and seed words', seeded, 3, 2],
  ] as const) {
    it(`gives the bytes of one process (${name})`, async () => {
      const exchange = new MemoryExchange();
      const alone = await withTrainer({ source, settings, numWorkers: 2 }, train);
      const found = await onHosts(exchange, { settings, numHosts, workers }, async (trainer) => {
        const result = await train(trainer);
        await expectConserved(trainer, source);
        return result;
      });
      expect(found).to.deep.equal(alone);
      expect(exchange.keys, 'nothing is left').to.deep.equal(['gibbon:{run}:plan']);
    });
  }

  // Seen to fail: with the counts of other hosts left out where a run goes on.
  for (const settings of [dense, sparse, learning]) {
    it(`goes on with three hosts where one process stopped, and alone again (${settings.numTopics} topics, ${settings.optimize ?? 'fixed priors'})`, async () => {
      const options = { source, settings, numWorkers: 1 };
      const alone = await withTrainer(options, train);
      const first = await withTrainer(options, (trainer) => storedAt(1, trainer));
      const three = { settings, numHosts: 3, workers: 1, start: first };
      const second = await onHosts(new MemoryExchange(), three, (trainer) => storedAt(3, trainer));
      const whole = await withTrainer({ ...options, start: second }, train);
      expect(whole).to.deep.equal(alone);
    });
  }

  it('gives the same bytes through an exchange that loses, delays and forgets', async () => {
    const alone = await withTrainer({ source, settings: dense, numWorkers: 2 }, train);
    const exchange = new MemoryExchange({ seed: 3, failed: 0.02, lost: 0.02, turns: 5 });
    const shape = { settings: dense, numHosts: 2, workers: 1 };
    const found = await onHosts(exchange, shape, async (trainer) => {
      await trainer.sampleToSweep(1);
      exchange.wipe(); // as a server that restarts empty
      return train(trainer);
    });
    expect(found).to.deep.equal(alone);
    expect(exchange.numLost).to.be.above(0);
  });

  it('ends with the name of a host that dies, and goes on without it from where it was saved', async () => {
    const alone = await withTrainer({ source, settings: dense, numWorkers: 1 }, train);
    const exchange = new MemoryExchange();
    const hosts = serveHosts(exchange, { numHosts: 3, workers: 1 });
    const trainer = await Trainer.start(optionsFor(dense), hosts.startCrew);
    const start = await storedAt(1, trainer);
    const sampling = trainer.sampleToSweep(1_000_000).catch((error: unknown) => error);
    hosts.kill(2);
    const failure = await sampling;
    await trainer.close();
    await letHostsGo(exchange);
    await hosts.ended;
    expect(failure).to.be.instanceOf(HostLost);
    expect(String(failure)).to.match(/Host host-2 gives no sign of life/);
    const two = { settings: dense, numHosts: 2, workers: 1, start };
    expect(await onHosts(new MemoryExchange(), two, train)).to.deep.equal(alone);
  });
});
