/** Distances of topics by their words. */

/** A topic's words and counts, the words in any order. */
export interface TopicWordCounts {
  readonly words: ArrayLike<number>;
  readonly counts: ArrayLike<number>;
}

/** Distances of K topics from L others, K rows of L. */
export interface DistanceMatrix {
  readonly numRows: number;
  readonly numColumns: number;
  readonly values: Float64Array;
}

/**
 * The Hellinger distances of topics of two sets, by the shares of words among their tokens: from 0,
 * the same words in the same shares, to 1, no word in common. A topic without tokens is at 1 from
 * every other.
 *
 * sqrt(1 - sum over w of sqrt(p_w q_w)), the sum gathered word by word: most words are in few topics.
 *
 * @param numWords words are numbered below this, in both sets alike.
 */
export function hellingerDistances(
  rows: readonly TopicWordCounts[],
  columns: readonly TopicWordCounts[],
  numWords: number,
): DistanceMatrix {
  const byWord = rootSharesByWord(columns, numWords);
  const values = new Float64Array(rows.length * columns.length);
  rows.forEach((row, place) => {
    const sums = values.subarray(place * columns.length, (place + 1) * columns.length);
    const total = totalOf(row);
    for (let entry = 0; entry < row.words.length; entry++) {
      const root = rootShare(row.counts[entry], total);
      const { starts, topics, roots } = byWord;
      const word = row.words[entry];
      for (let at = starts[word]; at < starts[word + 1]; at++) sums[topics[at]] += root * roots[at];
    }
  });
  const distances = values.map((affinity) => Math.sqrt(Math.max(0, 1 - affinity)));
  return { numRows: rows.length, numColumns: columns.length, values: distances };
}

/** For each word, the topics that have it with the square roots of its shares. */
function rootSharesByWord(topics: readonly TopicWordCounts[], numWords: number) {
  const starts = new Uint32Array(numWords + 1);
  for (const { words } of topics) {
    for (let entry = 0; entry < words.length; entry++) starts[words[entry] + 1]++;
  }
  for (let word = 0; word < numWords; word++) starts[word + 1] += starts[word];
  const next = starts.slice();
  const topicOf = new Uint32Array(starts[numWords]);
  const roots = new Float64Array(starts[numWords]);
  topics.forEach(({ words, counts }, topic) => {
    const total = totalOf({ words, counts });
    for (let entry = 0; entry < words.length; entry++) {
      const at = next[words[entry]]++;
      topicOf[at] = topic;
      roots[at] = rootShare(counts[entry], total);
    }
  });
  return { starts, topics: topicOf, roots };
}

function rootShare(count: number, total: number): number {
  return total === 0 ? 0 : Math.sqrt(count / total);
}

function totalOf({ counts }: TopicWordCounts): number {
  let total = 0;
  for (let entry = 0; entry < counts.length; entry++) total += counts[entry];
  return total;
}
