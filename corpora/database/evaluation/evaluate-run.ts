/** Evaluates a run of a project file: reads its tokens and assignments, and measures. */
import {
  CoherenceCounts,
  type RunEvaluation,
  evaluateTopics,
} from '../../../core/evaluation/run-evaluation.ts';
import { TopicDocuments } from '../../../core/evaluation/topic-documents.ts';
import { TopicWordsModel } from '../../../core/evaluation/topic-words-model.ts';
import type { LongWork } from '../../../core/inspection/long-work.ts';
import { type DocumentPriors, sharedPriors } from '../../../core/inspection/shares.ts';
import { TopicWordCounter, withSeedTokens } from '../../../core/inspection/topic-words.ts';
import type { RunSettings } from '../../../core/training/settings.ts';
import { type InPieces, inOneGo } from '../../breaks.ts';
import { documentPriors } from '../../covariates/document-priors.ts';
import type { CheckpointStore, CheckpointSummary } from '../checkpoints.ts';
import type { CorpusStore } from '../corpus-store.ts';
import { forEachDocument } from '../each-document.ts';
import type { StoredRun } from '../stored-run.ts';

export interface EvaluatedRun {
  readonly corpus: CorpusStore;
  readonly checkpoints: CheckpointStore;
  readonly checkpoint: CheckpointSummary;
  readonly settings: Pick<RunSettings, 'holdOut' | 'seedWords' | 'covariates'>;
  /** Of the topics in documents; absent: those of the checkpoint, the same in all. */
  readonly priors?: DocumentPriors | undefined;
  /** States that probabilities are averaged over (CheckpointStore.samples); absent: the checkpoint. */
  readonly samples?: readonly CheckpointSummary[] | undefined;
  /** Hears how far it is with what takes long; absent: nobody does. */
  readonly work?: LongWork | undefined;
}

/** A run of a project file at one of its checkpoints, with the samples up to there. */
export function evaluatedRun(
  { corpus, checkpoints }: Pick<EvaluatedRun, 'corpus' | 'checkpoints'>,
  run: StoredRun,
  checkpoint: CheckpointSummary,
  work?: LongWork,
): EvaluatedRun & Required<Pick<EvaluatedRun, 'samples'>> {
  const samples = checkpoints.samples(run, checkpoint);
  const priors = documentPriors(run, { priors: checkpoint.priors, corpus });
  return { corpus, checkpoints, checkpoint, settings: run.settings, samples, priors, work };
}

export interface EvaluationOptions {
  /** Top words of a topic that are measured, 2 to 31. */
  readonly numTopWords: number;
  /** Texts that coherence is measured on; by default the corpus itself. */
  readonly reference?: CorpusStore | undefined;
  /** The checkpoint before, to see which topics still move. */
  readonly before?: CheckpointSummary | undefined;
}

export function evaluateRun(run: EvaluatedRun, options: EvaluationOptions): RunEvaluation {
  const { corpus, checkpoint, settings } = run;
  const { numWords, wordTokenCounts } = corpus.trainingTokens(settings);
  const model = readModel(run);
  const averaged = readAveragedModel(run);
  const { numTopWords, reference } = options;
  const topWords = averaged.topWords(numTopWords);
  const { priors = sharedPriors(checkpoint.priors.alpha) } = run;
  const documents = new TopicDocuments(model.topWords(numTopWords), priors);
  const coherence =
    reference === undefined
      ? new CoherenceCounts(topWords, numWords)
      : countReference(topWords, { ...run, reference });
  const onShare = run.work?.begin('Measuring topics');
  forEachDocumentWithTopics({ ...run, onShare }, (words, topics, document) => {
    documents.addDocument(document, words, topics);
    if (reference === undefined) coherence.addDocument(words);
  });
  const { words } = corpus.vocabulary();
  return evaluateTopics({
    model,
    averaged,
    numTopWords,
    coherence,
    documents,
    wordTokenCounts,
    lengthOfWord: (word) => [...words[word]].length,
    before: options.before && readModel({ ...run, checkpoint: options.before }),
  });
}

