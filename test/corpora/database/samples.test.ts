import { expect } from 'chai';
import { bestSamplerName } from '../../../core/sampler/open.ts';
import type { CheckpointSummary } from '../../../corpora/database/checkpoints.ts';
import {
  evaluateRun,
  readAveragedModel,
} from '../../../corpora/database/evaluation/evaluate-run.ts';
import { openInspection } from '../../../corpora/project/open-inspection.ts';
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
      const expected = countsOfSamples(stores, samples);
      const found = new Float64Array(expected.length);
      for (let topic = 0; topic < model.numTopics; topic++) {
        model.wordsOf(topic).forEach((word, place) => {
          found[word * settings.numTopics + topic] = model.countsOf(topic)[place];
        });
      }
      expect(found).to.deep.equal(expected);
    });
  });

  // Seen to fail: with the last state's counts in place of those of all samples.
  it('give the probabilities that are shown; counts stay those of the last state', async () => {
    await withRun('shown', { numWorkers: 2 }, (stores) => {
      const samples = samplesOf(stores);
      const sums = countsOfSamples(stores, samples);
      const last = countsOfSamples(stores, samples.slice(-1));
      const { numWords } = stores.corpus.trainingTokens(settings);
      const beta = samples[0].priors.beta * samples.length;
      const topic = 3;
      const at = (word: string) => stores.corpus.wordId(word)! * settings.numTopics + topic;
      let total = 0;
      for (let cell = topic; cell < sums.length; cell += settings.numTopics) total += sums[cell];
      const inspection = openInspection(stores.file.path, undefined, say);
      const { rows } = inspection.topicWords(topic, 1, { first: 0, limit: numWords });
      inspection.close();
      expect(rows.map(({ count }) => count)).to.deep.equal(rows.map(({ word }) => last[at(word)]));
      expect(sums).not.to.deep.equal(last.map((count) => count * samples.length));
      for (const { word, probability } of rows) {
        expect(probability).to.be.closeTo(
          (sums[at(word)] + beta) / (total + numWords * beta),
          1e-15,
        );
      }
    });
  });

  // Seen to fail: with the top words of the last state for the evaluation, and for the coherence shown.
  it('give the top words whose coherence is measured', async () => {
    await withRun('coherent', { numWorkers: 2 }, (stores) => {
      const samples = samplesOf(stores);
      const [checkpoint] = samples.slice(-1);
      const [sums, last] = [samples, [checkpoint]].map((states) =>
        topWordsOf(countsOfSamples(stores, states)),
      );
      expect(sums).not.to.deep.equal(last);
      const run = { ...stores, checkpoint, settings, samples };
      const evaluated = evaluateRun(run, { numTopWords: 10 }).topics;
      expect(evaluated.map(({ topWords }) => [...topWords])).to.deep.equal(sums);
      const inspection = openInspection(stores.file.path, undefined, say);
      const shown = inspection.topics();
      inspection.close();
      for (const [topic, words] of sums.entries()) {
        const expected = npmiByDefinition(stores, words);
        expect(shown[topic].coherence).to.be.closeTo(expected, 1e-12);
        expect(evaluated[topic].measures.npmiDocuments).to.be.closeTo(expected, 1e-12);
      }
    });
  });

  // Seen to fail: with the shares of the last state on the page of a document.
  it('give the shares of documents: the mean of each by its definition', async () => {
    await withRun('shares', { numWorkers: 2 }, (stores) => {
      const samples = samplesOf(stores);
      const { alpha } = samples[0].priors;
      const alphaSum = alpha.reduce((sum, value) => sum + value, 0);
      const [first, limit] = [11, 3];
      const expected = Array.from({ length: limit }, (_, place) => {
        const document = first + place;
        const states = samples.map((sample) =>
          stores.checkpoints.readTopics(sample, { first: document, end: document + 1 }),
        );
        return Array.from(alpha, (prior, topic) => {
          const ofStates = states.map(
            (topics) =>
              (topics.filter((one) => one === topic).length + prior) / (topics.length + alphaSum),
          );
          return ofStates.reduce((sum, share) => sum + share, 0) / samples.length;
        });
      });
      const inspection = openInspection(stores.file.path, undefined, say);
      const listed = inspection.documents({ first, limit }).rows;
      const pages = listed.map(({ document }) => inspection.document(document));
      for (const [place, shares] of [listed, pages].flatMap((all) =>
        all.map((one, at) => [at, one.shares] as const),
      )) {
        expect(shares).to.not.have.length(0);
        for (const { topic, share } of shares) {
          expect(share).to.be.closeTo(expected[place][topic], 1e-14);
        }
      }
      const { rows, total } = inspection.topicDocuments(2, { first: 0, limit: 1000 });
      expect(rows).to.have.length(total);
      const byShare = rows.map(({ share }) => share);
      expect(byShare).to.deep.equal([...byShare].sort((a, b) => b - a));
      for (const { document, share } of rows.filter(
        (row) => row.document >= first && row.document < first + limit,
      )) {
        expect(share).to.be.closeTo(expected[document - first][2], 1e-14);
      }
      inspection.close();
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

  /** V x K, counted straight from the assignments. */
  function countsOfSamples(stores: Stores, samples: readonly CheckpointSummary[]): Float64Array {
    const { numDocuments, numWords } = stores.corpus.trainingTokens(settings);
    const words = stores.corpus.trainingTokens(settings).readWords(0, numDocuments);
    const counts = new Float64Array(numWords * settings.numTopics);
    for (const sample of samples) {
      const topics = stores.checkpoints.readTopics(sample, { first: 0, end: numDocuments });
      words.forEach((word, token) => counts[word * settings.numTopics + topics[token]]++);
    }
    return counts;
  }

  /** Ten words of each topic by falling count, ties by rising number; of V x K counts. */
  function topWordsOf(counts: Float64Array): number[][] {
    const { numTopics } = settings;
    const numWords = counts.length / numTopics;
    return Array.from({ length: numTopics }, (_, topic) => {
      const of = (word: number) => counts[word * numTopics + topic];
      const words = Array.from({ length: numWords }, (_, word) => word).filter(of);
      return words.sort((a, b) => of(b) - of(a) || a - b).slice(0, 10);
    });
  }

  /** Mean over pairs of ln(p(a,b) / (p(a) p(b))) / -ln p(a,b), windows being documents. */
  function npmiByDefinition({ corpus }: Stores, words: readonly number[]): number {
    const tokens = corpus.trainingTokens(settings);
    const all = tokens.readWords(0, tokens.numDocuments);
    let start = 0;
    const documents = Array.from(tokens.documentLengths, (length) => {
      start += length;
      return new Set(all.subarray(start - length, start));
    });
    const share = (...wanted: number[]) =>
      documents.filter((document) => wanted.every((word) => document.has(word))).length /
      documents.length;
    const values = words.flatMap((b, place) =>
      words.slice(0, place).map((a) => {
        const both = share(a, b) + 1e-12;
        return Math.log(both / (share(a) * share(b))) / -Math.log(both);
      }),
    );
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  }

  function topicsOfSamples(stores: Stores): Uint16Array[] {
    const { numDocuments } = stores.corpus.summary();
    return samplesOf(stores).map((sample) =>
      stores.checkpoints.readTopics(sample, { first: 0, end: numDocuments }),
    );
  }
});
