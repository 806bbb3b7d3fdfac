/** Tests of priors that are learnt in training, for any way in which a run keeps its counts. */
import { expect } from 'chai';
import type { TokenSource } from '../../core/corpus/token-source.ts';
import { constantEvidenceOf } from '../../core/priors/evidence.ts';
import { type PriorEvidence, learnPriors } from '../../core/priors/learn.ts';
import { histogramOf } from '../../core/priors/histogram.ts';
import { type SeedWord, seedTotals } from '../../core/priors/seed-words.ts';
import { choiceOf } from '../../core/priors/schedule.ts';
import type { Priors } from '../../core/sampler/sampler.ts';
import type { StoredState } from '../../core/training/shared-state.ts';
import type { Trainer } from '../../core/training/trainer.ts';
import { hashOf } from '../fixtures/hash.ts';
import { plantedCorpus } from '../fixtures/planted-corpus.ts';
import { expectConserved } from '../fixtures/recount.ts';
import { allTopics, stateOf, withTrainer } from '../fixtures/train.ts';

export const learningSource = plantedCorpus({
  numTopics: 8,
  wordsPerTopic: 30,
  numDocuments: 150,
  meanLength: 40,
  seed: 3,
});
const learning = { optimize: 'all', optimizeEvery: 3, optimizeAfter: 2 } as const;
/** A way in which a run keeps its counts. */
export interface LearningShape {
  readonly name: string;
  readonly sampler: string;
  readonly numTopics: number;
  readonly numBlocks: number;
  readonly seedWords?: readonly SeedWord[];
}

export function describeLearning({ name, ...shape }: LearningShape): void {
  const settings = { ...shape, ...learning };
  describe(`Priors learnt in training (${name})`, () => {
    itGivesTheSameBytes(settings);
    itFollowsFromTheCounts(settings, 'lockstep', 0);
    itFollowsFromTheCounts(settings, 'live reading', 2);

    it('are learnt at no other sweep, and begin as set', async () => {
      await withTrainer({ source: learningSource, settings, numWorkers: 2 }, async (trainer) => {
        await trainer.sampleToSweep(1);
        expect(trainer.priors.beta).to.equal(0.01);
        await trainer.sampleToSweep(2);
        const { beta } = trainer.priors;
        expect(beta).not.to.equal(0.01);
        await trainer.sampleToSweep(4);
        expect(trainer.priors.beta).to.equal(beta);
      });
    });
  });
}

type LearningSettings = Omit<LearningShape, 'name'> & typeof learning;

// Seen to fail: with the update left out after a stop at its very boundary; with the start's priors in
// the checkpoint; with lagged totals that lack the seed tokens when a run is resumed.
function itGivesTheSameBytes(settings: LearningSettings): void {
  const source = learningSource;
  it('give the same bytes on 1, 2, 3 and 5 workers, and resumed at any sweep', async () => {
    const whole = await withTrainer({ source, settings, numWorkers: 1 }, endOf);
    for (const numWorkers of [2, 3, 5]) {
      expect(await withTrainer({ source, settings, numWorkers }, endOf)).to.deep.equal(whole);
    }
    for (const sweep of [1, 5, 7]) {
      const start = await withTrainer({ source, settings, numWorkers: 2 }, async (trainer) => {
        await trainer.sampleToSweep(sweep);
        return storedOf(trainer);
      });
      const resumed = await withTrainer({ source, settings, numWorkers: 3, start }, endOf);
      expect(resumed).to.deep.equal(whole);
    }
  });
}

function itFollowsFromTheCounts(
  settings: LearningSettings,
  reading: string,
  staleness: number,
): void {
  const source = learningSource;
  const choice = choiceOf(learning);
  if (choice === undefined) throw new Error('something is learnt');
  const relearn = (before: Priors, topics: Uint16Array): Priors =>
    learnPriors(before, recount(source, topics, settings), choice).priors;
  it(`are what the counts of the assignments say, in ${reading}`, async () => {
    const options = { source, settings: { ...settings, staleness }, numWorkers: 3 };
    await withTrainer(options, async (trainer) => {
      await trainer.sampleToSweep(1);
      for (const sweep of [2, 5, 8]) {
        const before = trainer.priors;
        await trainer.sampleToSweep(sweep);
        expect(trainer.priors).to.deep.equal(relearn(before, await allTopics(trainer)));
        await expectConserved(trainer, source);
      }
    });
  });
}

async function endOf(trainer: Trainer) {
  await trainer.sampleToSweep(12);
  const { alpha, beta } = trainer.priors;
  return {
    hash: hashOf([await allTopics(trainer)]),
    alpha: [...alpha],
    beta,
    likelihood: await trainer.measureLogLikelihood(),
  };
}

/** As a checkpoint keeps it: priors as JSON. */
async function storedOf(trainer: Trainer): Promise<StoredState> {
  const { sweep, step, priors } = trainer;
  const text = JSON.stringify({ alpha: [...priors.alpha], beta: priors.beta });
  const { alpha, beta } = JSON.parse(text) as { alpha: number[]; beta: number };
  const laggedTotals = await trainer.laggedTotals();
  const read = { alpha: Float64Array.from(alpha), beta };
  return stateOf(learningSource, await allTopics(trainer), {
    sweep,
    step,
    priors: read,
    laggedTotals,
  });
}

/** The evidence written down again, from the assignments alone. */
function recount(
  corpus: TokenSource,
  topics: Uint16Array,
  { numTopics, seedWords: seeds = [] }: { numTopics: number; seedWords?: readonly SeedWord[] },
): PriorEvidence {
  const ofDocuments: number[][] = Array.from({ length: numTopics }, () => []);
  const pairs = new Map<number, number>();
  const topicTotals = new Int32Array(numTopics);
  const words = corpus.readWords(0, corpus.numDocuments);
  const isSeeded = (pair: number): boolean =>
    seeds.some(({ topic, word }) => word * numTopics + topic === pair);
  let token = 0;
  for (const length of corpus.documentLengths) {
    const ofDocument = new Uint32Array(numTopics);
    for (const end = token + length; token < end; token++) {
      const topic = topics[token];
      ofDocument[topic]++;
      topicTotals[topic]++;
      const pair = words[token] * numTopics + topic;
      pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
    }
    ofDocument.forEach((count, topic) => ofDocuments[topic].push(count));
  }
  return {
    ...constantEvidenceOf(corpus),
    documentsOfTopics: ofDocuments.map(histogramOf),
    wordTopicPairs: histogramOf(Array.from(pairs, ([pair, count]) => (isSeeded(pair) ? 0 : count))),
    topicTotals,
    seeds: {
      pairs: seeds.map(({ topic, word, tokens }) => ({
        seedTokens: tokens,
        tokens: pairs.get(word * numTopics + topic) ?? 0,
      })),
      topicTotals: seedTotals(seeds, numTopics),
    },
  };
}
