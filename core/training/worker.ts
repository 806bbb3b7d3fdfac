/**
 * A worker's part of the training: pull, sample, push, until the goal. It knows neither
 * threads nor messages: `worker-service.ts` has those.
 */
import type { Weights } from '../covariates/weights.ts';
import { assert } from '../errors.ts';
import { int32At, float64At } from '../memory/arena.ts';
import { type Pending, type Step, allOf } from '../parameter-server/client.ts';
import { openServer } from '../parameter-server/open.ts';
import type { OpenedServer } from '../parameter-server/server.ts';
import { type GatheredCounts, numSmallOfTopics, numSmallOfWords } from '../priors/evidence.ts';
import type { AlphaVersion } from '../sampler/document-alphas.ts';
import { openSampler } from '../sampler/open.ts';
import type { Priors, Sampler, UnitOfWork, UnitResult } from '../sampler/sampler.ts';
import { Tally } from '../sampler/tally.ts';
import { dealt, rangesHere } from './dealt-parts.ts';
import type { WorkerSetup } from './messages.ts';
import { openMishap } from './mishap.ts';
import { LiveSchedule, LockstepSchedule, type Schedule, type Unit } from './schedule.ts';
import { WorkerStatistics } from './statistics.ts';
import { type PlacedPart, tokensAt } from './token-window.ts';
import { WeightWorker, isTimeToMove } from './weight-worker.ts';

/** What a worker needs of the place where it runs. */
export interface WorkerSurroundings {
  /** Ends the thread in which it runs, for a mishap. */
  readonly endThread: () => never;
  /** Called between units, to let other code run in the same thread. */
  readonly betweenUnits?: (() => Promise<void> | undefined) | undefined;
}

export class TrainingWorker {
  readonly #setup: WorkerSetup;
  /** With a client for each unit that is sampled at the same time. */
  readonly #server: OpenedServer;
  readonly #sampler: Sampler;
  readonly #statistics: WorkerStatistics;
  readonly #likelihood: Float64Array;
  #priors: Priors;
  readonly #surroundings: WorkerSurroundings;
  readonly #weights: WeightWorker | undefined;

