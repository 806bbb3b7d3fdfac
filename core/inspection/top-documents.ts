/** The best documents of each topic, found in one pass. */

/** A document with its tokens of one topic, or those of all samples. */
export interface RankedDocument {
  readonly document: number;
  readonly count: number;
  readonly share: number;
}

/**
 * The `limit` documents with the largest share of each topic, found in one pass. Each topic keeps
 * a heap with its worst document on top, so most documents cost one comparison. Sixteen bytes a
 * place, K x `limit` of them.
 */
export class TopDocuments {
  readonly #limit: number;
  /** Documents in the heap of each topic (length K); heap k begins at place k * limit. */
  readonly #sizes: Uint32Array;
  readonly #documents: Uint32Array;
  readonly #counts: Uint32Array;
  readonly #shares: Float64Array;

  constructor(numTopics: number, limit: number) {
    this.#limit = limit;
    this.#sizes = new Uint32Array(numTopics);
    this.#documents = new Uint32Array(numTopics * limit);
    this.#counts = new Uint32Array(numTopics * limit);
    this.#shares = new Float64Array(numTopics * limit);
  }

  /** Documents come in rising order; of two with the same share the first one ranks higher. */
  offer(topic: number, ranked: RankedDocument): void {
    const size = this.#sizes[topic]!;
    const root = topic * this.#limit;
    if (size < this.#limit) {
      this.#set(root + size, ranked);
      this.#sizes[topic]!++;
      this.#siftUp(root, size);
    } else if (ranked.share > this.#shares[root]!) {
      this.#set(root, ranked);
      this.#siftDown(root, size);
    }
  }

  /** The documents of a topic, the best one first. */
  ranked(topic: number): RankedDocument[] {
    const root = topic * this.#limit;
    return Array.from({ length: this.#sizes[topic]! }, (_, place) => ({
      document: this.#documents[root + place]!,
      count: this.#counts[root + place]!,
      share: this.#shares[root + place]!,
    })).sort((a, b) => b.share - a.share || a.document - b.document);
  }

  #set(at: number, { document, count, share }: RankedDocument): void {
    this.#documents[at] = document;
    this.#counts[at] = count;
    this.#shares[at] = share;
  }

  #siftUp(root: number, last: number): void {
    for (let place = last; place > 0;) {
      const parent = (place - 1) >> 1;
      if (!this.#isWorse(root + place, root + parent)) return;
      this.#swap(root + place, root + parent);
      place = parent;
    }
  }

  #siftDown(root: number, size: number): void {
    for (let place = 0; ;) {
      const left = 2 * place + 1;
      let worst = place;
      if (left < size && this.#isWorse(root + left, root + worst)) worst = left;
      if (left + 1 < size && this.#isWorse(root + left + 1, root + worst)) worst = left + 1;
      if (worst === place) return;
      this.#swap(root + place, root + worst);
      place = worst;
    }
  }

  /** A smaller share is worse; of two equal ones the later document. */
  #isWorse(a: number, b: number): boolean {
    const difference = this.#shares[a]! - this.#shares[b]!;
    return difference < 0 || (difference === 0 && this.#documents[a]! > this.#documents[b]!);
  }

  #swap(a: number, b: number): void {
    const document = this.#documents[a]!;
    const count = this.#counts[a]!;
    const share = this.#shares[a]!;
    this.#set(a, {
      document: this.#documents[b]!,
      count: this.#counts[b]!,
      share: this.#shares[b]!,
    });
    this.#set(b, { document, count, share });
  }
}
