/**
 * How well a trained model predicts documents that it was not trained on.
 *
 * The judge of priors and of the number of topics: unlike the joint likelihood it cannot be won by
 * explaining the training text too well.
 */
import type { RandomStream } from '../random/stream.ts';

/** A trained model as new documents see it. */
export interface TrainedModel {
  readonly numTopics: number;
  /** Prior of each topic in a document (length K). */
  readonly alpha: ArrayLike<number>;
  /** Writes p(word | topic) of all topics into `row` (length K). */
  fillWordRow(word: number, row: Float64Array): void;
}

/** The words of one document with their rows of p(word | topic), K numbers each. */
interface DocumentRows {
  /** For each token, where the row of its word begins. */
  readonly rowOf: Uint32Array;
  readonly rows: Float64Array;
}

/** Sweeps over the observed half; the second half of them are averaged. */
const numSweeps = 100;

export interface CompletionScore {
  /** Sum of ln p(word) over the scored tokens, in nats. */
  readonly logProbability: number;
  readonly numTokens: number;
}

/**
 * Document completion: the tokens at even places are shown to the model, which samples their topics
 * (its own word distributions held fixed); those at odd places are then scored by
 * ln sum_k theta_k phi_kw, theta being the mean of (n_k + alpha_k) / (N + A) over the samples.
 *
 * @param options.numObserved show at most this many, the first; the same tokens are scored.
 *
 * Sources: Rosen-Zvi et al. 2004; Wallach, Murray, Salakhutdinov and Mimno, "Evaluation methods for
 * topic models", ICML 2009.
 */
export function completeDocument(
  model: TrainedModel,
  words: Uint32Array,
  random: RandomStream,
  { numObserved = Infinity }: { readonly numObserved?: number | undefined } = {},
): CompletionScore {
  const document = rowsOf(model, words);
  const even = Array.from(words.keys()).filter((place) => place % 2 === 0);
  const observed = even.slice(0, numObserved);
  const theta = meanProportions(model, { document, places: observed, random });
  let logProbability = 0;
  for (let place = 1; place < words.length; place += 2) {
    logProbability += Math.log(dot(theta, document, place));
  }
  return { logProbability, numTokens: words.length >>> 1 };
}

/**
 * Perplexity: e to the mean of -ln p per token. As if one had to choose among that many words. Undefined where no
 * token was scored, as with documents of one token.
 */
export function perplexityOf(scores: Iterable<CompletionScore>): number | undefined {
  let [logProbability, numTokens] = [0, 0];
  for (const score of scores) {
    logProbability += score.logProbability;
    numTokens += score.numTokens;
  }
  return numTokens === 0 ? undefined : Math.exp(-logProbability / numTokens);
}

/**
 * An unbiased estimate of p(words | model) by particles that read the document from left to right.
 *
 * Each particle holds topics of the tokens read so far. Before token n each resamples them once, from
 * their posterior given the words before n; then p(w_n | its topics) = sum_k phi_kw (alpha_k + n_k) /
 * (A + n - 1) is its weight, the mean weight a factor of the estimate, and the particles are drawn
 * again by weight before they draw z_n. This last step is what keeps the estimate unbiased: without
 * it the product of the means is too high, the more so without resampling of topics.
 *
 * Quadratic in the length of the document.
 *
 * Sources: Wallach et al. 2009, algorithm 3; Buntine, "Estimating likelihoods for topic models",
 * ACML 2009; unbiased by Del Moral, "Feynman-Kac formulae", 2004, theorem 7.4.2.
 *
 * @returns ln of the estimate, in nats.
 */
export function leftToRight(
  model: TrainedModel,
  words: Uint32Array,
  { numParticles, random }: { numParticles: number; random: RandomStream },
): number {
  const document = rowsOf(model, words);
  const chain = new Chain(model, document);
  let particles = Array.from({ length: numParticles }, () =>
    Particle.beforeReading(model, words.length),
  );
  let logProbability = 0;
  for (let place = 0; place < words.length; place++) {
    const weights = particles.map((particle) => {
      for (let before = 0; before < place; before++) chain.resample(particle, before, random);
      return chain.predictive(particle, place);
    });
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    logProbability += Math.log(total / numParticles);
    particles = drawByWeight(particles, { weights, total, random });
    for (const particle of particles) chain.draw(particle, place, random);
  }
  return logProbability;
}

/** The topics that one particle has given to the tokens read so far. */
class Particle {
  readonly topics: Uint32Array;
  /** n_k + alpha_k (length K). */
  readonly masses: Float64Array;
  numRead: number;

