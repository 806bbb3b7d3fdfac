import { CoherenceCounter } from '../../../core/inspection/coherence.ts';
import type { TopicWordLists } from '../../../core/inspection/topic-words.ts';
import type { CorpusStore } from '../corpus-store.ts';

/** Words whose pairs make a topic's coherence. */
const numCoherenceWords = 10;

/** The coherence of every topic, over its most probable words. Reads all tokens. */
export function measureCoherence(
  corpus: CorpusStore,
  { starts, words }: TopicWordLists,
): (number | undefined)[] {
  const tokens = corpus.tokenSource();
  const topWords = Array.from({ length: starts.length - 1 }, (_, topic) => {
    const start = starts[topic]!;
    return words.subarray(start, Math.min(start + numCoherenceWords, starts[topic + 1]!));
  });
  const counter = new CoherenceCounter(topWords, tokens.numWords);
  for (const { firstDocument, numDocuments } of corpus.chunks()) {
    const end = firstDocument + numDocuments;
    const chunkWords = tokens.readWords(firstDocument, end);
    let token = 0;
    for (let document = firstDocument; document < end; document++) {
      const start = token;
      token += tokens.documentLengths[document]!;
      counter.addDocument(chunkWords.subarray(start, token));
    }
  }
  return counter.coherences();
}
