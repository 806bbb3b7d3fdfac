import { topicCoherence } from '../../../core/inspection/coherence.ts';
import type { TopicWordLists } from '../../../core/inspection/topic-words.ts';
import type { CorpusStore } from '../corpus-store.ts';

/** Words whose pairs make a topic's coherence. */
const numCoherenceWords = 10;

/**
 * The coherence of every topic, over its most probable words with documents as windows. Reads all
 * tokens, for the documents of the few words that are some topic's top words.
 */
export function measureCoherence(
  corpus: CorpusStore,
  lists: TopicWordLists,
): (number | undefined)[] {
  const numTopics = lists.starts.length - 1;
  const tokens = corpus.tokenSource();
  const topWords = Array.from({ length: numTopics }, (_, topic) => {
    const start = lists.starts[topic]!;
    return lists.words.subarray(
      start,
      Math.min(start + numCoherenceWords, lists.starts[topic + 1]!),
    );
  });
  const postings = readPostings(corpus, topWords);
  const scratch = new Uint32Array(tokens.numDocuments);
  const numDocuments = tokens.documentLengths.reduce(
    (sum, length) => sum + (length > 0 ? 1 : 0),
    0,
  );
  return topWords.map((words) =>
    topicCoherence(
      Array.from(words, (word) => postings.get(word)!),
      numDocuments,
      scratch,
    ),
  );
}

/** The documents that hold each of the words, rising. */
function readPostings(
  corpus: CorpusStore,
  topWords: readonly Uint32Array[],
): Map<number, Uint32Array> {
  const tokens = corpus.tokenSource();
  const slots = new Int32Array(tokens.numWords).fill(-1);
  const words = [...new Set(topWords.flatMap((list) => [...list]))];
  words.forEach((word, slot) => (slots[word] = slot));
  const lists: number[][] = words.map(() => []);
  for (const { firstDocument, numDocuments } of corpus.chunks()) {
    const chunkWords = tokens.readWords(firstDocument, firstDocument + numDocuments);
    let token = 0;
    for (let document = firstDocument; document < firstDocument + numDocuments; document++) {
      for (const end = token + tokens.documentLengths[document]!; token < end; token++) {
        const slot = slots[chunkWords[token]!]!;
        if (slot < 0) continue;
        const list = lists[slot]!;
        if (list.at(-1) !== document) list.push(document);
      }
    }
  }
  return new Map(words.map((word, slot) => [word, Uint32Array.from(lists[slot]!)]));
}
