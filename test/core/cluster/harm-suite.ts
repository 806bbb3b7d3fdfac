/** What a run on several hosts must survive, through whatever exchange. */
import { expect } from 'chai';
import { Trainer } from '../../../core/training/trainer.ts';
import type { RunSettings } from '../../../core/training/settings.ts';
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

/** How often a loss is tried that is demanded. */
const mostTimes = 5;

/** @param open an exchange in which nothing is left. */
export function itSurvives(open: () => Exchange, harms: readonly Harm[]): void {
  itSurvivesTwins(open, 'dense documents', dense);
  itSurvivesTwins(open, 'lists', sparse);
  for (const harm of harms) itSurvivesHarm(open, harm);
}

function itSurvivesTwins(open: () => Exchange, name: string, settings: RunSettings): void {
  it(`gives the bytes of one process to two hosts and a twin of the second (${name})`, async () => {
    const alone = await withTrainer({ source, settings, numWorkers: 1 }, train);
    const exchange = open();
    const hosts = serveHosts(exchange, { numHosts: 2, workers: 1, twins: [1] });
    const trainer = await Trainer.start(optionsFor(settings), hosts.startCrew);
    try {
      expect(await train(trainer)).to.deep.equal(alone);
      await expectConserved(trainer, source);
    } finally {
      await trainer.close();
      await letHostsGo(exchange); // the slower twin may still wait for an order that is no longer there
      await hosts.ended;
    }
  });
}

function itSurvivesHarm(
  open: () => Exchange,
  { name, happen, isLossDemanded = false }: Harm,
): void {
  it(`gives the bytes of one process although ${name}`, async () => {
    const exchange = open();
    const hosts = serveHosts(exchange, { numHosts: 3, workers: 1 });
    const trainer = await Trainer.start(optionsFor(dense), hosts.startCrew);
    try {
      await trainer.sampleToSweep(1);
      // At any one moment everything may have been read already: then it happens once more.
      for (let times = 0; times < mostTimes; times++) {
        await trainDuring(trainer, happen());
        if (!isLossDemanded || hosts.crew().numRepaired > 0) break;
      }
      const sweep = trainer.sweep + 1;
      const found = await train(trainer, sweep);
      if (isLossDemanded) expect(hosts.crew().numRepaired).to.be.above(0);
      const options = { source, settings: dense, numWorkers: 2 };
      const alone = await withTrainer(options, (other) => train(other, sweep));
      expect(found).to.deep.equal(alone);
    } finally {
      await trainer.close();
      await letHostsGo(exchange);
      await hosts.ended;
    }
  });
}

/** Sweep after sweep, until something is over. */
async function trainDuring(trainer: Trainer, happening: Promise<void>): Promise<void> {
  let isOver = false;
  const over = happening.finally(() => (isOver = true));
  over.catch(() => undefined); // it is awaited below
  while (!isOver) await trainer.sampleToSweep(trainer.sweep + 1);
  await over;
}
