/** Measures the coherence of every topic in one pass over the documents. */
import { npmiCoherence } from '../../../core/evaluation/coherence.ts';
import { WindowCounter } from '../../../core/evaluation/window-counter.ts';
import type { TopicWordLists } from '../../../core/inspection/topic-words.ts';
import type { CorpusStore } from '../corpus-store.ts';
import type { InPieces } from '../../breaks.ts';
import { forEachDocumentOf } from '../each-document.ts';

/** Words whose pairs make a topic's coherence. */
const numCoherenceWords = 10;

/**
 * The coherence (NPMI, windows are documents) of every topic, over its most probable words.
 *
 * @param tokens of the documents that the run was trained on.
 */
export function* measureCoherence(
  tokens: ReturnType<CorpusStore['trainingTokens']>,
  lists: TopicWordLists,
): InPieces<(number | undefined)[]> {
  const topWords = Array.from({ length: lists.numTopics }, (_, topic) =>
    lists.wordsOf(topic).subarray(0, numCoherenceWords),
  );
  const counter = new WindowCounter(topWords, { numWords: tokens.numWords, windowSize: Infinity });
  for (const chunk of tokens.chunks) {
    forEachDocumentOf(chunk, tokens, (documentWords) => {
      counter.addDocument(documentWords);
    });
    yield;
  }
  return topWords.map((_, topic) => npmiCoherence(counter, topic));
}
