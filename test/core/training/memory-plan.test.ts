import { expect } from 'chai';
import { UserError } from '../../../core/errors.ts';
import { coderBytes } from '../../../core/parameter-server/bridge/coder.ts';
import { storageOf } from '../../../core/sampler/kernel/storage.ts';
import { bestSamplerName, scratchBytes } from '../../../core/sampler/open.ts';
import { referenceSamplerName } from '../../../core/sampler/versions.ts';
import { Arena } from '../../../core/memory/arena.ts';
import { startInlineWorker } from '../../../core/training/inline-worker.ts';
import { reserve } from '../../../core/training/shared-state.ts';
import { shapesOfStages } from '../../../core/training/stage-shapes.ts';
import { checkMemory, planMemory } from '../../../core/training/memory-plan.ts';
import { plainSettings, withTrainer } from '../../fixtures/train.ts';
import { arraySource } from '../../fixtures/array-source.ts';
import { plantedForMemory } from '../../fixtures/planted-corpus.ts';

const source = plantedForMemory();
const megabyte = 2 ** 20;

describe('The memory that a run will need', () => {
  const kernel = bestSamplerName();
  const cases = [
    { name: 'dense documents in several tiles', numTopics: 100, staleness: 0, sampler: kernel },
    { name: 'lists', numTopics: 600, staleness: 0, sampler: kernel },
    { name: 'live reading', numTopics: 100, staleness: 2, sampler: kernel },
    { name: 'the reference', numTopics: 100, staleness: 0, sampler: referenceSamplerName },
  ];
  for (const { name, ...change } of cases) {
    // Seen to fail: with the documents left out.
    it(`is planned within a tenth of what is taken (${name})`, async () => {
      const options = { source, numWorkers: 2, settings: { ...plainSettings, ...change } };
      const { tableBytes, tokenBytes, arenaBytes } = planMemory(options);
      const reserved = await withTrainer(options, (trainer) =>
        Promise.resolve(trainer.memoryBytes),
      );
      const scratch = options.numWorkers * scratchBytes(change.sampler, change.numTopics);
      const planned = tableBytes + tokenBytes + scratch;
      expect(planned).to.be.within(0.9 * reserved, 1.1 * reserved);
      // The kernel's runs are bounded, not known: a little more is reserved than taken.
      expect(arenaBytes).to.be.within(reserved, 1.25 * reserved + 2 ** 18);
    });
  }

  // Seen to fail (the arena ends): with the words of a tile as many as chance would have it.
  it('is never less than is taken, where each word comes in as many tiles as it can', async () => {
    const documents = Array.from({ length: 3000 }, () => Array.from({ length: 40 }, (_, w) => w));
    const even = arraySource(documents, 40);
    for (const sampler of [kernel, referenceSamplerName]) {
      for (const numTopics of [1, 100, 600]) {
        for (const numWorkers of [1, 4]) {
          const settings = { ...plainSettings, numTopics, sampler };
          const options = { source: even, numWorkers, settings };
          const taken = await withTrainer(options, (trainer) =>
            Promise.resolve(trainer.memoryBytes),
          );
          expect(taken).to.be.at.most(planMemory(options).arenaBytes);
        }
      }
    }
  });

  // Seen to fail: with a plan of the whole only, as it was.
  it('has room for a part of the corpus that is stored otherwise, and takes more', () => {
    const documents = Array.from({ length: 90_000 }, (_, document) =>
      Array.from({ length: 10 }, (__, token) => (document * 31 + token * token) % 5000),
    );
    const short = arraySource(documents, 5000);
    const settings = { ...plainSettings, numTopics: 200, sampler: kernel, numBlocks: 8 };
    const options = { source: short, numWorkers: 2, settings };
    const [half] = shapesOfStages(options).slice(-1);
    const arena = new Arena();
    const { sampler } = reserve({ ...options, ...half, startWorker: startInlineWorker }, arena, 0);
    expect(storageOf({ ...settings, ...short }).documents).to.equal('sparse');
    expect(sampler.kind === 'kernel' && sampler.tokens.tiles[0].variant).to.equal('dense');
    // Runs, which have their place when tiles are laid out, come to this.
    expect(planMemory(options).arenaBytes).to.be.above(arena.usedBytes);
    expect(planMemory(half).arenaBytes).to.be.at.most(planMemory(options).arenaBytes);
  });

  // Seen to fail: without it, as it was.
  it('has room for the coder of a host where others have their share', () => {
    const settings = { ...plainSettings, numTopics: 600 };
    const share = {
      blocks: { first: 0, end: settings.numBlocks },
      join: () => Promise.reject(new Error('nothing is laid out here')),
    };
    const alone = planMemory({ source, numWorkers: 2, settings });
    const shared = planMemory({ source, numWorkers: 2, settings, share });
    expect(shared.arenaBytes - alone.arenaBytes).to.equal(coderBytes(600));
  });

  const plan = {
    tableBytes: 3000 * megabyte,
    tokenBytes: 900 * megabyte,
    restBytes: 200 * megabyte,
    totalBytes: 4100 * megabyte,
    arenaBytes: 4000 * megabyte,
  };

  it('is refused beyond what the machine has, with the numbers and what to change', () => {
    expect(() => {
      checkMemory(plan, 4000 * megabyte);
    })
      .to.throw(UserError, /4,100 MB .*word-topic table 3,000 MB.*this machine has 4,000 MB/)
      .with.property('hint')
      .that.matches(/fewer topics/);
  });

  it('is refused beyond the end of a WebAssembly memory, whatever the machine has', () => {
    const large = { ...plan, tableBytes: 4000 * megabyte };
    expect(() => {
      checkMemory(large, 1e12);
    }).to.throw(UserError, /4,900 MB of it in one WebAssembly memory, which ends at 4,096 MB/);
  });

  it('is granted up to there', () => {
    expect(() => {
      checkMemory(plan, 4100 * megabyte);
    }).not.to.throw();
  });
});
