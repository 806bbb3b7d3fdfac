/** A model that is small enough to work out by hand what is to be written of it. */
import { sharedPriors } from '../../../core/inspection/shares.ts';
import type { TopicSummary } from '../../../core/inspection/inspection.ts';
import type {
  AssignedDocument,
  DocumentSpan,
} from '../../../corpora/database/assigned-documents.ts';
import type { ExportedRun, ExportFile, ExportSource } from '../../../corpora/writers/writer.ts';

const vocabulary = ['fig', 'pear', 'plum'];

/** Shares with alpha (0.5, 1.5): 0.5 and 0.5; 0.25 and 0.75; 1/6 and 5/6. */
const documents: readonly AssignedDocument[] = [
  documentOf(0, { name: 'a b', words: [1, 0, 1], topics: [0, 1, 0], metadata: { year: 1900 } }),
  documentOf(1, { name: 'empty', words: [], topics: [], metadata: { tags: ['x'], tokens: '7' } }),
  documentOf(2, { name: '=c', label: '3,5', words: [0], topics: [1] }),
];

const topics: readonly TopicSummary[] = [
  topicOf(0, { numTokens: 2, numDocuments: 1, alpha: 0.5, label: 'Fruit "A"' }),
  topicOf(1, { numTokens: 2, numDocuments: 2, alpha: 1.5, hidden: true }),
];

const wordCounts = (topic: number) => ({
  words: Uint32Array.of(topic === 0 ? 1 : 0),
  counts: Uint32Array.of(2),
});

const run: ExportedRun = {
  name: 'topics-2',
  sweep: 10,
  alpha: Float64Array.of(0.5, 1.5),
  priors: sharedPriors(Float64Array.of(0.5, 1.5)),
  covariates: {
    design: {
      fields: [
        { field: 'year', kind: 'number', least: 0, most: 2, mean: 1, deviation: 1, numMissing: 0 },
      ],
      interactions: [],
      fingerprint: '',
    },
    weights: Int32Array.of(2 ** 20, -(2 ** 20), 2 ** 19, 0),
  },
  beta: 0.5,
  topics,
  trained: { numTokens: 4, tokenCounts: Uint32Array.of(2, 2, 0) },
  documents: spanOf,
  wordCounts,
  numSamples: 1,
  wordSums: wordCounts,
};

export const smallSource: ExportSource = {
  numDocuments: 3,
  numTokens: 4,
  words: vocabulary,
  tokenCounts: Uint32Array.of(2, 2, 0),
  documentCounts: Uint32Array.of(2, 1, 0),
  documents: spanOf,
  nameOf: (document) => documents[document].name,
  run: () => run,
};

/** What a writer makes of it, as text. */
export async function textOf(
  file: ExportFile,
  options: { words?: number | 'all'; forSpreadsheets?: boolean } = {},
  source = smallSource,
): Promise<string> {
  const pieces: string[] = [];
  const { words = 100, forSpreadsheets = false } = options;
  for await (const piece of await file.content(source, { words, forSpreadsheets })) {
    pieces.push(typeof piece === 'string' ? piece : Buffer.from(piece).toString());
  }
  return pieces.join('');
}

function spanOf({ first = 0, limit = documents.length }: DocumentSpan = {}) {
  return documents.slice(first, first + limit);
}

interface Given {
  readonly name: string;
  readonly label?: string;
  readonly metadata?: Record<string, unknown>;
  readonly words: readonly number[];
  readonly topics: readonly number[];
}

function documentOf(id: number, { name, label, metadata, words, topics: of }: Given) {
  return {
    id,
    name,
    label,
    metadata,
    parent: undefined,
    part: undefined,
    numTokens: words.length,
    words: Uint32Array.from(words),
    topics: Uint16Array.from(of),
    sampledTopics: () => Uint16Array.from(of),
  };
}

function topicOf(
  topic: number,
  given: Pick<TopicSummary, 'numTokens' | 'numDocuments' | 'alpha'> & Partial<TopicSummary>,
): TopicSummary {
  return {
    topic,
    label: undefined,
    hidden: false,
    share: 0.5,
    coherence: undefined,
    distinctiveness: Math.log(2),
    words: [],
    ...given,
  };
}
