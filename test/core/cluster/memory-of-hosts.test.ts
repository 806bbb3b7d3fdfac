import { expect } from 'chai';
import { planMemoryOfHosts } from '../../../core/cluster/memory-of-hosts.ts';
import type { TokenSource } from '../../../core/corpus/token-source.ts';
import { UserError } from '../../../core/errors.ts';
import { bestSamplerName } from '../../../core/sampler/open.ts';
import { checkMemory, planMemory } from '../../../core/training/memory-plan.ts';
import type { RunSettings } from '../../../core/training/settings.ts';
import { Trainer } from '../../../core/training/trainer.ts';
import { startTrainingThread } from '../../../corpora/threads/training-threads.ts';
import { letHostsGo, serveHosts } from '../../fixtures/hosts.ts';
import { MemoryExchange } from '../../fixtures/memory-exchange.ts';
import { plantedForMemory } from '../../fixtures/planted-corpus.ts';
import { plainSettings } from '../../fixtures/train.ts';

const settings: RunSettings = { ...plainSettings, sampler: bestSamplerName(), numBlocks: 16 };
/** 1.2 billion tokens, of which only the numbers are looked at. */
const large: TokenSource = {
  numDocuments: 1_200_000,
  numWords: 100_000,
  numTokens: 1.2e9,
  documentLengths: new Uint32Array(1_200_000).fill(1000),
  wordTokenCounts: new Uint32Array(100_000).fill(12_000),
  readWords: () => new Uint32Array(),
};

function planFor(numHosts: number, isBeginning: boolean) {
  const options = { source: large, settings: { ...settings, numTopics: 100 }, numWorkers: 4 };
  return planMemoryOfHosts(options, { numHosts, isBeginning });
}

describe('The memory that each of several machines will need', function () {
  this.timeout(30_000);

  // Seen to fail: planned as if each held all tokens.
  it('is planned within a tenth of what its share takes', async () => {
    const source = plantedForMemory();
    const options = { source, settings: { ...settings, numTopics: 100 }, numWorkers: 1 };
    const exchange = new MemoryExchange();
    const hosts = serveHosts(exchange, { numHosts: 4, workers: 1 });
    const start = { ...options, startWorker: startTrainingThread };
    const trainer = await Trainer.start(start, hosts.startCrew);
    const taken = trainer.memoryBytes;
    await trainer.close();
    await letHostsGo(exchange);
    await hosts.ended;
    const { host } = planMemoryOfHosts(options, { numHosts: 4, isBeginning: false });
    expect(host.tableBytes + host.tokenBytes).to.be.within(0.9 * taken, 1.1 * taken);
  });

  // Seen to fail: with the check of the whole, which train --server made.
  it('is granted where the share of the coordinator fits, and all tokens would not', () => {
    const machineBytes = 64 * 2 ** 30;
    const alone = planFor(1, true).coordinator;
    expect(() => {
      checkMemory(alone, machineBytes);
    }).to.throw(UserError, /in one WebAssembly memory/);
    checkMemory(planFor(2, true).coordinator, machineBytes);
  });

  // Seen to fail: by the share of the blocks alone.
  it('is that of half of the documents at least, with which the coordinator begins alone', () => {
    const shareOf = (numHosts: number, isBeginning: boolean) =>
      planFor(numHosts, isBeginning).coordinator.tokenBytes /
      planFor(1, true).coordinator.tokenBytes;
    expect([shareOf(2, true), shareOf(8, true)]).to.deep.equal([1 / 2, 1 / 2]);
    expect([shareOf(2, false), shareOf(8, false)]).to.deep.equal([1 / 2, 1 / 8]);
  });

  it('of one machine is that of training alone', () => {
    const options = { source: large, settings: { ...settings, numTopics: 100 }, numWorkers: 4 };
    expect(planFor(1, true).host).to.deep.equal(planMemory(options));
  });
});
