/** The joint likelihood that other programs publish for their Reuters corpus, over ten seeds. */
import { bestSamplerName } from '../../../core/sampler/open.ts';
import { MemoryKeeper } from '../../../core/training/session/memory-keeper.ts';
import { TrainingSession } from '../../../core/training/session/session.ts';
import { settingsFor } from '../../../core/training/new-settings.ts';
import type { AskedSettings } from '../../../core/training/settings.ts';
import { startTrainingThread } from '../../../corpora/threads/training-threads.ts';
import { readBagOfWords, sharedCorpus } from '../../fixtures/shared-corpora.ts';
import { markdownTable } from '../markdown-table.ts';

const numSeeds = 10;
const numSweeps = 1000;
const models: readonly { readonly name: string; readonly asked: AskedSettings }[] = [
  { name: 'fixed, alpha 0.1, beta 0.01', asked: { alpha: 0.1, beta: 0.01, optimize: 'none' } },
  { name: 'learnt from alpha 0.1, beta 0.1', asked: { alpha: 0.1, beta: 0.1 } },
  { name: 'learnt from the defaults', asked: {} },
];

/** @returns undefined where the corpus does not lie beside the checkout. */
export async function reutersTable(tell: (line: string) => void): Promise<string | undefined> {
  const path = sharedCorpus('lda-py-reuters395');
  if (path === undefined) return undefined;
  const source = readBagOfWords(path);
  const rows: string[][] = [];
  for (const { name, asked } of models) {
    const values: number[] = [];
    for (let seed = 1; seed <= numSeeds; seed++) {
      const settings = settingsFor({ ...asked, numTopics: 20, seed }, source);
      const keeper = new MemoryKeeper(source.documentLengths);
      await new TrainingSession({
        run: { name, settings: { ...settings, sampler: bestSamplerName() }, numSweeps },
        ...{ source, vocabulary: [], keeper, numWorkers: 2, checkpointEvery: {} },
        startWorker: startTrainingThread,
        warn: tell,
      }).run();
      values.push(keeper.measurements.at(-1)?.logLikelihoodPerToken ?? NaN);
      tell(`Reuters, ${name}, seed ${seed}: ${values.at(-1)?.toFixed(4)}`);
    }
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const spread = [mean, Math.min(...values), Math.max(...values)];
    rows.push([name, ...spread.map((value) => value.toFixed(4))]);
  }
  return markdownTable(['priors', 'mean of ten seeds', 'lowest', 'highest'], rows);
}
