/** Trains one configuration until it reaches a likelihood, and tells how fast it was. */
import type { TokenSource } from '../../core/corpus/token-source.ts';
import { defaultNumBlocks } from '../../core/corpus/grid.ts';
import { bestSamplerName } from '../../core/sampler/open.ts';
import { withTrainer } from '../fixtures/train.ts';

export interface Configuration {
  readonly numTopics: number;
  readonly numWorkers: number;
  /** 0 is lockstep, more is live reading. */
  readonly staleness: number;
  readonly sampler?: string;
  readonly seed?: number;
}

export interface Measured {
  /** Over all sweeps, the first included. */
  readonly tokensPerSecond: number;
  /** Of sampling, in all. */
  readonly seconds: number;
  /** Seconds of sampling until the target; undefined when it was not reached. */
  readonly secondsToTarget: number | undefined;
  /** Per token, after the last sweep. */
  readonly logLikelihood: number;
  /** Part of the whole time that measuring the likelihood took. */
  readonly measuringShare: number;
  /** Of the workers' time: sampling, pulling, pushing, waiting. */
  readonly shares: readonly number[];
}

export interface Stretch {
  readonly numSweeps: number;
  /** How often the likelihood is looked at. */
  readonly every: number;
  readonly target?: number | undefined;
}

/** Priors as in the published comparisons. */
export const alpha = 0.1;
export const beta = 0.01;

export async function measure(
  source: TokenSource,
  configuration: Configuration,
  { numSweeps, every, target = Infinity }: Stretch,
): Promise<Measured> {
  const { numTopics, numWorkers, staleness, sampler = bestSamplerName(), seed = 1 } = configuration;
  const numBlocks = defaultNumBlocks(source.numTokens);
  const settings = { numTopics, alpha, beta, seed, numBlocks, sampler, staleness };
  return withTrainer({ source, numWorkers, settings }, async (trainer) => {
    let [sampling, measuring] = [0, 0];
    let secondsToTarget: number | undefined;
    let logLikelihood = -Infinity;
    while (trainer.sweep < numSweeps && secondsToTarget === undefined) {
      const next = Math.min(numSweeps, Math.max(0, trainer.sweep) + every);
      sampling += await seconds(() => trainer.sampleToSweep(next));
      measuring += await seconds(async () => {
        logLikelihood = await trainer.measureLogLikelihood();
      });
      if (logLikelihood >= target) secondsToTarget = sampling;
    }
    const totals = trainer.workerTotals();
    const numTokens = totals.reduce((sum, worker) => sum + worker.numTokens, 0);
    const share = (name: 'sampling' | 'pulling' | 'pushing' | 'waiting') =>
      totals.reduce((sum, worker) => sum + worker[`${name}Seconds`], 0) /
      (sampling * totals.length);
    return {
      tokensPerSecond: numTokens / sampling,
      seconds: sampling,
      secondsToTarget,
      logLikelihood,
      measuringShare: measuring / (sampling + measuring),
      shares: [share('sampling'), share('pulling'), share('pushing'), share('waiting')],
    };
  });
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
