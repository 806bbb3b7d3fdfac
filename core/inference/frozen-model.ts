/** A trained model as it is applied to new documents: its counts no longer change. */
import { assert } from '../errors.ts';

/**
 * The words' topics as a compressed table, a row for each word: entries `starts[w]` to
 * `starts[w + 1] - 1` are the topics that word w occurs in, rising, and its counts there.
 */
export interface FrozenModel {
  readonly numTopics: number;
  readonly numWords: number;
  /** Prior of each topic in a document (length K). */
  readonly alpha: Float64Array;
  /** Prior of each word in a topic; S times that where counts are sums over S samples. */
  readonly beta: number;
  /** Length V + 1. */
  readonly starts: Uint32Array;
  readonly topics: Uint16Array;
  readonly counts: Uint32Array;
  /** Counts of each topic, added up (length K). */
  readonly totals: Float64Array;
}

/** @param wordCounts the words of a topic, in any order, and their counts. */
export function freezeModel(
  shape: Pick<FrozenModel, 'numTopics' | 'numWords' | 'alpha' | 'beta'>,
  wordCounts: (topic: number) => { readonly words: Uint32Array; readonly counts: Uint32Array },
): FrozenModel {
  const { numTopics, numWords, alpha, beta } = shape;
  assert(alpha.length === numTopics, 'every topic has a prior');
  const perTopic = Array.from({ length: numTopics }, (_, topic) => wordCounts(topic));
  const starts = shared(Uint32Array, numWords + 1);
  for (const { words } of perTopic) for (const word of words) starts[word + 1]++;
  for (let word = 0; word < numWords; word++) starts[word + 1] += starts[word];
  const topics = shared(Uint16Array, starts[numWords]);
  const counts = shared(Uint32Array, starts[numWords]);
  const totals = new Float64Array(numTopics);
  const next = starts.slice();
  perTopic.forEach(({ words, counts: ofTopic }, topic) => {
    words.forEach((word, index) => {
      topics[next[word]] = topic;
      counts[next[word]++] = ofTopic[index];
      totals[topic] += ofTopic[index];
    });
  });
  return { numTopics, numWords, alpha, beta, starts, topics, counts, totals };
}

/** In shared memory, so that all threads read the same one. */
function shared<T extends Uint32Array | Uint16Array>(
  type: new (buffer: SharedArrayBuffer) => T,
  length: number,
): T {
  const bytes = length * (type as unknown as { BYTES_PER_ELEMENT: number }).BYTES_PER_ELEMENT;
  return new type(new SharedArrayBuffer(bytes));
}
