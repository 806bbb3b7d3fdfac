/** Runs on several hosts, and the same runs on one, for comparing them. */
import { expect } from 'chai';
import { bestSamplerName } from '../../../core/sampler/open.ts';
import type { RunSettings } from '../../../core/training/settings.ts';
import type { StoredState } from '../../../core/training/shared-state.ts';
import { Trainer } from '../../../core/training/trainer.ts';
import { startTrainingThread } from '../../../corpora/threads/training-threads.ts';
import { hashOf } from '../../fixtures/hash.ts';
import { serveHosts } from '../../fixtures/hosts.ts';
import type { MemoryExchange } from '../../fixtures/memory-exchange.ts';
import { plantedCorpus } from '../../fixtures/planted-corpus.ts';
import { allTopics, plainSettings, stateOf } from '../../fixtures/train.ts';

export const source = plantedCorpus({
  numTopics: 8,
  wordsPerTopic: 30,
  numDocuments: 150,
  meanLength: 40,
  seed: 3,
});
export const dense: RunSettings = { ...plainSettings, sampler: bestSamplerName(), numBlocks: 8 };
export const sparse = { ...dense, numTopics: 700 };
export const learning: RunSettings = {
  ...dense,
  optimize: 'all',
  optimizeEvery: 2,
  optimizeAfter: 1,
};
export const seeded = { ...learning, seedWords: [{ word: 3, topic: 1, tokens: 5 }] };
export const numSweeps = 4;

interface Shape {
  readonly settings: RunSettings;
  readonly numHosts: number;
  readonly workers: number;
  readonly start?: StoredState;
}

export async function onHosts<Result>(
  exchange: MemoryExchange,
  { settings, start, ...shape }: Shape,
  work: (trainer: Trainer) => Promise<Result>,
): Promise<Result> {
  const hosts = serveHosts(exchange, shape);
  const trainer = await Trainer.start(optionsFor(settings, start), hosts.startCrew);
  let result: Result;
  try {
    result = await work(trainer);
  } finally {
    await trainer.close();
  }
  const ended = await hosts.ended;
  expect(ended).to.deep.equal(ended.map(() => 'done'));
  return result;
}

export function optionsFor(settings: RunSettings, start?: StoredState) {
  return { source, settings, start, numWorkers: 1, startWorker: startTrainingThread };
}

export async function train(trainer: Trainer, sweep = numSweeps) {
  await trainer.sampleToSweep(sweep);
  return {
    hash: hashOf([await allTopics(trainer)]),
    likelihood: await trainer.measureLogLikelihood(),
    lagged: await trainer.laggedTotals(),
    priors: trainer.priors,
  };
}

export async function storedAt(sweep: number, trainer: Trainer): Promise<StoredState> {
  await trainer.sampleToSweep(sweep);
  const { step, priors } = trainer;
  const laggedTotals = await trainer.laggedTotals();
  return stateOf(source, await allTopics(trainer), { sweep, step, priors, laggedTotals });
}
