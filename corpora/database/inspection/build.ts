/** Derives from a checkpoint what makes inspecting quick. */
import type { DocumentPriors } from '../../../core/inspection/shares.ts';
import { distinctiveness } from '../../../core/inspection/distinctiveness.ts';
import { TopicCorrelations } from '../../../core/inspection/related-topics.ts';
import { orderByRelevance, usualLambda } from '../../../core/inspection/relevance.ts';
import { TopDocuments } from '../../../core/inspection/top-documents.ts';
import { TopicWordCounter, type TopicWordLists } from '../../../core/inspection/topic-words.ts';
import type { RunSettings } from '../../../core/training/settings.ts';
import type { CheckpointStore, CheckpointSummary } from '../checkpoints.ts';
import type { CorpusStore } from '../corpus-store.ts';
import { type InPieces, inOneGo } from '../../breaks.ts';
import { averagedModel } from '../evaluation/evaluate-run.ts';
import { measureCoherence } from './coherence-pass.ts';
import { type DerivedName, MemoryTables, noWord, numTopWords } from './derived-tables.ts';
import { groupDocuments } from './document-groups.ts';
import { SampledTopics } from '../sampled-topics.ts';
import { DocumentPass } from './document-pass.ts';
import { addBreakdown, addDocuments, addRelated } from './document-tables.ts';

/** Best documents that are kept of each topic, and of all topics together. */
const mostDocuments = 1000;
const mostDocumentsInAll = 4_000_000;
const fewestDocuments = 20;
/** Correlations take K x K numbers; with more topics than this there are none. */
const mostCorrelated = 2000;

export interface BuildInput {
  readonly corpus: CorpusStore;
  readonly checkpoints: CheckpointStore;
  readonly checkpoint: CheckpointSummary;
  readonly settings: Pick<RunSettings, 'numTopics' | 'holdOut' | 'seedWords'>;
  /** Of the topics in documents. */
  readonly priors: DocumentPriors;
  /** States that probabilities are averaged over (CheckpointStore.samples). */
  readonly samples: readonly CheckpointSummary[];
}

/**
 * Works out everything that makes inspecting quick, from the assignments of a checkpoint: two passes
 * over the tokens, and one for each sample where there are several.
 *
 * @param onProgress is called with the share that is done, in [0, 1].
 */
export function buildDerivedTables(
  input: BuildInput,
  onProgress: (share: number) => void = () => undefined,
): MemoryTables {
  return inOneGo(derivedTables(input, onProgress));
}

/** The same in pieces. */
export function* derivedTables(
  input: BuildInput,
  onProgress: (share: number) => void = () => undefined,
): InPieces<MemoryTables> {
  const { corpus, settings } = input;
  const { numTopics } = settings;
  const tokens = corpus.trainingTokens(settings);
  const groups = yield* groupDocuments(() => corpus.documents(), tokens.numDocuments);
  const counter = new TopicWordCounter(tokens.wordTokenCounts, numTopics);
  const pass = new DocumentPass({
    numTopics,
    numDocuments: tokens.numDocuments,
    priors: input.priors,
    best: new TopDocuments(numTopics, documentsPerTopic(numTopics, tokens.numDocuments)),
    correlations: numTopics <= mostCorrelated ? new TopicCorrelations(numTopics) : undefined,
    groups,
  });
  yield* readTokens(input, { counter, pass, onProgress });
  const lists = counter.lists();
  yield;
  const tables = new MemoryTables();
  const isPlain = input.samples.length === 1 && settings.seedWords === undefined;
  const sums = isPlain ? lists : (yield* averagedModel(input)).lists;
  yield;
  const coherences = yield* measureCoherence(tokens, sums);
  addTopics(tables, { input, lists, pass }, coherences);
  addTopWords(tables, { input, lists: sums });
  addWordLists(tables, 'topic-words-1', lists);
  yield;
  if (!isPlain) addSums(tables, sums, input);
  yield;
  addDocuments(tables, pass, { numTopics, lengths: tokens.documentLengths });
  if (pass.correlations !== undefined) addRelated(tables, pass.correlations, numTopics);
  addBreakdown(tables, groups, pass);
  return tables;
}

