/** The formats for topics of new documents, written document by document. */
import { delimitedHeader, delimitedLine } from '../writers/tables/delimited.ts';
import { onOneLine } from '../writers/writer.ts';
import type { InferredDocument } from './inferred-document.ts';

export interface InferenceFormat {
  readonly format: string;
  /** A file name with this ending selects the format. */
  readonly ending: string;
  readonly summary: string;
  /** What stands before the first document. */
  readonly head: (numTopics: number, options: FormatOptions) => string;
  /** The lines of one document, with their ends. */
  readonly lines: (document: InferredDocument, options: FormatOptions) => string;
}

export interface FormatOptions {
  /** Whether text that a spreadsheet would take for a formula is made harmless, and UTF-8 is marked. */
  readonly forSpreadsheets: boolean;
}

const factNames = ['document', 'name', 'label', 'tokens', 'unknown', 'log_likelihood', 'fit'];

function facts(found: InferredDocument) {
  const { document, name, label, numTokens, unknownShare, logLikelihood, fit } = found;
  return [document, name, label, numTokens, unknownShare, logLikelihood, fit];
}

const jsonLines: InferenceFormat = {
  format: 'jsonl',
  ending: '.jsonl',
  summary: 'one JSON object per document, with all details',
  head: () => '',
  lines: (found) =>
    `${JSON.stringify({
      document: found.document,
      name: found.name,
      label: found.label ?? null,
      metadata: found.metadata ?? {},
      tokens: found.numTokens,
      unknown: found.unknownShare,
      isPrior: found.numTokens === 0,
      logLikelihood: found.logLikelihood ?? null,
      fit: found.fit ?? null,
      topics: found.topics,
    })}\n`,
};

const wide: InferenceFormat = {
  format: 'csv',
  ending: '.csv',
  summary: 'one row per document, one column per topic',
  head: (numTopics, options) => {
    const topics = Array.from({ length: numTopics }, (_, topic) => `topic_${topic}`);
    return delimitedHeader([...factNames, ...topics], ',', options);
  },
  lines: (found, options) => delimitedLine([...facts(found), ...found.shares], ',', options),
};

const long: InferenceFormat = {
  format: 'csv-long',
  ending: '.long.csv',
  summary: 'one row for each topic of a document, with the spread of its share',
  head: (_, options) => delimitedHeader([...factNames, 'topic', 'share', 'spread'], ',', options),
  lines: (found, options) =>
    found.topics
      .map(({ topic, share, spread }) =>
        delimitedLine([...facts(found), topic, share, spread], ',', options),
      )
      .join(''),
};

const malletDocTopics: InferenceFormat = {
  format: 'mallet',
  ending: '.txt',
  summary: "MALLET's doc-topics: number, name and the share of every topic",
  head: () => '',
  lines: ({ document, name, shares }) => `${[document, onOneLine(name), ...shares].join('\t')}\n`,
};

/** The first is used where none is asked for. */
export const inferenceFormats: readonly InferenceFormat[] = [
  jsonLines,
  wide,
  long,
  malletDocTopics,
];
