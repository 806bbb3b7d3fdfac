/** The topics of a report with their words. */
import type { ReportTopic, ReportWord } from '../../core/inspection/report/report.ts';
import { visibleLine } from '../../core/inspection/report/visible-text.ts';
import { chooseWords, type ListedWords } from './choose-words.ts';
import type { ReportSource } from './source.ts';

const numRelated = 8;
const longestLabel = 80;

export interface GatheredTopics {
  readonly topics: readonly ReportTopic[];
  readonly words: readonly ReportWord[];
}

/** @param lists the words of every topic with their counts in all samples, all of them. */
export function gatherTopics(
  { inspection, corpus, run }: ReportSource,
  lists: readonly ListedWords[],
): GatheredTopics {
  const { wordTokenCounts, numTokens, numWords } = corpus.trainingTokens(run.settings);
  const { numSamples } = inspection;
  const beta = numSamples * inspection.priors.beta;
  const summaries = inspection.topics();
  const totals = lists.map(({ counts }) => counts.reduce((sum, count) => sum + count, 0));
  const chosen = lists.map((list, topic) => {
    const smoothing = { topicTotal: totals[topic], numTokens, numWords, beta };
    return chooseWords(list, wordTokenCounts, { ...smoothing, numSamples });
  });
  const tokens = lists.map((_, topic) => inspection.wordCounts(topic));
  const tokensOf = tokens.map(
    ({ words, counts }) => new Map(Array.from(words, (word, rank) => [word, counts[rank]])),
  );
  const places = new Map<number, number>();
  const placeOf = (word: number): number => {
    const place = places.get(word) ?? places.size;
    places.set(word, place);
    return place;
  };
  const topics = summaries.map((summary, topic): ReportTopic => ({
    label: summary.label === undefined ? null : visibleLine(summary.label, longestLabel),
    hidden: summary.hidden,
    share: summary.share,
    tokens: summary.numTokens,
    documents: summary.numDocuments,
    coherence: summary.coherence ?? null,
    distinctiveness: summary.distinctiveness,
    words: Array.from(chosen[topic].words).flatMap((word) => [
      placeOf(word),
      tokensOf[topic].get(word) ?? 0,
    ]),
    weights: Array.from(chosen[topic].counts, (sum) => sum / numSamples),
    totalWeight: totals[topic] / numSamples,
    related: inspection
      .relatedTopics(topic, numRelated)
      .flatMap(({ topic: other, correlation }) => [other, Number(correlation.toFixed(3))]),
  }));
  const vocabulary = corpus.vocabulary().words;
  const spreads = spreadsOf(tokens, places);
  const words = [...places.keys()].map((word, place): ReportWord => ({
    word: visibleLine(vocabulary[word], 100),
    tokens: wordTokenCounts[word],
    topics: spreads[place].sort(([a, m], [b, n]) => n - m || a - b).flat(),
  }));
  return { topics, words };
}

/** For each chosen word, its tokens in every topic. */
function spreadsOf(lists: readonly ListedWords[], places: ReadonlyMap<number, number>) {
  const spreads = Array.from({ length: places.size }, (): [topic: number, tokens: number][] => []);
  lists.forEach(({ words, counts }, topic) => {
    words.forEach((word, rank) => {
      const place = places.get(word);
      if (place !== undefined) spreads[place].push([topic, counts[rank]]);
    });
  });
  return spreads;
}
