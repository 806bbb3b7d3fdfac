/** What each number means, for showing it: its unit, which direction is better, and why. */
import type { TopicDiagnostics } from './diagnostics.ts';
import type { TopicMeasures } from './run-evaluation.ts';

export type RunMeasureName = keyof TopicMeasures | 'perplexity' | 'diversity' | 'stability';

export interface MeasureMeaning {
  readonly title: string;
  readonly unit: string;
  /** `neither`: it describes, and does not judge. */
  readonly better: 'higher' | 'lower' | 'neither';
  readonly meaning: string;
}

export const measureMeanings: Readonly<Record<RunMeasureName, MeasureMeaning>> = {
  perplexity: {
    title: 'held-out perplexity',
    unit: 'words',
    better: 'lower',
    meaning:
      'among how many equally probable words the model hesitates, in documents that it was not ' +
      'trained on',
  },
  npmi: {
    title: 'coherence NPMI',
    unit: '-1 to 1',
    better: 'higher',
    meaning: 'whether the top words of a topic occur within ten words of each other in the texts',
  },
  npmiDocuments: {
    title: 'coherence NPMI, documents',
    unit: '-1 to 1',
    better: 'higher',
    meaning: 'whether the top words of a topic occur in the same documents',
  },
  cv: {
    title: 'coherence C_V',
    unit: '0 to 1',
    better: 'higher',
    meaning:
      'whether the top words keep the same company; high for rare words, too: read with NPMI',
  },
  uci: {
    title: 'coherence UCI',
    unit: 'nats',
    better: 'higher',
    meaning: 'NPMI before it is normalised: rare words that occur together count for more',
  },
  umass: {
    title: 'coherence UMass',
    unit: 'nats, sum of pairs',
    better: 'higher',
    meaning: 'how probable a top word is in documents that have a better one (Mimno et al. 2011)',
  },
  umassMean: {
    title: 'coherence UMass, mean',
    unit: 'nats',
    better: 'higher',
    meaning: 'UMass as gensim has it: the mean of pairs, so that it can be compared with gensim',
  },
  exclusivity: {
    title: 'exclusivity',
    unit: '0 to 1',
    better: 'higher',
    meaning: 'how far the top words of a topic belong to it alone',
  },
  frex: {
    title: 'FREX',
    unit: '0 to 1',
    better: 'higher',
    meaning: 'whether the top words are both frequent in the topic and its own',
  },
  diversity: {
    title: 'topic diversity',
    unit: '0 to 1',
    better: 'higher',
    meaning: 'share of different words among the top words of all topics',
  },
  stability: {
    title: 'stability',
    unit: '0 to 1',
    better: 'higher',
    meaning: 'how alike the topics of runs with other seeds are, matched one to one',
  },
  drift: {
    title: 'drift',
    unit: '0 to 1',
    better: 'lower',
    meaning: 'how far the words of a topic have moved since the checkpoint before (Hellinger)',
  },
};

export const diagnosticMeanings: Readonly<Record<keyof TopicDiagnostics, MeasureMeaning>> = {
  tokens: {
    title: 'tokens',
    unit: 'tokens',
    better: 'neither',
    meaning: 'size of the topic',
  },
  documentEntropy: {
    title: 'document entropy',
    unit: 'nats',
    better: 'neither',
    meaning: 'low where few documents have most of the topic',
  },
  wordLength: {
    title: 'word length',
    unit: 'characters',
    better: 'neither',
    meaning: 'mean length of the top words: short ones say little',
  },
  coherence: {
    title: 'coherence within the topic',
    unit: 'nats, sum of pairs',
    better: 'higher',
    meaning: 'whether top words are tokens of the topic in the same documents',
  },
  uniformDistance: {
    title: 'distance from uniform',
    unit: 'nats',
    better: 'higher',
    meaning: 'low where no words stand out',
  },
  corpusDistance: {
    title: 'distance from the corpus',
    unit: 'nats',
    better: 'higher',
    meaning: 'low where the topic is much like the whole corpus',
  },
  effectiveWords: {
    title: 'effective words',
    unit: 'words',
    better: 'neither',
    meaning: 'how many words of equal share would be as concentrated',
  },
  tokenDocumentDifference: {
    title: 'token-document difference',
    unit: 'nats',
    better: 'lower',
    meaning: 'high where a top word is frequent in few documents only',
  },
  rankOneDocuments: {
    title: 'rank-one documents',
    unit: '0 to 1',
    better: 'neither',
    meaning: 'of the documents that have the topic, those in which it is the largest',
  },
  allocationRatio: {
    title: 'allocation ratio',
    unit: '0 to 1',
    better: 'neither',
    meaning: 'documents with half of the topic per document with a fiftieth',
  },
  allocationCount: {
    title: 'allocation count',
    unit: '0 to 1',
    better: 'neither',
    meaning: 'of the documents that have the topic, those with at least three tenths of it',
  },
  exclusivity: {
    title: 'exclusivity',
    unit: '0 to 1',
    better: 'higher',
    meaning: 'how far the top words belong to the topic alone',
  },
};
