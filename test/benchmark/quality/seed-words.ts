/** What seed words do: planted topics that are found, and found where they were asked for. */
import { type SeedWord, seedTokensOf } from '../../../core/priors/seed-words.ts';
import { allTopics, withTrainer } from '../../fixtures/train.ts';
import { settingsFor } from '../experiments/experiment.ts';
import { type Truth, disjointTruth } from '../experiments/truths.ts';
import { markdownTable } from '../markdown-table.ts';

/** Seed words of a topic: of the first twenty, every third, as a person does not know the best. */
const numSeedWords = 4;
const everyth = 3;
const wordsPerTopic = 40;
const nearEnough = 0.2;
const strengths = [0, 0.01, 0.03, 0.1, 0.3, 1, 3, 10] as const;

/** For each strength, with all seed words right and with one of each topic wrong. */
export async function seedWordsTable(): Promise<string> {
  const truth = disjointTruth();
  const rows: string[][] = [];
  for (const strength of strengths) {
    const right = await found(truth, strength, 0);
    const wrong = await found(truth, strength, 1);
    rows.push([strength === 0 ? 'none' : String(strength), ...right, ...wrong]);
  }
  return markdownTable(
    [
      'strength',
      'found of 20: mean',
      'fewest',
      'in their place',
      'with a wrong word each: mean',
      'fewest',
      'in their place',
    ],
    rows,
  );
}

async function found(truth: Truth, strength: number, numWrong: number): Promise<string[]> {
  const anywhere: number[] = [];
  const inPlace: number[] = [];
  const { alpha, beta, source, topics } = truth;
  const seedWords = strength === 0 ? undefined : seedsOf(truth, strength, numWrong);
  for (let seed = 1; seed <= truth.numSeeds; seed++) {
    const settings = settingsFor({
      ...{ seed, alpha, beta, seedWords },
      numTopics: topics.length,
      numBlocks: 4,
    });
    await withTrainer({ source, settings, numWorkers: 2 }, async (trainer) => {
      await trainer.sampleToSweep(truth.numSweeps);
      const learnt = distributionsOf(truth, await allTopics(trainer));
      const isFound = (planted: number, topic: number): boolean =>
        distance(topics[planted], learnt[topic]) <= nearEnough;
      const all = [...topics.keys()];
      anywhere.push(all.filter((planted) => all.some((topic) => isFound(planted, topic))).length);
      inPlace.push(all.filter((planted) => isFound(planted, planted)).length);
    });
  }
  return [mean(anywhere).toFixed(1), String(Math.min(...anywhere)), mean(inPlace).toFixed(1)];
}

function seedsOf({ source, topics }: Truth, strength: number, numWrong: number): SeedWord[] {
  return topics.flatMap((_, topic) =>
    Array.from({ length: numSeedWords }, (_, rank) => {
      const of = rank < numWrong ? (topic + 1) % topics.length : topic;
      const word = of * wordsPerTopic + everyth * rank + (rank < numWrong ? 1 : 0);
      return { topic, word, tokens: seedTokensOf(source.wordTokenCounts[word], strength) };
    }),
  );
}

/** Counted from the assignments: seed tokens are no tokens. */
function distributionsOf({ source, topics }: Truth, assignments: Uint16Array): number[][] {
  const counts = topics.map(() => new Array<number>(source.numWords).fill(0));
  source.readWords(0, source.numDocuments).forEach((word, token) => {
    counts[assignments[token]][word]++;
  });
  return counts.map((row) => {
    const total = Math.max(
      1,
      row.reduce((sum, count) => sum + count, 0),
    );
    return row.map((count) => count / total);
  });
}

/** Total variation. */
function distance(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, word) => sum + Math.abs(value - b[word]), 0) / 2;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
