/** What LDAvis and pyLDAvis read of a model. */
import { orderByRelevance, wordProbability } from '../../../core/inspection/relevance.ts';
import { topicPlaces } from '../topic-places.ts';
import type { ExportSource, Writer } from '../writer.ts';
import { mostSalient } from './saliency.ts';

/** Words that the page shows at once. */
const numShown = 30;
const lambdaStep = 0.01;

/**
 * The data of LDAvis and pyLDAvis. Counts are those of the assignments, probabilities the means over
 * the samples; topics are in order of
 * falling share and are numbered from 1, and `topic.order` has their own numbers, from 1 as well.
 *
 * Source: Sievert and Shirley, "LDAvis: A method for visualizing and interpreting topics", 2014.
 */
export const ldavis: Writer = {
  format: 'ldavis',
  summary: 'the data of LDAvis and pyLDAvis',
  files: [{ name: 'ldavis.json', needs: 'run', content }],
};

function* content(source: ExportSource): Generator<string> {
  const order = source.run().topics.toSorted((a, b) => b.share - a.share || a.topic - b.topic);
  const numbers = order.map(({ topic }) => topic);
  const { x, y } = topicPlaces(source);
  const terms = termRows(source, numbers);
  yield JSON.stringify({
    mdsDat: {
      x: numbers.map((topic) => x[topic]),
      y: numbers.map((topic) => y[topic]),
      topics: numbers.map((_, place) => place + 1),
      cluster: numbers.map(() => 1),
      Freq: order.map(({ share }) => 100 * share),
    },
    tinfo: columnsOf(terms, ['Term', 'Freq', 'Total', 'Category', 'logprob', 'loglift']),
    'token.table': tokenTable(source, numbers, terms),
    R: Math.min(numShown, source.words.length),
    'lambda.step': lambdaStep,
    'plot.opts': { xlab: '', ylab: '' },
    'topic.order': numbers.map((topic) => topic + 1),
  });
  yield '\n';
}

interface TermRow {
  readonly word: number;
  readonly Term: string;
  readonly Freq: number;
  readonly Total: number;
  readonly Category: string;
  readonly logprob: number;
  readonly loglift: number;
}

/** The most salient words of all, then the words of each topic that come first at some lambda. */
function termRows(source: ExportSource, numbers: readonly number[]): TermRow[] {
  const { tokenCounts } = source.run().trained;
  const salient = mostSalient(source, numShown).map((word, rank, all): TermRow => {
    const count = tokenCounts[word];
    const place = all.length - rank;
    return {
      ...{ word, Term: source.words[word], Freq: count, Total: count },
      ...{ Category: 'Default', logprob: place, loglift: place },
    };
  });
  return [...salient, ...numbers.flatMap((topic, place) => rowsOfTopic(source, topic, place + 1))];
}

function rowsOfTopic(source: ExportSource, topic: number, number: number): TermRow[] {
  const run = source.run();
  const { words, counts: sums } = run.wordSums(topic);
  const tokens = new Map(countsOf(run.wordCounts(topic)));
  const corpusCounts = Uint32Array.from(words, (word) => run.trained.tokenCounts[word]);
  const { numSamples } = run;
  const { numTokens } = run.trained;
  const { words: vocabulary } = source;
  const topicTotal = sums.reduce((total, sum) => total + sum, 0);
  const beta = run.numSamples * run.beta;
  const smoothing = { topicTotal, numTokens, numWords: vocabulary.length, beta };
  const places = new Set<number>();
  for (let step = 0; step <= Math.round(1 / lambdaStep); step++) {
    const lambda = step * lambdaStep;
    const order = orderByRelevance(sums, corpusCounts, { lambda, smoothing, numSamples });
    for (const place of order.subarray(0, numShown)) places.add(place);
  }
  return Array.from(places, (place): TermRow => {
    const word = words[place];
    const phi = wordProbability(sums[place], smoothing);
    return {
      ...{ word, Term: vocabulary[word], Freq: tokens.get(word) ?? 0, Total: corpusCounts[place] },
      Category: `Topic${number}`,
      logprob: rounded(Math.log(phi)),
      loglift: rounded(Math.log(phi / (Math.max(1, corpusCounts[place]) / numTokens))),
    };
  });
}

function countsOf({ words, counts }: { words: Uint32Array; counts: Uint32Array }) {
  return Array.from(words, (word, place) => [word, counts[place]] as const);
}

/** For every word that is shown, the share of its tokens in each topic that has some. */
function tokenTable(source: ExportSource, numbers: readonly number[], terms: readonly TermRow[]) {
  const shown = new Set(terms.map(({ word }) => word));
  const { tokenCounts } = source.run().trained;
  const rows = numbers.flatMap((topic, place) => {
    const { words, counts } = source.run().wordCounts(topic);
    return Array.from(words, (word, at) => ({ word, count: counts[at] }))
      .filter(({ word }) => shown.has(word))
      .map(({ word, count }) => ({
        Term: source.words[word],
        Topic: place + 1,
        Freq: count / tokenCounts[word],
      }));
  });
  rows.sort((a, b) => (a.Term < b.Term ? -1 : a.Term > b.Term ? 1 : a.Topic - b.Topic));
  return columnsOf(rows, ['Term', 'Topic', 'Freq']);
}

function columnsOf<Row, Name extends keyof Row>(rows: readonly Row[], names: readonly Name[]) {
  return Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name])]));
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
