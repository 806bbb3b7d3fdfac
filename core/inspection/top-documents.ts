/** The best documents of each topic, found in one pass. */

/** A document with its tokens of one topic, or those of all samples. */
export interface RankedDocument {
  readonly document: number;
  readonly count: number;
  readonly share: number;
}

/**
 * The `limit` documents with the largest share of each topic, found in one pass. Each topic keeps
 * a heap with its worst document on top, so most documents cost one comparison.
 */
export class TopDocuments {
  readonly #limit: number;
  readonly #heaps: Heap[];

  constructor(numTopics: number, limit: number) {
    this.#limit = limit;
    this.#heaps = Array.from({ length: numTopics }, () => ({
      documents: [],
      counts: [],
      shares: [],
    }));
  }

  /** Documents come in rising order; of two with the same share the first one ranks higher. */
  offer(topic: number, { document, count, share }: RankedDocument): void {
    const heap = this.#heaps[topic]!;
    if (heap.documents.length < this.#limit) {
      heap.documents.push(document);
      heap.counts.push(count);
      heap.shares.push(share);
      siftUp(heap);
    } else if (share > heap.shares[0]!) {
      heap.documents[0] = document;
      heap.counts[0] = count;
      heap.shares[0] = share;
      siftDown(heap);
    }
  }

  /** The documents of a topic, the best one first. */
  ranked(topic: number): RankedDocument[] {
    const { documents, counts, shares } = this.#heaps[topic]!;
    return documents
      .map((document, place) => ({ document, count: counts[place]!, share: shares[place]! }))
      .sort((a, b) => b.share - a.share || a.document - b.document);
  }
}

interface Heap {
  readonly documents: number[];
  readonly counts: number[];
  readonly shares: number[];
}

/** A smaller share is worse; of two equal ones the later document. */
function isWorse({ documents, shares }: Heap, a: number, b: number): boolean {
  return shares[a]! < shares[b]! || (shares[a] === shares[b] && documents[a]! > documents[b]!);
}

function siftUp(heap: Heap): void {
  let place = heap.documents.length - 1;
  while (place > 0) {
    const parent = (place - 1) >> 1;
    if (!isWorse(heap, place, parent)) return;
    swap(heap, place, parent);
    place = parent;
  }
}

function siftDown(heap: Heap): void {
  const size = heap.documents.length;
  for (let place = 0; ;) {
    const left = 2 * place + 1;
    let worst = place;
    if (left < size && isWorse(heap, left, worst)) worst = left;
    if (left + 1 < size && isWorse(heap, left + 1, worst)) worst = left + 1;
    if (worst === place) return;
    swap(heap, place, worst);
    place = worst;
  }
}

function swap({ documents, counts, shares }: Heap, a: number, b: number): void {
  [documents[a], documents[b]] = [documents[b]!, documents[a]!];
  [counts[a], counts[b]] = [counts[b]!, counts[a]!];
  [shares[a], shares[b]] = [shares[b]!, shares[a]!];
}
