/**
 * Gradient steps under Stale Synchronous Parallel on topics that are held fixed, simulated in one thread:
 * who reads what when is decided by clocks, delays and sleeps in simulated milliseconds, so that every
 * rule meets the same. Sums and weights are whole numbers that are added, as on the parameter server.
 */
import { gradientScale } from '../../../core/covariates/gradient.ts';
import { newtonStep, varianceOf } from '../../../core/covariates/newton-step.ts';
import { startingWeights, weightScale } from '../../../core/covariates/weights.ts';
import { assert } from '../../../core/errors.ts';
import { RandomStream } from '../../../core/random/stream.ts';
import type { PlantedDocuments } from '../../fixtures/planted-documents.ts';

/** How a worker moves the weights. */
export type StepRule =
  /** A part of Newton's step on the newest sums of all blocks. */
  | { readonly kind: 'newest'; readonly part: number }
  /** Adagrad on the block's own gradient, times the number of blocks. */
  | { readonly kind: 'adagrad'; readonly step: number };

export interface StepsOptions {
  readonly documents: PlantedDocuments;
  readonly numWorkers: number;
  readonly rule: StepRule;
  /** In clocks; a clock is a worker's pass over its block, and one step. */
  readonly staleness: number;
  /** Milliseconds until others see what a worker has pushed. */
  readonly delay: number;
  /** A worker sleeps before one pass in this many, drawn; undefined: never. */
  readonly sleepsOneIn?: number | undefined;
  readonly numPasses: number;
  readonly seed: number;
}

/** After every worker has made a pass, in the mean. */
export interface Standing {
  readonly milliseconds: number;
  /** What has arrived everywhere (F x K, real numbers). */
  readonly weights: Float64Array;
}

export interface Steps {
  readonly standings: readonly Standing[];
  /** The most steps that were made between the oldest gradient in a sum and the step made of it. */
  readonly oldest: number;
}

const passMilliseconds = 1;
const sleepMilliseconds = 10;

/** What is added when it arrives, and who has completed what then. */
interface Push {
  readonly worker: number;
  readonly arrives: number;
  readonly clock: number;
  readonly sums: Float64Array;
  readonly weights: Float64Array;
  readonly squares: Float64Array;
  /** Steps that had been made when the weights were read that the sums are of. */
  readonly readAt: number;
}

interface Worker {
  clock: number;
  endsAt: number | undefined;
  read: { readonly weights: Int32Array; readonly at: number } | undefined;
  /** Of its block, as pushed last. */
  newest: Float64Array;
  readonly documents: readonly number[];
  readonly random: RandomStream;
}

export class StepSimulation {
  readonly #options: StepsOptions;
  readonly #workers: readonly Worker[];
  /** As all see them. */
  readonly #arrived: { sums: Float64Array; weights: Float64Array; squares: Float64Array };
  readonly #clocks: number[];
  readonly #readAt: number[];
  #underWay: Push[] = [];
  #now = 0;
  #numSteps = 0;
  #oldest = 0;

