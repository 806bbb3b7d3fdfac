import type { TokenSource } from '../../../core/corpus/token-source.ts';
import { RandomStream } from '../../../core/random/stream.ts';
import { logGamma } from '../../../core/evaluation/log-gamma.ts';
import { linePlot } from '../plot.ts';
import { plantedCorpus } from '../../fixtures/planted-corpus.ts';
import { markdownTable } from '../markdown-table.ts';
import type { Experiment } from './experiment.ts';

const numTopics = 20;
const alpha = 0.1;
const beta = 0.01;
const numWorkers = 4;
const clocksPerSweep = 8;
const delays = [0, 4, 16, 64];
const marks = [2, 5, 10, 20, 40];

/**
 * T11: the harm of staleness without a bound. In gibbon a push is visible at once, so late delivery is
 * simulated in one thread: every worker sees the others' updates only `delay` clocks later.
 */
export function delayedDelivery(): Promise<Experiment> {
  const source = plantedCorpus({
    numTopics: 20,
    wordsPerTopic: 60,
    numDocuments: 600,
    meanLength: 80,
    seed: 3,
  });
  const curves = delays.map((delay) => ({ delay, values: simulate(source, delay) }));
  const [fresh] = curves;
  const last = marks.length - 1;
  const stale = curves[curves.length - 1];
  return Promise.resolve({
    id: 'delayed-delivery',
    title: 'Late delivery without a bound: slower, not wrong',
    text:
      `${numWorkers} simulated workers, ${clocksPerSweep} clocks a sweep; each sees the others' updates only D clocks ` +
      'late (its own at once). Log-likelihood per token. Counts cannot blow up, so the chain does not diverge: it learns ' +
      'more slowly, the more the later. A bound of s clocks caps D at s, and the worker waits instead.',
    table: markdownTable(
      ['D', ...marks.map((sweep) => `sweep ${sweep}`)],
      curves.map(({ delay, values }) => [
        String(delay),
        ...values.map((value) => value.toFixed(4)),
      ]),
    ),
    plot: linePlot(
      curves.map(({ delay, values }) => ({
        name: `D = ${delay}`,
        points: values.map((y, i) => [i, y] as const),
      })),
      { title: 'Late delivery', x: 'sweep', y: 'nats per token', xNames: marks.map(String) },
    ),
    isAsExpected:
      stale.values[0] < fresh.values[0] && stale.values[last] <= fresh.values[last] + 0.05,
  });
}

/** Word-topic counts and topic totals of one worker's view, or of the truth. */
interface Counts {
  readonly words: Int32Array;
  readonly totals: Int32Array;
}

interface Change {
  readonly word: number;
  readonly topic: number;
  readonly delta: number;
}

function simulate(source: TokenSource, delay: number): number[] {
  const words = source.readWords(0, source.numDocuments);
  const random = new RandomStream({ seed: 1, sweep: 0, unit: delay });
  const state = startState(source, words, random);
  const views = Array.from({ length: numWorkers }, () => copyOf(state.truth));
  const log: Change[][][] = []; // [clock][worker]
  const values: number[] = [];
  for (let clock = 0; clock < marks[marks.length - 1] * clocksPerSweep; clock++) {
    if (clock > delay) {
      const late = log[clock - delay - 1];
      late.forEach((changes, maker) => {
        views.forEach((view, worker) => {
          if (worker !== maker)
            changes.forEach((change) => {
              apply(view, change);
            });
        });
      });
    }
    log.push(views.map((view, worker) => sampleShare(state, view, { worker, clock, random })));
    log[clock].flat().forEach((change) => {
      apply(state.truth, change);
    });
    const sweep = (clock + 1) / clocksPerSweep;
    if (marks.includes(sweep)) values.push(likelihood(source, state));
  }
  return values;
}

interface State {
  readonly words: Uint32Array;
  readonly documents: Uint32Array;
  readonly topics: Uint16Array;
  readonly documentTopics: Int32Array;
  readonly truth: Counts;
  readonly numWords: number;
}

function startState(source: TokenSource, words: Uint32Array, random: RandomStream): State {
  const documents = Uint32Array.from(
    [...source.documentLengths].flatMap((length, document) =>
      new Array<number>(length).fill(document),
    ),
  );
  const state: State = {
    words,
    documents,
    topics: Uint16Array.from(words, () => Math.floor(random.next() * numTopics)),
    documentTopics: new Int32Array(source.numDocuments * numTopics),
    truth: {
      words: new Int32Array(source.numWords * numTopics),
      totals: new Int32Array(numTopics),
    },
    numWords: source.numWords,
  };
  state.topics.forEach((topic, token) => {
    apply(state.truth, { word: words[token], topic, delta: 1 });
    state.documentTopics[documents[token] * numTopics + topic]++;
  });
  return state;
}

/** A worker's tokens of one clock, sampled from its own view. */
function sampleShare(
  state: State,
  view: Counts,
  { worker, clock, random }: { worker: number; clock: number; random: RandomStream },
): Change[] {
  const changes: Change[] = [];
  const share = clock % clocksPerSweep;
  const cumulative = new Float64Array(numTopics);
  const end = Math.floor(
    (state.words.length * (worker + (share + 1) / clocksPerSweep)) / numWorkers,
  );
  let token = Math.floor((state.words.length * (worker + share / clocksPerSweep)) / numWorkers);
  for (; token < end; token++) {
    const word = state.words[token];
    const document = state.documents[token] * numTopics;
    const before = state.topics[token];
    apply(view, { word, topic: before, delta: -1 });
    state.documentTopics[document + before]--;
    let mass = 0;
    for (let topic = 0; topic < numTopics; topic++) {
      const wordMass =
        (view.words[word * numTopics + topic] + beta) /
        (view.totals[topic] + beta * state.numWords);
      mass += (state.documentTopics[document + topic] + alpha) * wordMass;
      cumulative[topic] = mass;
    }
    const target = random.next() * mass;
    const topic = Math.max(
      0,
      cumulative.findIndex((sum) => sum > target),
    );
    apply(view, { word, topic, delta: 1 });
    state.documentTopics[document + topic]++;
    state.topics[token] = topic;
    if (topic !== before)
      changes.push({ word, topic: before, delta: -1 }, { word, topic, delta: 1 });
  }
  return changes;
}

function apply(counts: Counts, { word, topic, delta }: Change): void {
  counts.words[word * numTopics + topic] += delta;
  counts.totals[topic] += delta;
}

function copyOf(counts: Counts): Counts {
  return { words: counts.words.slice(), totals: counts.totals.slice() };
}

function likelihood(source: TokenSource, state: State): number {
  let sum = 0;
  for (const count of state.truth.words) sum += logGamma(count + beta) - logGamma(beta);
  for (const total of state.truth.totals)
    sum += logGamma(beta * state.numWords) - logGamma(beta * state.numWords + total);
  for (const count of state.documentTopics) sum += logGamma(count + alpha) - logGamma(alpha);
  for (const length of source.documentLengths)
    sum += logGamma(alpha * numTopics) - logGamma(alpha * numTopics + length);
  return sum / source.numTokens;
}
