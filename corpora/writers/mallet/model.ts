/** MALLET's format as a whole: its files. */
import type { Writer } from '../writer.ts';
import { diagnostics } from './diagnostics.ts';
import { docTopics, docTopicsSparse } from './doc-topics.ts';
import { state } from './state.ts';
import { topicDocs } from './topic-docs.ts';
import { topicKeys, topicWordWeights, wordTopicCounts } from './topic-words.ts';

/** Everything that MALLET's `train-topics` writes, for the programs that read it. */
export const malletModel: Writer = {
  format: 'mallet-model',
  summary: "what MALLET's train-topics writes",
  files: [
    topicKeys, docTopics, docTopicsSparse, wordTopicCounts, topicWordWeights, topicDocs, state,
    diagnostics,
  ], // prettier-ignore
};
