/** Makes a run of the model that came with the documents of a source. */
import { startInlineWorker } from '../../core/training/inline-worker.ts';
import { settingsFor } from '../../core/training/new-settings.ts';
import { defaultSettings } from '../../core/training/settings.ts';
import { Trainer } from '../../core/training/trainer.ts';
import type { Priors } from '../../core/sampler/sampler.ts';
import { CheckpointStore } from '../database/checkpoints.ts';
import { packTopics } from '../database/packed-topics.ts';
import { CorpusStore } from '../database/corpus-store.ts';
import type { ProjectFile } from '../database/project-file.ts';
import { RunStore } from '../database/runs.ts';
import type { ImportReport } from './report.ts';
import type { ScratchTokens } from './scratch-tokens.ts';

/** Such a run did not begin in gibbon, so no seed led to it; from here on it is repeatable. */
const seed = 0;

export interface ImportedModel {
  readonly priors: Priors;
  readonly tokens: ScratchTokens;
  /** As in `ChosenWords`: tokens of words that are left out have no topic. */
  readonly finalIds: Int32Array;
}

/**
 * Writes a run with one checkpoint, of sweep 0, because the number of earlier sweeps is unknown. It
 * can be resumed from there, with fixed priors.
 *
 * @param file its corpus is complete.
 * @returns what the report says of it.
 */
export async function addImportedRun(
  file: ProjectFile,
  { priors, tokens, finalIds }: ImportedModel,
): Promise<NonNullable<ImportReport['run']>> {
  const corpus = new CorpusStore(file);
  const runs = new RunStore(file);
  const checkpoints = new CheckpointStore(file, corpus);
  const source = corpus.trainingTokens({});
  const numTopics = priors.alpha.length;
  const alphaSum = priors.alpha.reduce((sum, alpha) => sum + alpha, 0);
  const settings = settingsFor(
    { numTopics, alphaSum, beta: priors.beta, seed, optimize: 'none' },
    source,
  );
  const { fingerprint } = corpus.summary();
  const { numSweeps } = defaultSettings;
  const run = runs.create({ fingerprint, settings, numSweeps });
  const topics = await packTopics(topicsOf(tokens, finalIds), source.chunks, { numTopics });
  const at = { sweep: 0, step: 0, priors, seconds: 0 };
  const checkpoint = checkpoints.write(run, at, topics, () => {
    runs.update(run, { state: 'stopped' });
  });
  const logLikelihoodPerToken = await measure({
    source,
    settings,
    start: {
      ...at,
      readTopics: (first, end) => checkpoints.readTopics(checkpoint, { first, end }),
    },
  });
  const speed = { tokensPerSecond: null, seconds: 0 };
  runs.addMeasurement(run, { sweep: 0, logLikelihoodPerToken, ...speed });
  return { name: run.name, numTopics, logLikelihoodPerToken };
}

/** As a training measures it, to the bit. */
async function measure(
  options: Pick<Parameters<typeof Trainer.start>[0], 'source' | 'settings' | 'start'>,
): Promise<number> {
  const trainer = await Trainer.start({
    ...options,
    numWorkers: 1,
    startWorker: startInlineWorker,
  });
  try {
    return await trainer.measureLogLikelihood();
  } finally {
    await trainer.close();
  }
}

function* topicsOf(tokens: ScratchTokens, finalIds: Int32Array): Generator<Uint16Array> {
  for (const { words, topics } of tokens.batches()) {
    if (topics !== undefined) yield topics.filter((_, token) => finalIds[words[token]] >= 0);
  }
}