  constructor(options: StepsOptions) {
    const { documents, numWorkers, seed } = options;
    const { groupOf, numFeatures } = documents.features;
    const { numTopics, alpha } = documents;
    this.#options = options;
    const start = startingWeights(numFeatures, { numTopics, alpha });
    const numCells = documents.sums(start, []).length;
    this.#workers = Array.from({ length: numWorkers }, (_, worker) => ({
      clock: 0,
      endsAt: undefined,
      read: undefined,
      newest: new Float64Array(numCells),
      documents: [...groupOf.keys()].filter((document) => document % numWorkers === worker),
      random: new RandomStream({ seed, sweep: 0, unit: worker }),
    }));
    this.#arrived = {
      sums: new Float64Array(numCells),
      weights: Float64Array.from(start),
      squares: new Float64Array(start.length),
    };
    this.#clocks = this.#workers.map(() => 0);
    this.#readAt = this.#workers.map(() => 0);
    // As in training: before the first step all have pushed once.
    this.#workers.forEach((worker) => {
      worker.newest = documents.sums(start, worker.documents);
      add(this.#arrived.sums, worker.newest);
    });
  }

  run(): Steps {
    const { numWorkers, numPasses } = this.#options;
    const standings: Standing[] = [];
    while (this.#workers.some(({ clock }) => clock < numPasses)) {
      this.#startWhoMay();
      this.#now = this.#nextMoment();
      this.#deliver();
      this.#workers.forEach((worker, index) => {
        if (worker.endsAt === undefined || worker.endsAt > this.#now) return;
        this.#end(worker, index);
        if (this.#numSteps % numWorkers === 0) standings.push(this.#standing());
      });
      this.#deliver();
    }
    this.#assertConserved();
    return { standings, oldest: this.#oldest };
  }

  #standing(): Standing {
    return {
      milliseconds: this.#now,
      weights: this.#arrived.weights.map((weight) => weight / weightScale),
    };
  }

  #startWhoMay(): void {
    const { staleness, numPasses, sleepsOneIn } = this.#options;
    const slowest = Math.min(...this.#clocks);
    this.#workers.forEach((worker, index) => {
      if (worker.endsAt !== undefined || worker.clock >= numPasses) return;
      // A client sees its own clock at once.
      if (Math.min(slowest, worker.clock) < worker.clock - staleness) return;
      const sleeps = sleepsOneIn !== undefined && worker.random.next() < 1 / sleepsOneIn;
      const took = passMilliseconds * (0.9 + 0.2 * worker.random.next());
      worker.read = { weights: Int32Array.from(this.#seenBy(index).weights), at: this.#numSteps };
      worker.endsAt = this.#now + took + (sleeps ? sleepMilliseconds : 0);
    });
  }

  #nextMoment(): number {
    const ends = this.#workers.flatMap(({ endsAt }) => endsAt ?? []);
    const next = Math.min(...ends, ...this.#underWay.map(({ arrives }) => arrives));
    assert(next < Infinity, 'nobody may start, and nothing is under way');
    return next;
  }

  #deliver(): void {
    for (const push of this.#underWay.filter(({ arrives }) => arrives <= this.#now)) {
      add(this.#arrived.sums, push.sums);
      add(this.#arrived.weights, push.weights);
      add(this.#arrived.squares, push.squares);
      this.#clocks[push.worker] = push.clock;
      this.#readAt[push.worker] = push.readAt;
    }
    this.#underWay = this.#underWay.filter(({ arrives }) => arrives > this.#now);
  }

  /** What has arrived, and the worker's own pushes under way. */
  #seenBy(worker: number): { sums: Float64Array; weights: Float64Array; squares: Float64Array } {
    const { sums, weights, squares } = this.#arrived;
    const seen = { sums: sums.slice(), weights: weights.slice(), squares: squares.slice() };
    for (const push of this.#underWay.filter((one) => one.worker === worker)) {
      add(seen.sums, push.sums);
      add(seen.weights, push.weights);
      add(seen.squares, push.squares);
    }
    return seen;
  }

  /** A pass is done: new sums instead of the old ones, and a step. */
  #end(worker: Worker, index: number): void {
    const { documents, delay } = this.#options;
    const read = worker.read!;
    const sums = documents.sums(read.weights, worker.documents);
    const change = sums.map((sum, cell) => sum - worker.newest[cell]);
    worker.newest = sums;
    const seen = this.#seenBy(index);
    add(seen.sums, change);
    const { weights, squares } = this.#stepOf(seen, sums, read.weights);
    const readAt = this.#readAt.map((at, other) => (other === index ? read.at : at));
    this.#oldest = Math.max(this.#oldest, this.#numSteps - Math.min(...readAt));
    this.#numSteps++;
    worker.clock++;
    worker.endsAt = undefined;
    const arrives = this.#now + delay;
    const clock = worker.clock;
    const push = { worker: index, arrives, clock, sums: change, weights, squares, readAt: read.at };
    this.#underWay.push(push);
    this.#deliver();
  }

  /** @param own the block's sums. @returns what is added to the weights, in whole units. */
  #stepOf(
    seen: { sums: Float64Array; weights: Float64Array; squares: Float64Array },
    own: Float64Array,
    read: Int32Array,
  ): { weights: Float64Array; squares: Float64Array } {
    const { rule, documents, numWorkers } = this.#options;
    const { numFeatures } = documents.features;
    const { alpha, numTopics } = documents;
    if (rule.kind === 'newest') {
      const before = Int32Array.from(seen.weights);
      const shape = { numFeatures, prior: { alpha }, part: rule.part };
      const next = newtonStep(before, seen.sums, shape);
      const weights = Float64Array.from(next, (weight, cell) => weight - before[cell]);
      return { weights, squares: new Float64Array(weights.length) };
    }
    const slope = Float64Array.from(read, (weight, cell) => {
      const feature = Math.floor(cell / numTopics);
      const mean = feature === 0 ? Math.log(alpha) : 0;
      const ofPrior = (weight / weightScale - mean) / varianceOf(feature);
      return (own[cell] / gradientScale) * numWorkers - ofPrior;
    });
    const squares = slope.map((one) => one * one);
    const weights = slope.map((one, cell) => {
      const scale = Math.sqrt(seen.squares[cell] + squares[cell]) + 1e-12;
      return Math.round(((rule.step * one) / scale) * weightScale);
    });
    return { weights, squares };
  }

  /** Conservation: the sums are those that blocks have pushed last. */
  #assertConserved(): void {
    this.#now = Infinity;
    this.#deliver();
    this.#arrived.sums.forEach((sum, cell) => {
      const expected = this.#workers.reduce((all, { newest }) => all + newest[cell], 0);
      assert(sum === expected, `a sum of ${sum} has arrived, ${expected} was pushed`);
    });
  }
}

function add(into: Float64Array, differences: Float64Array): void {
  for (let cell = 0; cell < into.length; cell++) into[cell] += differences[cell];
}
