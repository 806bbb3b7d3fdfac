/**
 * The simulation beside the clock on any machine: units that sleep take time and no core. Real threads,
 * real clocks, and a corpus so small that sampling it takes next to nothing.
 */
import { kernelSamplerName } from '../../../core/sampler/versions.ts';
import { plantedCorpus } from '../../fixtures/planted-corpus.ts';
import { withTrainer } from '../../fixtures/train.ts';
import { secondsPerSweep } from './simulate.ts';

const numBlocks = 16;
const milliseconds = 20;
const numSweeps = 2;

export interface Check {
  readonly numWorkers: number;
  readonly simulated: number;
  /** Seconds a sweep, both. */
  readonly measured: number;
}

export async function checkWithSleepers(toWake: number): Promise<Check[]> {
  const checks: Check[] = [];
  const shape = { numTopics: 5, wordsPerTopic: 20, numDocuments: 100, meanLength: 20, seed: 1 };
  const source = plantedCorpus(shape);
  for (const numWorkers of [1, 2, 4, 8, 16]) {
    const sleeps = { kind: 'sleep', probability: 1, milliseconds } as const;
    const mishaps = Array.from({ length: numWorkers }, () => sleeps);
    const settings = { numBlocks, sampler: kernelSamplerName };
    const measured = await withTrainer(
      { source, numWorkers, settings, mishaps },
      async (trainer) => {
        await trainer.sampleToSweep(0);
        const start = performance.now();
        await trainer.sampleToSweep(numSweeps);
        return (performance.now() - start) / 1000 / numSweeps;
      },
    );
    const alone = new Float64Array(numBlocks ** 2).fill(milliseconds / 1000);
    const times = { numBlocks, alone, pairShare: 1, unitsAtOnce: 2, perUnit: 0, toWake };
    checks.push({ numWorkers, simulated: secondsPerSweep(times, numWorkers, numSweeps), measured });
  }
  return checks;
}
