/** Experiment: whether planted topics are found. */
import type { WordTopicCounts } from '../../../core/corpus/word-topic-counts.ts';
import { withTrainer } from '../../fixtures/train.ts';
import { markdownTable } from '../markdown-table.ts';
import { type Experiment, type Variant, settingsFor, variants } from './experiment.ts';
import { type Truth, barsTruth, disjointTruth } from './truths.ts';

const numWorkers = 4;

/**
 * A planted topic counts as recovered when some topic lies within this distance (total variation,
 * 0 to 1) of it. Planted topics are at least 0.8 apart, so by the triangle inequality no topic can
 * be so near to two of them: matching each with its nearest is one to one, and no other assignment
 * (the Hungarian method's neither) can recover more.
 */
const nearEnough = 0.2;

interface Contender extends Variant {
  readonly numWorkers: number;
  readonly numBlocks: number;
}

const serial: Contender = {
  name: 'one block (exact, serial)',
  reading: 'lockstep',
  staleness: 0,
  numWorkers: 1,
  numBlocks: 1,
};
const contenders: readonly Contender[] = [
  serial,
  ...variants.map((variant) => ({ ...variant, numWorkers, numBlocks: 8 })),
];

/** T12: planted topics are found at every staleness, as well as serially. */
export async function recovery(): Promise<Experiment> {
  const [bars, disjoint] = [barsTruth(), disjointTruth()];
  const ofBars: number[][] = [];
  const ofDisjoint: number[][] = [];
  for (const contender of contenders) {
    ofBars.push(await recoveredWithEachSeed(bars, contender));
    ofDisjoint.push(await recoveredWithEachSeed(disjoint, contender));
  }
  const [numBars, numDisjoint] = [bars.topics.length, disjoint.topics.length];
  const [serially] = ofDisjoint;
  const unbounded = contenders.findIndex(({ staleness }) => staleness === Infinity);
  return {
    id: 'recovery',
    title: 'Planted topics are recovered at every staleness',
    text:
      `${numWorkers} workers. Two truths: ${describe(bars)}; and ${describe(disjoint)}. A planted topic is recovered when a topic's word distribution, taken ` +
      `from the counts after the last sweep, lies within ${nearEnough} of it in total variation; planted ` +
      'topics are at least 0.8 apart, so that the matching is one to one.',
    table: markdownTable(
      [
        '',
        `bars of ${numBars}: mean`,
        'fewest',
        `disjoint of ${numDisjoint}: mean`,
        'fewest',
        'most',
      ],
      contenders.map(({ name }, i) => [
        name,
        mean(ofBars[i]).toFixed(1),
        String(Math.min(...ofBars[i])),
        mean(ofDisjoint[i]).toFixed(1),
        String(Math.min(...ofDisjoint[i])),
        String(Math.max(...ofDisjoint[i])),
      ]),
    ),
    plot: undefined,
    expectations: [
      {
        what: 'all bars are recovered serially and at every s from 0 to 8, with every seed',
        isSeen: ofBars.every((counts, i) => i === unbounded || Math.min(...counts) === numBars),
      },
      {
        what: 'of the disjoint topics as many as serially at every s from 0 to 8, to three standard errors of the difference',
        isSeen: ofDisjoint.every(
          (counts, i) =>
            i === unbounded ||
            Math.abs(mean(counts) - mean(serially)) <= 3 * standardError(counts, serially),
        ),
      },
    ],
    remark:
      'The disjoint topics are not all found by the serial sampler either: from a random start it settles ' +
      'where one topic holds two planted ones while another is split in two (the topics missed have their ' +
      'nearest at a distance of about a half), and as planted topics share no words, tokens would have to move ' +
      'one by one through states that are far less likely. After 4000 sweeps it had found 16 to 20 with ' +
      'six seeds. That is a property of Gibbs sampling, not of staleness. Without a bound nothing keeps a ' +
      'worker from being many sweeps ahead of another on corpora as small as these: with s = inf ' +
      `${mean(ofDisjoint[unbounded]).toFixed(1)} of the disjoint topics were found, serially ${mean(serially).toFixed(1)}.`,
  };
}

function describe({ description, numSweeps, numSeeds }: Truth): string {
  return `${description}, ${numSweeps} sweeps, ${numSeeds} seeds`;
}

async function recoveredWithEachSeed(truth: Truth, contender: Contender): Promise<number[]> {
  const { reading, staleness, numBlocks } = contender;
  const counts: number[] = [];
  const { alpha, beta, topics, source } = truth;
  for (let seed = 1; seed <= truth.numSeeds; seed++) {
    const numTopics = topics.length;
    const settings = settingsFor({ seed, staleness, numBlocks, alpha, beta, numTopics });
    const options = { source, reading, settings, numWorkers: contender.numWorkers };
    await withTrainer(options, async (trainer) => {
      await trainer.sampleToSweep(truth.numSweeps);
      counts.push(numRecovered(truth, await trainer.counts()));
    });
  }
  return counts;
}

function numRecovered({ topics }: Truth, counts: WordTopicCounts): number {
  return topics.filter((planted) =>
    counts.topicTotals.some((_, topic) => distance(planted, topic, counts) <= nearEnough),
  ).length;
}

/** Total variation between a planted topic and one that was learnt. */
function distance(
  planted: readonly number[],
  topic: number,
  { rows, rowOfWord, topicTotals }: WordTopicCounts,
): number {
  const total = Math.max(1, topicTotals[topic]);
  const sum = planted.reduce(
    (all, share, word) => all + Math.abs(share - rows.at(rowOfWord[word])[topic] / total),
    0,
  );
  return sum / 2;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Of the difference of two means. */
function standardError(a: readonly number[], b: readonly number[]): number {
  return Math.sqrt(variance(a) / a.length + variance(b) / b.length);
}

function variance(values: readonly number[]): number {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
}
