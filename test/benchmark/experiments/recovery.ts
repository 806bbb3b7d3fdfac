import { withTrainer } from '../../fixtures/train.ts';
import { plantedCorpus } from '../../fixtures/planted-corpus.ts';
import type { WordTopicCounts } from '../../../core/training/trainer.ts';
import { markdownTable } from '../markdown-table.ts';
import { type Experiment, nameOf, settingsFor } from './experiment.ts';

const shape = { numTopics: 20, wordsPerTopic: 40, numDocuments: 1500, meanLength: 60, seed: 5 };
const bounds = [0, 1, 2, 4, 8];

/** T12: planted topics are found at every staleness. */
export async function recovery(): Promise<Experiment> {
  const source = plantedCorpus(shape);
  const rows: string[][] = [];
  let worst = 1;
  for (const staleness of bounds) {
    const settings = settingsFor({ staleness, numTopics: shape.numTopics, alpha: 0.1 });
    const share = await withTrainer({ source, numWorkers: 4, settings }, async (trainer) => {
      await trainer.sampleToSweep(400);
      return recoveredShare(trainer.counts());
    });
    worst = Math.min(worst, share);
    rows.push([nameOf(staleness), `${(100 * share).toFixed(1)}%`]);
  }
  return {
    id: 'recovery',
    title: 'Planted topics are recovered at every staleness',
    text:
      `${shape.numTopics} topics with vocabularies of their own, a tenth of the tokens noise; 4 workers, ` +
      '400 sweeps. Each topic is matched with the planted one whose words it holds most; given is the share of all ' +
      'tokens that lie in the topic matched to their word (the noise included, so 100% is reached when every ' +
      'planted topic has exactly one topic).',
    table: markdownTable(['s', 'tokens in their planted topic'], rows),
    plot: undefined,
    isAsExpected: worst > 0.85,
  };
}

/** Greedy matching, best pair first; planted topics are disjoint, so it is the best one too. */
function recoveredShare({ rows, stride, rowOfWord, topicTotals }: WordTopicCounts): number {
  const numTopics = topicTotals.length;
  const pairs: { planted: number; topic: number; tokens: number }[] = [];
  const numTokens = topicTotals.reduce((sum, count) => sum + count, 0);
  for (let planted = 0; planted < numTopics; planted++) {
    const tokens = new Float64Array(numTopics);
    for (
      let word = planted * shape.wordsPerTopic;
      word < (planted + 1) * shape.wordsPerTopic;
      word++
    ) {
      for (let topic = 0; topic < numTopics; topic++)
        tokens[topic] += rows[rowOfWord[word] * stride + topic];
    }
    tokens.forEach((count, topic) => pairs.push({ planted, topic, tokens: count }));
  }
  pairs.sort((a, b) => b.tokens - a.tokens);
  const taken = { planted: new Set<number>(), topics: new Set<number>() };
  let recovered = 0;
  for (const { planted, topic, tokens } of pairs) {
    if (taken.planted.has(planted) || taken.topics.has(topic)) continue;
    taken.planted.add(planted);
    taken.topics.add(topic);
    recovered += tokens;
  }
  return recovered / numTokens;
}