function documentsPerTopic(numTopics: number, numDocuments: number): number {
  const fair = Math.floor(mostDocumentsInAll / numTopics);
  return Math.min(numDocuments, mostDocuments, Math.max(fewestDocuments, fair));
}

/** What goes over the tokens, document by document. */
interface Passes {
  readonly counter: TopicWordCounter;
  readonly pass: DocumentPass;
  readonly onProgress: (share: number) => void;
}

function* readTokens(
  { corpus, checkpoints, checkpoint, samples, settings }: BuildInput,
  { counter, pass, onProgress }: Passes,
): InPieces<void> {
  const tokens = corpus.trainingTokens(settings);
  for (const { firstDocument, numDocuments } of tokens.chunks) {
    const end = firstDocument + numDocuments;
    const topics = checkpoints.readTopics(checkpoint, { first: firstDocument, end });
    counter.add(tokens.readWords(firstDocument, end), topics);
    const span = { first: firstDocument, end, last: topics };
    const sampled = new SampledTopics(checkpoints, () => samples, span);
    let start = 0;
    for (let document = firstDocument; document < end; document++) {
      const length = tokens.documentLengths[document]!;
      const last = start + length;
      pass.add(document, topics.subarray(start, last), sampled.of(start, last));
      start = last;
    }
    onProgress(end / tokens.numDocuments);
    yield;
  }
}

interface Counted {
  readonly input: BuildInput;
  readonly lists: TopicWordLists;
}

/** The words of a topic with their counts in it and in the corpus. */
function wordsOf({ input, lists }: Counted, topic: number) {
  const { wordTokenCounts } = input.corpus.trainingTokens(input.settings);
  const words = lists.wordsOf(topic);
  const counts = lists.countsOf(topic);
  const corpusCounts = Uint32Array.from(words, (word) => wordTokenCounts[word]!);
  return { words, counts, corpusCounts };
}

function addTopics(
  tables: MemoryTables,
  { input, lists, pass }: Counted & { pass: DocumentPass },
  coherences: readonly (number | undefined)[],
): void {
  const { settings, corpus } = input;
  const { numTopics } = settings;
  const { numTokens } = corpus.trainingTokens(settings);
  const rows = new Float64Array(numTopics * 4);
  for (let topic = 0; topic < numTopics; topic++) {
    const { counts, corpusCounts } = wordsOf({ input, lists }, topic);
    const topicTotal = pass.topicTotals[topic]!;
    rows.set(
      [
        topicTotal,
        pass.topicDocuments[topic]!,
        coherences[topic] ?? NaN,
        distinctiveness(counts, corpusCounts, { topicTotal, numTokens }),
      ],
      topic * 4,
    );
  }
  tables.add('topics-4', 0, rows);
}

function addTopWords(tables: MemoryTables, { input, lists }: Counted): void {
  const { settings, corpus, checkpoint, samples } = input;
  const { numTopics } = settings;
  const { numTokens, numWords } = corpus.trainingTokens(settings);
  const numSamples = samples.length;
  const top = new Uint32Array(numTopics * numTopWords).fill(noWord);
  for (let topic = 0; topic < numTopics; topic++) {
    const { words, counts, corpusCounts } = wordsOf({ input, lists }, topic);
    const topicTotal = counts.reduce((sum, count) => sum + count, 0);
    const beta = numSamples * checkpoint.priors.beta;
    const smoothing = { topicTotal, numTokens, numWords, beta };
    const how = { lambda: usualLambda, smoothing, numSamples };
    const order = orderByRelevance(counts, corpusCounts, how);
    order.subarray(0, numTopWords).forEach((place, rank) => {
      top[topic * numTopWords + rank] = words[place]!;
    });
  }
  tables.add('top-words-1', 0, top);
}

/** The words of each topic with tokens and seed tokens in all samples, and which samples those are. */
function addSums(tables: MemoryTables, lists: TopicWordLists, { samples }: BuildInput): void {
  tables.add(
    'samples-1',
    0,
    Uint32Array.from(samples, ({ sweep }) => sweep),
  );
  addWordLists(tables, 'topic-sums-1', lists);
}

function addWordLists(tables: MemoryTables, name: DerivedName, lists: TopicWordLists): void {
  for (let topic = 0; topic < lists.numTopics; topic++) {
    tables.add(name, topic, lists.wordsAndCountsOf(topic));
  }
}