/** The words of every topic with their counts. */
export function readModel(run: EvaluatedRun): TopicWordsModel {
  const { corpus, checkpoint, settings } = run;
  const { numWords, wordTokenCounts } = corpus.trainingTokens(settings);
  const { alpha, beta } = checkpoint.priors;
  const counter = new TopicWordCounter(wordTokenCounts, alpha.length);
  const onShare = run.work?.begin('Reading topics');
  forEachDocumentWithTopics({ ...run, onShare }, (words, topics) => {
    counter.add(words, topics);
  });
  return new TopicWordsModel(counter.lists(), { numWords, beta });
}

/**
 * The words of every topic, averaged over the samples of the run: the counts of S states added up,
 * and S times beta, which are the same probabilities as the means of both. Of S divisors n_k + V beta
 * their mean is taken, from which they differ by little: the shares of topics hardly move. The counts
 * hold the seed tokens too.
 */
export function readAveragedModel(run: EvaluatedRun): TopicWordsModel {
  return inOneGo(averagedModel(run));
}

/** The same in pieces. */
export function* averagedModel(run: EvaluatedRun): InPieces<TopicWordsModel> {
  const { corpus, checkpoint, settings, samples = [checkpoint] } = run;
  const { numWords, wordTokenCounts } = corpus.trainingTokens(settings);
  const { alpha, beta } = checkpoint.priors;
  const counter = new TopicWordCounter(wordTokenCounts, alpha.length);
  const tell = run.work?.begin('Averaging topics');
  for (const [index, sample] of samples.entries()) {
    if (index > 0) counter.nextSample();
    const onShare = (share: number): void => tell?.((index + share) / samples.length);
    yield* eachDocumentWithTopics({ ...run, checkpoint: sample, onShare }, (words, topics) => {
      counter.add(words, topics);
    });
  }
  const lists = withSeedTokens(counter.lists(), settings.seedWords ?? [], samples.length);
  return new TopicWordsModel(lists, { numWords, beta: beta * samples.length });
}

type TakeDocument = (words: Uint32Array, topics: Uint16Array, document: number) => void;

interface Pass extends EvaluatedRun {
  /** Called with the share of the documents that is done, in [0, 1]. */
  readonly onShare: ((share: number) => void) | undefined;
}

function forEachDocumentWithTopics(run: Pass, take: TakeDocument): void {
  inOneGo(eachDocumentWithTopics(run, take));
}

/** A chunk of the tokens is a piece. */
function* eachDocumentWithTopics(
  { corpus, checkpoints, checkpoint, settings, onShare }: Pass,
  take: TakeDocument,
): InPieces<void> {
  const tokens = corpus.trainingTokens(settings);
  for (const { firstDocument, numDocuments } of tokens.chunks) {
    const end = firstDocument + numDocuments;
    const words = tokens.readWords(firstDocument, end);
    const topics = checkpoints.readTopics(checkpoint, { first: firstDocument, end });
    let token = 0;
    for (let document = firstDocument; document < end; document++) {
      const start = token;
      token += tokens.documentLengths[document]!;
      take(words.subarray(start, token), topics.subarray(start, token), document);
    }
    onShare?.(end / tokens.numDocuments);
    yield;
  }
}

/** Top words found again in another corpus by how they are written; those it lacks never occur. */
function countReference(
  topWords: readonly Uint32Array[],
  { corpus, work, reference }: EvaluatedRun & { readonly reference: CorpusStore },
): CoherenceCounts {
  const { words } = corpus.vocabulary();
  const { numWords } = reference.tokenSource();
  const missing = new Map<number, number>();
  const numberThere = (word: number): number => {
    const found = reference.wordId(words[word]) ?? missing.get(word);
    if (found !== undefined) return found;
    const number = numWords + missing.size;
    missing.set(word, number);
    return number;
  };
  const there = topWords.map((ofTopic) => ofTopic.map(numberThere));
  const coherence = new CoherenceCounts(there, numWords + missing.size);
  const tokens = reference.trainingTokens({});
  const tell = work?.begin('Reading the texts of coherence');
  forEachDocument(tokens, (documentWords, document) => {
    coherence.addDocument(documentWords);
    tell?.((document + 1) / tokens.numDocuments);
  });
  return coherence;
}