  constructor(topics: Uint32Array, masses: Float64Array, numRead: number) {
    this.topics = topics;
    this.masses = masses;
    this.numRead = numRead;
  }

  /** One that has read nothing of a document of that length. */
  static beforeReading(model: TrainedModel, length: number): Particle {
    return new Particle(new Uint32Array(length), Float64Array.from(model.alpha), 0);
  }

  copy(): Particle {
    return new Particle(this.topics.slice(), this.masses.slice(), this.numRead);
  }
}

/** Draws topics of single tokens, the words' distributions held fixed. */
class Chain {
  readonly #document: DocumentRows;
  readonly #cumulative: Float64Array;
  readonly #alphaSum: number;

  constructor(model: TrainedModel, document: DocumentRows) {
    this.#document = document;
    this.#cumulative = new Float64Array(model.numTopics);
    this.#alphaSum = sumOf(model.alpha);
  }

  /** p(word | topics read so far). */
  predictive({ masses, numRead }: Particle, place: number): number {
    return dot(masses, this.#document, place) / (this.#alphaSum + numRead);
  }

  /** Gives a token that has no topic yet its first. */
  draw(particle: Particle, place: number, random: RandomStream): void {
    const topic = this.#drawTopic(particle.masses, place, random);
    particle.topics[place] = topic;
    particle.masses[topic]++;
    particle.numRead++;
  }

  /** Takes a token's topic away and draws another. */
  resample(particle: Particle, place: number, random: RandomStream): void {
    particle.masses[particle.topics[place]]--;
    particle.numRead--;
    this.draw(particle, place, random);
  }

  #drawTopic(masses: Float64Array, place: number, random: RandomStream): number {
    const { rows, rowOf } = this.#document;
    const row = rowOf[place];
    const last = masses.length - 1;
    let sum = 0;
    for (let topic = 0; topic <= last; topic++) {
      sum += masses[topic] * rows[row + topic];
      this.#cumulative[topic] = sum;
    }
    const target = random.next() * sum;
    for (let topic = 0; topic < last; topic++) if (this.#cumulative[topic] > target) return topic;
    return last;
  }
}

/** The mean topic proportions of a document given some of its tokens (length K, sums to 1). */
function meanProportions(
  model: TrainedModel,
  given: { document: DocumentRows; places: readonly number[]; random: RandomStream },
): Float64Array {
  const { document, places, random } = given;
  const chain = new Chain(model, document);
  const particle = Particle.beforeReading(model, document.rowOf.length);
  for (const place of places) chain.draw(particle, place, random);
  const sums = new Float64Array(model.numTopics);
  for (let sweep = 0; sweep < numSweeps; sweep++) {
    for (const place of places) chain.resample(particle, place, random);
    if (sweep < numSweeps / 2) continue;
    particle.masses.forEach((mass, topic) => (sums[topic] += mass));
  }
  const total = sumOf(sums);
  return sums.map((sum) => sum / total);
}

function dot(masses: Float64Array, { rows, rowOf }: DocumentRows, place: number): number {
  const row = rowOf[place];
  let sum = 0;
  for (let topic = 0; topic < masses.length; topic++) sum += masses[topic] * rows[row + topic];
  return sum;
}

/** As many particles as before, each drawn by weight from an even comb (systematic resampling). */
function drawByWeight(
  particles: readonly Particle[],
  { weights, total, random }: { weights: readonly number[]; total: number; random: RandomStream },
): Particle[] {
  const step = total / particles.length;
  let mark = random.next() * step;
  let sum = 0;
  const drawn: number[] = [];
  weights.forEach((weight, place) => {
    sum += weight;
    for (; drawn.length < particles.length && mark < sum; mark += step) drawn.push(place);
  });
  while (drawn.length < particles.length) drawn.push(particles.length - 1); // rounding
  return drawn.map((place, index) =>
    drawn.indexOf(place) === index ? particles[place] : particles[place].copy(),
  );
}

function rowsOf(model: TrainedModel, words: Uint32Array): DocumentRows {
  const rowOfWord = new Map<number, number>();
  const rowOf = words.map((word) => {
    const row = rowOfWord.get(word) ?? rowOfWord.size * model.numTopics;
    rowOfWord.set(word, row);
    return row;
  });
  const rows = new Float64Array(rowOfWord.size * model.numTopics);
  for (const [word, row] of rowOfWord) {
    model.fillWordRow(word, rows.subarray(row, row + model.numTopics));
  }
  return { rowOf, rows };
}

function sumOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let place = 0; place < values.length; place++) sum += values[place];
  return sum;
}
