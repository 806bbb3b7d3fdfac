import { expect } from 'chai';
import { bestSamplerName } from '../../../core/sampler/open.ts';
import type { CheckpointSummary } from '../../../corpora/database/checkpoints.ts';
import { readAveragedModel } from '../../../corpora/database/evaluation/evaluate-run.ts';
import { openSession } from '../../../corpora/project/open-session.ts';
import { resumeRun } from '../../../corpora/project/resume-run.ts';
import { type Stores, newestCheckpoint, openStores } from '../../../corpora/project/stores.ts';
import { makeProject, testFolder } from '../../fixtures/folder.ts';
import { plainSettings } from '../../fixtures/train.ts';

const say = (): void => undefined;
const numSweeps = 60;
const settings = {
  ...plainSettings,
  sampler: bestSamplerName(Uint32Array.of(1)),
  optimize: 'all',
  optimizeAfter: 10,
  optimizeEvery: 5,
  numSamples: 5,
  sampleEvery: 2,
} as const;

describe('Samples in a project file', () => {
  const folder = testFolder();

  // Seen to fail: with priors learnt to the end (sweep 55 moved them, and the samples before it went),
  // and with only the newest two checkpoints kept.
  it('stay, all with the same priors', async () => {
    await withRun('whole', { numWorkers: 2 }, (stores) => {
      const samples = samplesOf(stores);
      expect(samples.map(({ sweep }) => sweep)).to.deep.equal([52, 54, 56, 58, 60]);
      expect(new Set(samples.map(({ priors }) => priors.beta)).size).to.equal(1);
      expect(samples[0].priors.beta).not.to.equal(settings.beta);
    });
  });

  it('are the same bytes on any number of workers, and when the run stops between two of them', async () => {
    const whole = await withRun('one', { numWorkers: 1 }, topicsOfSamples);
    const stopped = await withRun('three', { numWorkers: 3, stopAt: 54 }, topicsOfSamples);
    expect(stopped).to.deep.equal(whole);
  });

  // Seen to fail: with beta added once for all samples.
  it('are averaged: the counts of all of them, and beta as often', async () => {
    await withRun('mean', { numWorkers: 2 }, (stores) => {
      const samples = samplesOf(stores);
      const [checkpoint] = samples.slice(-1);
      const model = readAveragedModel({ ...stores, checkpoint, settings, samples });
      expect(model.beta).to.equal(checkpoint.priors.beta * samples.length);
      const { numDocuments, wordTokenCounts } = stores.corpus.trainingTokens(settings);
      const words = stores.corpus.trainingTokens(settings).readWords(0, numDocuments);
      const expected = new Float64Array(wordTokenCounts.length * settings.numTopics);
      for (const sample of samples) {
        const topics = stores.checkpoints.readTopics(sample, { first: 0, end: numDocuments });
        words.forEach((word, token) => expected[word * settings.numTopics + topics[token]]++);
      }
      const found = new Float64Array(expected.length);
      for (let topic = 0; topic < model.numTopics; topic++) {
        model.wordsOf(topic).forEach((word, place) => {
          found[word * settings.numTopics + topic] = model.countsOf(topic)[place];
        });
      }
      expect(found).to.deep.equal(expected);
    });
  });

  async function withRun<Result>(
    name: string,
    { numWorkers, stopAt }: { numWorkers: number; stopAt?: number },
    look: (stores: Stores) => Result,
  ): Promise<Result> {
    const file = await makeProject(folder.at(`${name}.gibbon`));
    const stores = openStores(file, { readOnly: false, say });
    try {
      const { fingerprint } = stores.corpus.summary();
      const run = stores.runs.create({ fingerprint, settings, numSweeps });
      const options = { numWorkers, checkpointEvery: {}, say };
      const session = openSession(
        stores,
        { run },
        {
          ...options,
          onCheckpoint: ({ sweep }) => {
            if (sweep === stopAt) session.stop('interrupted');
          },
        },
      );
      if ((await session.run()) !== 'done') {
        const stretch = resumeRun(stores, {}, { say, check: () => undefined });
        expect(stretch.checkpoint?.sweep).to.equal(stopAt);
        await openSession(stores, stretch, options).run();
      }
      return look(stores);
    } finally {
      stores.file.close();
    }
  }

  function samplesOf(stores: Stores): CheckpointSummary[] {
    const run = stores.runs.find();
    return stores.checkpoints.samples(run, newestCheckpoint(stores, run, say)!);
  }

  function topicsOfSamples(stores: Stores): Uint16Array[] {
    const { numDocuments } = stores.corpus.summary();
    return samplesOf(stores).map((sample) =>
      stores.checkpoints.readTopics(sample, { first: 0, end: numDocuments }),
    );
  }
});
