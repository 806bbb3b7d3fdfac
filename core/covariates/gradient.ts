/**
 * What documents say about the weights: the gradient of the log-likelihood of their topics, and the
 * curvature of a function that lies below it, touches it, and falls apart by topic into Poisson
 * regressions.
 *
 *     g_dk     = alpha_dk (R(alpha_dk, n_dk) - R(A_d, N_d))      R(a, n) = psi(a + n) - psi(a)
 *     G_fk     = sum over d of x_df g_dk
 *     H_k[f,h] = sum over d of R(A_d, N_d) alpha_dk x_df x_dh
 *
 * Sums over documents: those of a piece, some hundred documents in a fixed order, are rounded once to
 * whole numbers, and from there on only whole numbers are added. So neither who has a piece nor when
 * makes a difference.
 */
import { UserError } from '../errors.ts';
import { digamma } from '../special-functions/digamma.ts';
import type { PresentTopics } from '../sampler/present-topics.ts';
import type { DocumentFeatures } from './design.ts';

/** Units of G and H. */
export const gradientScale = 2 ** 16;
export const curvatureScale = 2 ** 10;

/** Documents in a piece: rounding and the products of features are paid once for each group in it. */
export const documentsPerPiece = 512;

/** Up to this many tokens, no logarithm is needed. */
const numReciprocals = 12;

/** psi(a + n) - psi(a) for a whole n: error below 1e-13. */
export function rise(a: number, n: number): number {
  const direct = n < numReciprocals ? n : numReciprocals;
  let sum = 0;
  for (let i = 0; i < direct; i++) sum += 1 / (a + i);
  return n > numReciprocals ? sum + (digamma(a + n) - digamma(a + numReciprocals)) : sum;
}

/** Rows of sums, K columns each: F of the gradient, then one for each pair f <= h of the curvature. */
export function numSumRows(numFeatures: number): number {
  return numFeatures + (numFeatures * (numFeatures + 1)) / 2;
}

/** The priors of the groups as they are: a group's begin at `stride` times its number. */
export interface GroupAlphas {
  readonly cells: Float32Array;
  readonly stride: number;
}

/**
 * Sums must stay whole in a double: |G_fk| <= sum over d of |x_df| N_d, in units of 2^-16.
 *
 * @throws {UserError} when a feature is so large, or the corpus, that they might not.
 */
export function checkGradientBound(
  { rows, groupOf, numFeatures }: DocumentFeatures,
  documentLengths: ArrayLike<number>,
): void {
  const bounds = new Float64Array(numFeatures);
  groupOf.forEach((group, document) => {
    for (let f = 0; f < numFeatures; f++) {
      bounds[f] += Math.abs(rows[group * numFeatures + f]) * documentLengths[document];
    }
  });
  const most = bounds.reduce((a, b) => Math.max(a, b), 0);
  if (most < 2 ** 36) return;
  throw new UserError(
    'covariates-invalid',
    `Cannot add up what the documents say of the covariates: up to ${most} was found; less than 2^36 was expected`,
    { hint: 'Is there a number far from all others among the metadata?' },
  );
}

/** Adds up pieces of documents. */
export class GradientSums {
  readonly #features: Pick<DocumentFeatures, 'rows' | 'numFeatures'>;
  readonly #numTopics: number;
  readonly #alphas: GroupAlphas;
  /** Whole numbers, rows as `numSumRows` says. */
  readonly sums: Float64Array;
  readonly #piece: Float64Array;
  /** Of each group in the piece: the sums of R(alpha_k, n_dk), and of R(A, N_d). */
  readonly #rises: Float64Array;
  readonly #lengthRises = new Float64Array(documentsPerPiece);
  readonly #alphaSums = new Float64Array(documentsPerPiece);
  readonly #slots = new Map<number, number>();
  #numDocuments = 0;

  constructor(
    features: Pick<DocumentFeatures, 'rows' | 'numFeatures'>,
    numTopics: number,
    alphas: GroupAlphas,
  ) {
    this.#features = features;
    this.#numTopics = numTopics;
    this.#alphas = alphas;
    this.sums = new Float64Array(numSumRows(features.numFeatures) * numTopics);
    this.#piece = new Float64Array(this.sums.length);
    this.#rises = new Float64Array(documentsPerPiece * numTopics);
  }

  /** Adds a document; after as many as a piece has, the piece is closed. */
  add(group: number, { size, topics, counts }: PresentTopics): void {
    const slot = this.#slots.get(group) ?? this.#openSlot(group);
    const alphas = group * this.#alphas.stride;
    const rises = slot * this.#numTopics;
    const [sums, { cells }] = [this.#rises, this.#alphas];
    let length = 0;
    for (let place = 0; place < size; place++) {
      const [topic, count] = [topics[place], counts[place]];
      length += count;
      sums[rises + topic] += rise(cells[alphas + topic], count);
    }
    this.#lengthRises[slot] += rise(this.#alphaSums[slot], length);
    if (++this.#numDocuments === documentsPerPiece) this.closePiece();
  }

  #openSlot(group: number): number {
    const slot = this.#slots.size;
    this.#slots.set(group, slot);
    const first = group * this.#alphas.stride;
    let sum = 0;
    for (let topic = 0; topic < this.#numTopics; topic++) sum += this.#alphas.cells[first + topic];
    this.#alphaSums[slot] = sum;
    this.#lengthRises[slot] = 0;
    this.#rises.fill(0, slot * this.#numTopics, (slot + 1) * this.#numTopics);
    return slot;
  }

  /** Rounds what the piece has and adds it; to be called at the end of every block. */
  closePiece(): void {
    for (const [group, slot] of this.#slots) this.#addGroup(group, slot);
    const { sums } = this;
    const piece = this.#piece;
    const ofGradient = this.#features.numFeatures * this.#numTopics;
    for (let cell = 0; cell < sums.length; cell++) {
      sums[cell] += Math.round(piece[cell] * (cell < ofGradient ? gradientScale : curvatureScale));
    }
    piece.fill(0);
    this.#slots.clear();
    this.#numDocuments = 0;
  }

  /** The products of a group's features with what its documents say. */
  #addGroup(group: number, slot: number): void {
    const { rows, numFeatures } = this.#features;
    const features = rows.subarray(group * numFeatures, (group + 1) * numFeatures);
    const first = group * this.#alphas.stride;
    const alphas = this.#alphas.cells.subarray(first, first + this.#numTopics);
    const rises = this.#rises.subarray(slot * this.#numTopics);
    const ofLength = this.#lengthRises[slot];
    const piece = this.#piece;
    const numTopics = this.#numTopics;
    let row = numFeatures * numTopics;
    for (let f = 0; f < numFeatures; f++) {
      const x = features[f];
      if (x !== 0) this.#addGradient(f, x, { alphas, rises, ofLength });
      for (let h = f; h < numFeatures; h++, row += numTopics) {
        const weight = x * features[h] * ofLength;
        if (weight === 0) continue;
        for (let topic = 0; topic < numTopics; topic++)
          piece[row + topic] += weight * alphas[topic];
      }
    }
  }

  #addGradient(
    feature: number,
    x: number,
    of: { alphas: Float32Array; rises: Float64Array; ofLength: number },
  ): void {
    const { alphas, rises, ofLength } = of;
    const piece = this.#piece;
    const row = feature * this.#numTopics;
    for (let topic = 0; topic < alphas.length; topic++) {
      piece[row + topic] += x * (alphas[topic] * (rises[topic] - ofLength));
    }
  }
}
