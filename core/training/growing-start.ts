/**
 * The growing start of a run (corpus/growth.ts): a chain on a small part of the corpus, with whose
 * topics the next, larger part begins. Every stage is trained like a corpus of its own, with blocks
 * and a seed of its own, so that all that holds of a run (the same bytes on any number of workers, a
 * stop between any two steps) holds of each stage.
 */
import { DocumentSample, placesOf, sampleOf, startsOf } from '../corpus/document-sample.ts';
import {
  type GrowthStage,
  documentsOfStages,
  growthStages,
  numBlocksOfStage,
  seedOfStage,
} from '../corpus/growth.ts';
import type { TokenSource } from '../corpus/token-source.ts';
import { noTopic } from '../sampler/layout.ts';
import { growthOf } from '../sampler/versions.ts';
import type { RunSettings } from './settings.ts';
import type { StoredState, TrainerOptions } from './shared-state.ts';
import { untilOthersRan } from './until-others-ran.ts';

/** How far a growing start is. */
export interface GrowthProgress {
  /** What is trained on now, of the tokens of the corpus: 1/64, 1/32, ... 1/2. */
  readonly share: number;
  /** Of all that the start takes, in [0, 1]. */
  readonly done: number;
  /** How often a token will be sampled until its end. */
  readonly visitsLeft: number;
}

interface Stage extends GrowthStage {
  /** Numbers in the corpus, rising. */
  readonly documents: Uint32Array;
  readonly numVisits: number;
}

const noDocuments = new DocumentSample(new Uint32Array(0), new Uint32Array(0), {
  words: new Uint32Array(0),
  numWords: 0,
});

/** Whether a run begins so, and in which stages. */
export function stagesOf(settings: RunSettings, source: TokenSource): GrowthStage[] {
  const rule = growthOf(settings.sampler);
  return rule === undefined ? [] : growthStages(source, settings.numTopics, rule);
}

/** Whether what is to be done begins so: a run that is resumed does not. */
export function isGrowing({ settings, source, start }: TrainerOptions): boolean {
  return start === undefined && stagesOf(settings, source).length > 0;
}

export class GrowingStart {
  readonly #options: TrainerOptions;
  readonly #stages: readonly Stage[];
  /** What the last stage is trained on; all others on parts of it. */
  #half: DocumentSample;
  #index = 0;
  #source: DocumentSample;
  #state: StoredState | undefined;

  private constructor(options: TrainerOptions, stages: readonly Stage[], half: DocumentSample) {
    this.#options = options;
    this.#stages = stages;
    this.#half = half;
    this.#source = half.part(stages[0].documents);
  }

  /** Reads the documents that it needs. @returns undefined where the run does not begin so. */
  static async open(options: TrainerOptions): Promise<GrowingStart | undefined> {
    const { source, settings, signal, onProgress } = options;
    if (!isGrowing(options)) return undefined;
    const plans = stagesOf(settings, source);
    const documents = documentsOfStages(source, plans, settings.seed);
    const half = await sampleOf(source, documents[plans.length - 1], async (share) => {
      await untilOthersRan();
      signal?.throwIfAborted();
      onProgress?.(share);
    });
    const stages = plans.map((plan, index) => {
      const numTokens = tokensOf(documents[index], source);
      return { ...plan, documents: documents[index], numVisits: numTokens * (plan.numSweeps + 1) };
    });
    return new GrowingStart(options, stages, half);
  }

  /** Of a trainer for the stage at hand. */
  get options(): TrainerOptions {
    // Covariates come in with the whole corpus.
    const { settings: _, onProgress: __, features: ___, ...others } = this.#options;
    return { ...others, settings: this.#settings, source: this.#source, start: this.#state };
  }

  /** Of the stage at hand. */
  get #settings(): RunSettings {
    const { settings } = this.#options;
    return {
      ...settings,
      seed: seedOfStage(settings.seed, this.#stage),
      numBlocks: numBlocksOfStage(this.#source.numTokens, settings.numBlocks),
      beta: settings.beta * this.#stage.betaFactor,
      covariates: undefined,
    };
  }

  get #stage(): Stage {
    return this.#stages[this.#index];
  }

  /** Of the stage at hand, after its sweep 0. */
  get numSweeps(): number {
    return this.#stage.numSweeps;
  }

  /** @param share of the stage at hand that is done. */
  progressAt(share: number): GrowthProgress {
    const visits = this.#stages.map(({ numVisits }) => numVisits);
    const before = sum(visits.slice(0, this.#index));
    const inAll = sum(visits);
    const done = before + share * this.#stage.numVisits;
    return { share: 2 ** -this.#stage.halvings, done: done / inAll, visitsLeft: inAll - done };
  }

  /** @param assignments the topics of all tokens of the stage at hand. @returns what takes them along. */
  carry(assignments: AsyncIterable<Uint16Array>): Promise<Carry> {
    return carrier(this.#source, assignments);
  }

  /**
   * Ends the stage at hand, and goes to the next.
   *
   * @returns undefined; when there is no other, the state in which the whole corpus begins.
   */
  next(carry: Carry): StoredState | undefined {
    const { source, settings } = this.#options;
    if (++this.#index === this.#stages.length) {
      this.#half = this.#source = noDocuments; // the whole corpus needs the room
      this.#state = undefined;
      const all = Uint32Array.from(source.documentLengths, (_, document) => document);
      return beginning(settings, carry(all, source.documentLengths));
    }
    const { documents } = this.#stage;
    const isLast = this.#index === this.#stages.length - 1;
    this.#source = isLast ? this.#half : this.#half.part(documents);
    this.#state = beginning(this.#settings, carry(documents, this.#source.documentLengths));
    return undefined;
  }
}

/** Sweep 0 comes next, which gives a topic to every token that has none. */
function beginning(
  { numTopics, alpha, beta }: RunSettings,
  readTopics: StoredState['readTopics'],
): StoredState {
  const priors = { alpha: new Float64Array(numTopics).fill(alpha), beta };
  return { sweep: -1, step: 0, priors, readTopics };
}

/** For the documents of the next stage, what reads the topics of a stretch of them. */
type Carry = (documents: Uint32Array, lengths: Uint32Array) => StoredState['readTopics'];

/** Takes topics along to more documents: those that come in have none. */
async function carrier(
  source: DocumentSample,
  assignments: AsyncIterable<Uint16Array>,
): Promise<Carry> {
  const { documents: carried } = source; // of the source itself nothing is kept
  const topics = new Uint16Array(source.numTokens);
  let filled = 0;
  for await (const block of assignments) {
    topics.set(block, filled);
    filled += block.length;
  }
  const from = startsOf(source.documentLengths);
  return (documents, lengths) => {
    const places = placesOf(carried, documents);
    const into = startsOf(lengths);
    return (first, end, given = new Uint16Array(into[end] - into[first])) => {
      const read = given.fill(noTopic);
      for (let index = firstNotBelow(places, first); places[index] < end; index++) {
        read.set(topics.subarray(from[index], from[index + 1]), into[places[index]] - into[first]);
      }
      return read;
    };
  };
}

/** In a rising list. */
function firstNotBelow(list: Uint32Array, value: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (list[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function tokensOf(documents: Uint32Array, { documentLengths }: TokenSource): number {
  return documents.reduce((all, document) => all + documentLengths[document], 0);
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
