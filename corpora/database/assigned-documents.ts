/** The documents of a project file with the topics of their tokens. */
import type { RunSettings } from '../../core/training/settings.ts';
import type { CheckpointSummary } from './checkpoints.ts';
import type { CorpusStore, DocumentEntry } from './corpus-store.ts';
import { type Samples, SampledTopics, type TopicsReader } from './sampled-topics.ts';

/** A document with its tokens as numbers. */
export interface TokenizedDocument extends DocumentEntry {
  /** The word of every token, in the order of the text. */
  readonly words: Uint32Array;
}

export interface AssignedDocument extends TokenizedDocument {
  /** The topic of every token in `words`. */
  readonly topics: Uint16Array;
  /** The topics of all tokens in all samples, for their shares; to be asked for at once. */
  sampledTopics(): Uint16Array;
}

export interface DocumentSpan {
  readonly first?: number;
  readonly limit?: number;
}

/** The documents of a corpus one after the other; a chunk of tokens is in memory at a time. */
export function* tokenizedDocuments(
  corpus: CorpusStore,
  { first = 0, limit }: DocumentSpan = {},
): Generator<TokenizedDocument> {
  const tokens = corpus.tokenSource();
  for (const { entries } of chunksOf(corpus, { first, limit })) {
    const words = tokens.readWords(entries[0].id, entries[0].id + entries.length);
    let start = 0;
    for (const entry of entries) {
      yield { ...entry, words: words.subarray(start, (start += entry.numTokens)) };
    }
  }
}

export interface Assignments {
  readonly checkpoints: TopicsReader;
  readonly checkpoint: CheckpointSummary;
  readonly samples: Samples;
  readonly settings: RunSettings;
}

/** The same with the topics that a checkpoint gives the tokens; held-out documents come without any. */
export function* assignedDocuments(
  corpus: CorpusStore,
  { checkpoints, checkpoint, samples, settings }: Assignments,
  { first = 0, limit }: DocumentSpan = {},
): Generator<AssignedDocument> {
  const tokens = corpus.trainingTokens(settings);
  for (const { entries } of chunksOf(corpus, { first, limit })) {
    const span = { first: entries[0].id, end: entries[0].id + entries.length };
    const words = tokens.readWords(span.first, span.end);
    const topics = checkpoints.readTopics(checkpoint, span);
    const sampled = new SampledTopics(checkpoints, samples, { ...span, last: topics });
    let next = 0;
    for (const entry of entries) {
      const start = next;
      const end = (next += tokens.documentLengths[entry.id]);
      yield {
        ...entry,
        words: words.subarray(start, end),
        topics: topics.subarray(start, end),
        sampledTopics: () => sampled.of(start, end),
      };
    }
  }
}

/** The most documents whose names and metadata are in memory at a time. */
const mostEntries = 4096;

function* chunksOf(corpus: CorpusStore, { first, limit }: { first: number; limit?: number }) {
  const { numDocuments } = corpus.summary();
  const end = Math.min(numDocuments, first + (limit ?? numDocuments));
  for (const chunk of corpus.chunks()) {
    const endOfChunk = Math.min(end, chunk.firstDocument + chunk.numDocuments);
    let from = Math.max(first, chunk.firstDocument);
    while (from < endOfChunk) {
      const to = Math.min(endOfChunk, from + mostEntries);
      const entries = [...corpus.documents(from, to - from)];
      yield { entries };
      from = to;
    }
  }
}
