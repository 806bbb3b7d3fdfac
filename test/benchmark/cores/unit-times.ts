/** Measures what the simulation of other cores is driven by. Times are the least of several sweeps. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { TokenSource } from '../../../core/corpus/token-source.ts';
import { storageOf } from '../../../core/sampler/kernel/storage.ts';
import { startInlineWorker } from '../../../core/training/inline-worker.ts';
import type { RunSettings } from '../../../core/training/settings.ts';
import type { Trainer } from '../../../core/training/trainer.ts';
import { OpenedSampler } from '../../fixtures/opened-sampler.ts';
import { type TrainOptions, withTrainer } from '../../fixtures/train.ts';
import { median } from '../median.ts';
import type { UnitTimes } from './simulate.ts';

/** Sweeps before anything is measured: tokens change their topics more often in the first ones. */
export const warmUp = 10;
const numMeasured = 7;

export type TimedSettings = Pick<RunSettings, 'numTopics' | 'alpha' | 'beta' | 'numBlocks'>;

export async function measureUnits(
  source: TokenSource,
  settings: TimedSettings,
  toWake: number,
): Promise<UnitTimes> {
  const alone = timesOf(source, settings, 1);
  const { unitsAtOnce, seconds: together } = timesOf(source, settings, 2);
  const inAll = (seconds: Float64Array) => seconds.reduce((sum, value) => sum + value, 0);
  return {
    numBlocks: settings.numBlocks,
    alone: alone.seconds,
    // Two that seem slower side by side than in turn were disturbed.
    pairShare: unitsAtOnce === 1 ? 1 : Math.min(1, inAll(together) / inAll(alone.seconds)),
    unitsAtOnce,
    perUnit: await secondsBesides(source, settings),
    toWake,
  };
}

/** Of each unit; of two at once, each has half of what they take together. */
function timesOf(source: TokenSource, settings: TimedSettings, atMost: number) {
  const { numTopics, alpha, beta, numBlocks } = settings;
  const { documentLengths } = source;
  const storage = storageOf({ numTopics, documentLengths });
  const opened = new OpenedSampler(source, {
    alpha: new Float64Array(numTopics).fill(alpha),
    beta,
    numBlocks,
    kernel: storage,
    mostOf: storage.wholeRows ? undefined : (numTokens) => numTokens,
    ...(atMost === 1 && { unitsAtOnce: 1 }),
  });
  const { sampler } = opened;
  const seconds = new Float64Array(numBlocks * numBlocks).fill(Infinity);
  const sampleUnits = sampler.sampleUnits.bind(sampler);
  for (let sweep = 0; sweep < warmUp; sweep++) opened.sweep(sweep, 1);
  sampler.sampleUnits = (units, totals) => {
    const start = performance.now();
    const results = sampleUnits(units, totals);
    const each = (performance.now() - start) / 1000 / units.length;
    for (const { block, range } of units) {
      const unit = block * numBlocks + range;
      seconds[unit] = Math.min(seconds[unit], each);
    }
    return results;
  };
  for (let sweep = warmUp; sweep < warmUp + numMeasured; sweep++) opened.sweep(sweep, 1);
  return { seconds, unitsAtOnce: Math.min(atMost, sampler.unitsAtOnce) };
}

/** What a worker takes for a unit besides sampling it: pulling, pushing, finding the next. */
async function secondsBesides(source: TokenSource, settings: TimedSettings): Promise<number> {
  const options = { source, settings, numWorkers: 1, startWorker: startInlineWorker };
  const perSweep = await leastOfSweeps(options, async (trainer, sweep) => {
    const before = trainer.workerTotals()[0];
    await trainer.sampleToSweep(sweep);
    const after = trainer.workerTotals()[0];
    return (['pullingSeconds', 'pushingSeconds', 'waitingSeconds'] as const).reduce(
      (sum, name) => sum + after[name] - before[name],
      0,
    );
  });
  return perSweep / settings.numBlocks ** 2;
}

/** Of a trainer with the kernel of today; the clock, or what `measure` says. */
export function leastOfSweeps(
  options: Omit<TrainOptions, 'settings'> & { readonly settings: TimedSettings },
  measure = secondsOfSweep,
): Promise<number> {
  const settings = { ...options.settings, sampler: 'kernel-3', seed: 1 }; // without a growing start
  return withTrainer({ ...options, settings }, async (trainer) => {
    await trainer.sampleToSweep(warmUp);
    let least = Infinity;
    for (let sweep = 1; sweep <= 3 * numMeasured; sweep++) {
      least = Math.min(least, await measure(trainer, warmUp + sweep));
    }
    return least;
  });
}

async function secondsOfSweep(trainer: Trainer, sweep: number): Promise<number> {
  const start = performance.now();
  await trainer.sampleToSweep(sweep);
  return (performance.now() - start) / 1000;
}

/** From a tick to the moment when a thread that slept goes on: half of the way there and back. */
export async function secondsToWake(): Promise<number> {
  const cells = new Int32Array(new SharedArrayBuffer(8));
  const worker = new Worker(echo, { eval: true, workerData: cells });
  await once(worker, 'message');
  const times: number[] = [];
  for (let round = 1; round <= 200; round++) {
    const start = performance.now();
    Atomics.store(cells, 0, round);
    Atomics.notify(cells, 0);
    Atomics.wait(cells, 1, round - 1);
    times.push((performance.now() - start) / 2000);
  }
  await worker.terminate();
  return median(times);
}

const echo = `
  const { parentPort, workerData: cells } = require('node:worker_threads');
  parentPort.postMessage('ready');
  for (let round = 1; ; round++) {
    Atomics.wait(cells, 0, round - 1);
    Atomics.store(cells, 1, round);
    Atomics.notify(cells, 1);
  }
`;