  constructor(setup: WorkerSetup, surroundings: WorkerSurroundings) {
    const { memory, addresses, priors } = setup;
    this.#setup = setup;
    this.#priors = priors;
    this.#surroundings = surroundings;
    this.#server = openServer(setup.server);
    this.#weights = setup.weights && new WeightWorker(memory, setup.weights, setup.numBlocks);
    this.#sampler = openSampler(memory, setup.sampler, {
      rows: this.#server.rows,
      rowsAreShared: this.#server.rowsAreShared,
      priors,
      documentAlphas: this.#weights?.alphas,
      scratch: addresses.scratch,
    });
    this.#statistics = new WorkerStatistics(memory, addresses.statistics, setup.worker);
    this.#likelihood = float64At(memory, addresses.likelihood, setup.numBlocks + setup.numRanges);
  }

  layPart(placed: PlacedPart, hasTopics: boolean): void {
    const { topics, ...others } = tokensAt(this.#setup.memory, placed);
    this.#sampler.layPart(placed.part, { ...others, topics: hasTopics ? topics : undefined });
  }

  readTopics(placed: PlacedPart): void {
    this.#sampler.readTopics(placed.part, tokensAt(this.#setup.memory, placed));
  }

  /**
   * Samples unit after unit until the goal; all clients start at `firstClock`.
   *
   * @param weightsMoveTo the last sweep after which this worker moves weights on its own.
   */
  async sampleToGoal(firstClock: number, weightsMoveTo: number): Promise<void> {
    if (this.#setup.worker >= this.#setup.numWorkers) return; // there is not enough to do
    const schedule = this.#openSchedule(firstClock);
    const { endThread, betweenUnits } = this.#surroundings;
    const mishap = openMishap(this.#setup, { firstClock, endThread });
    for (;;) {
      this.#statistics.startLaps();
      const units = schedule.take(this.#sampler.unitsAtOnce);
      this.#statistics.endLap('waitingSeconds');
      if (units.length === 0) return;
      this.#statistics.set('clockUnderWay', units[0].clock + 1);
      if (mishap !== undefined) {
        units.forEach(mishap);
        this.#statistics.endLap('samplingSeconds'); // sleeping is being slow
      }
      await this.#runUnits(units, weightsMoveTo);
      this.#statistics.set('clockUnderWay', 0);
      const pause = betweenUnits?.();
      if (pause !== undefined) await pause;
    }
  }

  async #runUnits(units: readonly Unit[], weightsMoveTo: number): Promise<void> {
    const { clients, clocks } = this.#server;
    const steps = units.map(stepOf);
    for (const { clock } of units) this.#statistics.countRead(clocks.stalenessAt(clock));
    const pulling = allOf(steps.map((step, index) => clients[index].pull(step)));
    if (pulling !== undefined) await pulling;
    this.#statistics.endLap('pullingSeconds');
    const results = this.#sampler.sampleUnits(
      units.map((unit) => this.#workOf(unit)),
      units.map((_, index) => clients[index].totals),
    );
    const moving = this.#moveWeights(units[0], weightsMoveTo); // before the push: its tick covers that
    if (moving !== undefined) await moving;
    this.#statistics.endLap('samplingSeconds');
    const pushing = allOf(steps.map((step, index) => clients[index].push(step)));
    if (pushing !== undefined) await pushing;
    this.#statistics.endLap('pushingSeconds');
    units.forEach((unit, index) => {
      this.#count(unit, results[index]);
    });
  }

  #workOf({ block, range, sweep }: Unit): UnitOfWork {
    return { block, range, sweep, seed: this.#setup.seed };
  }

  /** Live reading, at the end of a sweep of this worker's: a step of the weights, if it is time. */
  #moveWeights(unit: Unit, weightsMoveTo: number): Pending {
    const { reading, numRanges } = this.#setup;
    if (reading !== 'live' || unit.sweep > weightsMoveTo) return undefined;
    if (!isTimeToMove(unit, numRanges)) return undefined;
    const [sums, weights] = this.#server.matrices;
    const [sampler, priors] = [this.#sampler, this.#priors];
    return this.#weights?.step(unit.block, { sampler, sums, weights, priors });
  }

  /** Live reading: this worker's documents move to priors that are the same for all. */
  settle(priors: Priors, version: AlphaVersion): void {
    const before = this.#priors;
    this.#priors = priors;
    this.#weights?.alphas.use(version);
    this.#sampler.usePriors(priors);
    const { worker, numWorkers } = this.#setup;
    if (worker < numWorkers) this.#sampler.moveDocuments(worker, before);
  }

  #count({ clock }: Unit, result: UnitResult): void {
    this.#statistics.add('numTokens', result.numTokens);
    this.#statistics.add('numChanged', result.numChanged);
    this.#statistics.add('numDeltas', result.numDeltas);
    this.#statistics.set('clock', clock + 1);
  }

  /**
   * Counts the topics that tokens were laid out with in the rows of the ranges that this worker is dealt.
   *
   * @returns the tokens of each topic in these ranges (length stride).
   */
  countTopics(): Int32Array {
    const { totals } = this.#server.clients[0]; // where the sampler can write
    totals.fill(0);
    for (const range of dealt(this.#server.clocks, this.#setup.numRanges))
      this.#sampler.countTopics(range, totals);
    return totals.slice();
  }

  /** Computes the parts of the log-likelihood that this worker is dealt. */
  measure(): void {
    const { numBlocks } = this.#setup;
    this.#dealParts({
      block: (block) => {
        this.#likelihood[block] = this.#sampler.documentLogLikelihood(block);
      },
      range: (range) => {
        this.#likelihood[numBlocks + range] = this.#sampler.wordLogLikelihood(range);
      },
    });
  }

  /** Counts what priors are learnt from, in the parts that this worker is dealt. */
  gather(): GatheredCounts {
    const documents = new Tally(this.#priors.alpha.length, numSmallOfTopics);
    const words = new Tally(1, numSmallOfWords);
    this.#dealParts({
      block: (block) => {
        this.#sampler.tallyDocuments(block, documents);
      },
      range: (range) => {
        this.#sampler.tallyWords(range, words);
      },
    });
    return { documents: documents.data, words: words.data };
  }

  /** Samples with these priors from now on; moves the documents of the blocks that it is dealt. */
  usePriors(priors: Priors, version: AlphaVersion): void {
    const before = this.#priors;
    this.#priors = priors;
    this.#weights?.alphas.use(version);
    this.#sampler.usePriors(priors);
    const { first, end } = this.#setup.blocks;
    for (const index of dealt(this.#server.clocks, end - first))
      this.#sampler.moveDocuments(first + index, before);
  }

  /** Adds up what documents of blocks say of the weights, and pushes it, as this worker is dealt. */
  async gatherSums(): Promise<void> {
    const [sums] = this.#server.matrices;
    const blocks = dealt(this.#server.clocks, this.#setup.numBlocks);
    await this.#weightWorker.gather(blocks, this.#sampler, sums);
  }

  /** Writes the priors of groups of documents, as many parts as there are blocks. */
  writeAlphas(weights: Weights, version: AlphaVersion): void {
    const { numBlocks } = this.#setup;
    const { numGroups } = this.#weightWorker.alphas.layout;
    const startOf = (part: number) => Math.floor((part * numGroups) / numBlocks);
    for (const part of dealt(this.#server.clocks, numBlocks)) {
      const groups = { first: startOf(part), end: startOf(part + 1) };
      this.#weightWorker.write(groups, weights, version);
    }
  }

  get #weightWorker(): WeightWorker {
    assert(this.#weights !== undefined, 'documents have priors of their own');
    return this.#weights;
  }

  /** Does something for the blocks, and for the ranges of words, that this worker is dealt. */
  #dealParts(work: { block: (block: number) => void; range: (range: number) => void }): void {
    const { first, end } = this.#setup.blocks;
    const ranges = rangesHere(this.#setup, this.#server.clocks);
    for (const part of dealt(this.#server.clocks, end - first + ranges.length)) {
      if (part < end - first) work.block(first + part);
      else work.range(ranges[part - (end - first)]);
    }
  }

  #openSchedule(firstClock: number): Schedule {
    const { worker, numWorkers, numBlocks, numRanges, memory, addresses } = this.#setup;
    const { reading, blocks } = this.#setup;
    const { clocks } = this.#server;
    if (reading === 'lockstep') {
      const claims = int32At(memory, addresses.claims, numBlocks);
      return new LockstepSchedule(clocks, { worker, numWorkers, numBlocks, blocks, claims });
    }
    return new LiveSchedule(clocks, { worker, numWorkers, numRanges, firstClock });
  }
}

/** The same unit for the parameter server: its clients are the blocks, its shards the ranges. */
function stepOf({ block, range, clock }: Unit): Step {
  return { client: block, shard: range, clock };
}
