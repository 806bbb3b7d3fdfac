/** The most frequent words of each topic, straight from the counts. */
import type { WordTopicCounts } from '../corpus/word-topic-counts.ts';

/**
 * Reads every count once, so it may run while workers change them (for a screen): each topic keeps
 * the `limit` largest it has met, in falling order; ties go to the smaller word.
 *
 * @returns word numbers per topic.
 */
export function topWords(counts: WordTopicCounts, limit: number): number[][] {
  const numTopics = counts.topicTotals.length;
  const words: number[][] = Array.from({ length: numTopics }, () => []);
  const tallies: number[][] = Array.from({ length: numTopics }, () => []);
  const smallest = new Int32Array(numTopics); // to enter a topic's list, a count must be above
  for (let word = 0; word < counts.rowOfWord.length; word++) {
    const row = counts.rowOfWord[word] * counts.stride;
    for (let topic = 0; topic < numTopics; topic++) {
      const count = counts.rows[row + topic];
      if (count <= smallest[topic]) continue;
      insert({ words: words[topic], tallies: tallies[topic] }, { word, count }, limit);
      if (words[topic].length === limit) smallest[topic] = tallies[topic][limit - 1];
    }
  }
  return words;
}

function insert(
  list: { words: number[]; tallies: number[] },
  entry: { word: number; count: number },
  limit: number,
): void {
  let place = list.tallies.length;
  while (place > 0 && list.tallies[place - 1] < entry.count) place--;
  list.words.splice(place, 0, entry.word);
  list.tallies.splice(place, 0, entry.count);
  if (list.words.length > limit) {
    list.words.pop();
    list.tallies.pop();
  }
}
