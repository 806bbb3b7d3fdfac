/** Experiment: updates that arrive late. */
import type { TokenSource } from '../../../core/corpus/token-source.ts';
import { RandomStream } from '../../../core/random/stream.ts';
import { logGamma } from '../../../core/special-functions/log-gamma.ts';
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
const bound = 4;
const marks = [2, 5, 10, 20, 40];
/**
 * While most is learnt. Not sweep 2: until then nothing has arrived with D = 16 nor with 64. Later
 * what differs is in which local optimum a run settles.
 */
const earlyMarks = [5, 10];
const seeds = [1, 2, 3, 4, 5];

interface Row {
  readonly delay: number;
  readonly staleness: number;
  /** Log-likelihood per token at the marks, mean of the seeds. */
  readonly values: readonly number[];
  /** Of the workers' rounds. */
  readonly blockedShare: number;
}

/**
 * T11: the harm of staleness without a bound. In gibbon a push is visible at once, so late delivery
 * is simulated in one thread: every worker sees the others' updates only `delay` rounds later.
 */
export function lateDelivery(): Promise<Experiment> {
  const source = plantedCorpus({
    numTopics: 20,
    wordsPerTopic: 60,
    numDocuments: 600,
    meanLength: 80,
    seed: 3,
  });
  const unbounded = delays.map((delay) => measure(source, { delay, staleness: Infinity }));
  const bounded = delays.map((delay) => measure(source, { delay, staleness: bound }));
  const rows = [...unbounded, ...bounded];
  const atBound = unbounded[delays.indexOf(bound)];
  return Promise.resolve({
    id: 'delayed-delivery',
    title: 'Late delivery: without a bound it learns more slowly, with one it waits',
    text:
      `${numWorkers} simulated workers, ${clocksPerSweep} clocks a sweep; each sees the others' updates only D ` +
      'rounds after they were made (its own at once); in a round a worker completes a clock, or is blocked by ' +
      `the bound. Log-likelihood per token, mean of ${seeds.length} seeds.`,
    table: markdownTable(
      ['D', 's', 'blocked', ...marks.map((sweep) => `sweep ${sweep}`)],
      rows.map(({ delay, staleness, blockedShare, values }) => [
        String(delay),
        staleness === Infinity ? 'inf' : String(staleness),
        `${(100 * blockedShare).toFixed(0)}%`,
        ...values.map((value) => value.toFixed(4)),
      ]),
    ),
    plot: linePlot(
      [...unbounded, bounded[bounded.length - 1]].map(({ delay, staleness, values }) => ({
        name: `D = ${delay}, s = ${staleness === Infinity ? 'inf' : staleness}`,
        points: values.map((y, i) => [i, y] as const),
      })),
      { title: 'Late delivery', x: 'sweep', y: 'nats per token', xNames: marks.map(String) },
    ),
    expectations: [
      {
        what: `without a bound, likelihood per sweep falls with D (sweeps ${earlyMarks.join(', ')})`,
        isSeen: earlyMarks.every((mark) =>
          unbounded.every((row, i) => i === 0 || at(row, mark) < at(unbounded[i - 1], mark)),
        ),
      },
      {
        what: 'it is slower, not wrong: counts cannot blow up, and every run goes on rising',
        isSeen: rows.every(({ values }) => values.every((y, i) => i === 0 || y > values[i - 1])),
      },
      {
        what: `with s = ${bound} no delay costs more per sweep than D = ${bound} does`,
        isSeen: earlyMarks.every((mark) =>
          bounded.every((row) => at(row, mark) >= at(atBound, mark)),
        ),
      },
      {
        what: `with s = ${bound} the workers are blocked instead, the more the later (not at all while D <= s)`,
        isSeen: bounded.every(({ delay, blockedShare }, i) =>
          delay <= bound ? blockedShare === 0 : blockedShare > bounded[i - 1].blockedShare,
        ),
      },
    ],
    remark:
      `Everything happens in rounds here, so with s = ${bound} a later delivery gives the very chain of D = ${bound}, ` +
      'in more rounds. Once most is learnt the order is not kept: where a chain settles is chance, and ' +
      'stale counts early on seem to do it no harm.',
  });
}

function at({ values }: Row, mark: number): number {
  return values[marks.indexOf(mark)];
}

function measure(source: TokenSource, rule: Rule): Row {
  const runs = seeds.map((seed) => simulate(source, rule, seed));
  return {
    ...rule,
    values: marks.map((_, i) => runs.reduce((sum, run) => sum + run.values[i], 0) / runs.length),
    blockedShare: runs[0].blockedShare, // the same with every seed
  };
}

interface Rule {
  readonly delay: number;
  readonly staleness: number;
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

/** What a worker did in one clock, and when. */
interface Delivery {
  readonly changes: readonly Change[];
  readonly round: number;
}

function simulate(
  source: TokenSource,
  { delay, staleness }: Rule,
  seed: number,
): { values: number[]; blockedShare: number } {
  const words = source.readWords(0, source.numDocuments);
  const random = new RandomStream({ seed, sweep: 0, unit: 0 });
  const state = startState(source, words, random);
  const logs: Delivery[][] = Array.from({ length: numWorkers }, () => []);
  const views = logs.map(() => new View(copyOf(state.truth), logs));
  const values: number[] = [];
  const numClocks = marks[marks.length - 1] * clocksPerSweep;
  let numBlocked = 0;
  let round = 0;
  for (; logs.some((log) => log.length < numClocks); round++) {
    views.forEach((view, worker) => {
      view.receive(worker, round - delay);
    });
    const changesOf = views.map((view, worker) => {
      const clock = logs[worker].length;
      const mayStart = view.slowest(worker) >= clock - staleness;
      return mayStart ? sampleShare(state, view.counts, { worker, clock, random }) : undefined;
    });
    changesOf.forEach((changes, worker) => {
      if (changes === undefined) numBlocked++;
      else logs[worker].push({ changes, round });
      changes?.forEach((change) => {
        apply(state.truth, change);
      });
    });
    // All workers are alike, and so at the same clock.
    const sweep = logs[0].length / clocksPerSweep;
    if (marks[values.length] === sweep) values.push(likelihood(source, state));
  }
  return { values, blockedShare: numBlocked / (round * numWorkers) };
}

/** The counts as one worker knows them. */
class View {
  readonly counts: Counts;
  readonly #logs: readonly (readonly Delivery[])[];
  readonly #numSeen: number[];

  constructor(counts: Counts, logs: readonly (readonly Delivery[])[]) {
    this.counts = counts;
    this.#logs = logs;
    this.#numSeen = logs.map(() => 0);
  }

  /** Takes in what others did before round `end`. */
  receive(worker: number, end: number): void {
    this.#logs.forEach((log, maker) => {
      if (maker === worker) return;
      for (; this.#numSeen[maker] < log.length; this.#numSeen[maker]++) {
        const { changes, round } = log[this.#numSeen[maker]];
        if (round >= end) return;
        changes.forEach((change) => {
          apply(this.counts, change);
        });
      }
    });
  }

  /** The fewest clocks of any other worker that have arrived. */
  slowest(worker: number): number {
    return Math.min(...this.#numSeen.filter((_, maker) => maker !== worker));
  }
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
