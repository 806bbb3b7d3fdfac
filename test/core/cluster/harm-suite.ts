/** What a run on several hosts must survive, through whatever exchange. */
import { expect } from 'chai';
import { Trainer } from '../../../core/training/trainer.ts';
import type { Exchange } from '../../../core/parameter-server/exchange.ts';
import { letHostsGo, serveHosts } from '../../fixtures/hosts.ts';
import { expectConserved } from '../../fixtures/recount.ts';
import { withTrainer } from '../../fixtures/train.ts';
import { dense, optionsFor, source, sparse, train } from './hosts-and-alone.ts';

export interface Harm {
  readonly name: string;
  /** Does it while hosts train; @returns when it is over. */
  readonly happen: () => Promise<void>;
  /** Whether something that was acknowledged must have been lost, and put again. */
  readonly isLossDemanded?: boolean;
}

/** @param open an exchange in which nothing is left. */
export function itSurvives(open: () => Exchange, harms: readonly Harm[]): void {
  for (const [name, settings] of [
    ['dense documents', dense],
    ['lists', sparse],
  ] as const) {
    it(`gives the bytes of one process to two hosts and a twin of the second (${name})`, async () => {
      const alone = await withTrainer({ source, settings, numWorkers: 1 }, train);
      const hosts = serveHosts(open(), { numHosts: 2, workers: 1, twins: [1] });
      const trainer = await Trainer.start(optionsFor(settings), hosts.startCrew);
      try {
        expect(await train(trainer)).to.deep.equal(alone);
        await expectConserved(trainer, source);
      } finally {
        await trainer.close();
      }
      await hosts.ended;
    });
  }

  for (const harm of harms) {
    it(`gives the bytes of one process although ${harm.name}`, async () => {
      const settings = dense;
      const exchange = open();
      const hosts = serveHosts(exchange, { numHosts: 3, workers: 1 });
      const trainer = await Trainer.start(optionsFor(settings), hosts.startCrew);
      try {
        await trainer.sampleToSweep(1);
        let isOver = false;
        const harming = harm.happen().finally(() => (isOver = true));
        harming.catch(() => undefined); // it is awaited below
        while (!isOver) await trainer.sampleToSweep(trainer.sweep + 1);
        await harming;
        const sweep = trainer.sweep + 1;
        await trainer.sampleToSweep(sweep);
        const found = await train(trainer, sweep);
        if (harm.isLossDemanded) expect(hosts.crew().numRepaired).to.be.above(0);
        const options = { source, settings, numWorkers: 2 };
        const alone = await withTrainer(options, (other) => train(other, sweep));
        expect(found).to.deep.equal(alone);
      } finally {
        await trainer.close();
        await letHostsGo(exchange);
        await hosts.ended;
      }
    });
  }
}
