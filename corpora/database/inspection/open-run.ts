/** The queries that belong to one checkpoint of one run, and the tables that they read. */
import type { RunSummary } from '../../../core/inspection/inspection.ts';
import type { LongWork } from '../../../core/inspection/long-work.ts';
import type { DocumentPriors } from '../../../core/inspection/shares.ts';
import { TopicGroups } from '../../../core/inspection/topic-groups.ts';
import type { RunSettings } from '../../../core/training/settings.ts';
import { documentPriors } from '../../covariates/document-priors.ts';
import { CheckpointStore, type CheckpointSummary } from '../checkpoints.ts';
import type { CorpusStore } from '../corpus-store.ts';
import { DocumentSearch } from '../document-search.ts';
import type { ProjectFile } from '../project-file.ts';
import { RunStore, type StoredRun } from '../runs.ts';
import { isBeingTrained, stateOf } from '../training-lock.ts';
import { isOpenEnded } from '../stored-run.ts';
import type { Samples, TopicsReader } from '../sampled-topics.ts';
import { buildDerivedTables } from './build.ts';
import { StoredTables, type DerivedTables } from './derived-tables.ts';
import { DocumentQueries } from './document-queries.ts';
import type { Say } from './looked-at.ts';
import { EffectQueries } from './effect-queries.ts';
import { SearchQueries } from './search-queries.ts';
import { TopicNotes } from './topic-notes.ts';
import { TopicQueries } from './topic-queries.ts';
import { TrendQueries } from './trend-queries.ts';
import { WordQueries } from './word-queries.ts';
import { WordTable } from './word-table.ts';

export interface OpenRun {
  readonly summary: RunSummary;
  readonly checkpoint: CheckpointSummary;
  /** Of the topics in documents. */
  readonly priors: DocumentPriors;
  /** States that probabilities and shares are averaged over. */
  readonly samples: Samples;
  readonly settings: RunSettings;
  readonly topics: TopicQueries;
  readonly documents: DocumentQueries;
  readonly words: WordQueries;
  readonly search: SearchQueries;
  readonly trends: TrendQueries;
  readonly effects: EffectQueries;
  readonly notes: TopicNotes;
  readonly groups: TopicGroups;
  readonly reader: TopicsReader;
}

/** What a run is opened from. */
export interface RunSource {
  /** Where tables and notes are written. */
  readonly file: ProjectFile;
  /** Where all else is read. */
  readonly reader: ProjectFile;
  readonly corpus: CorpusStore;
  readonly say: Say;
  readonly work: LongWork;
  /** Whether the topics of a group are shown as one. */
  readonly isJoined: boolean;
}

/** Opens a run at a checkpoint; tables that are missing or damaged are built first. */
export function openRun(source: RunSource, run: StoredRun, newest: CheckpointSummary): OpenRun {
  const { file, corpus, work } = source;
  const { database } = source.reader;
  const { settings } = run;
  const samples = samplesOf(source, run, newest);
  const tables = storedTables(source, run, newest) ?? buildTables(source, run, { newest, samples });
  const words = new WordTable(source.reader);
  const notes = new TopicNotes(file, run.id, source.say);
  const groups = groupsOf(run, notes, source.isJoined);
  const state = joined(source, run, newest, groups);
  const { checkpoint, checkpoints, priors } = state;
  const stored = { ...state, database, corpus, samples, settings, words, work };
  const documents = new DocumentQueries(stored);
  const { numTokens, wordTokenCounts } = corpus.trainingTokens(settings);
  const topics = new TopicQueries({
    ...{ tables, words, documents, notes, groups, checkpoint, priors },
    ...{ alpha: newest.priors.alpha, wordTokenCounts },
    corpus: { ...corpus.summary(), numTokens },
    store: corpus,
  });
  const documentSearch = new DocumentSearch(corpus, work);
  return {
    ...{ checkpoint, priors, samples, settings, topics, documents, notes, groups },
    reader: checkpoints,
    summary: summaryOf(source.reader, run, checkpoint),
    words: new WordQueries({ words, topics, documents, corpus, work, settings }),
    search: new SearchQueries({ words, topics, documents, documentSearch }),
    trends: new TrendQueries(stored),
    effects: new EffectQueries({ ...stored, run, topics }),
  };
}

export function summaryOf(
  reader: ProjectFile,
  run: StoredRun,
  checkpoint: CheckpointSummary,
): RunSummary {
  const last = new RunStore(reader)
    .measurements(run)
    .findLast(({ sweep }) => sweep <= checkpoint.sweep);
  return {
    name: run.name,
    numTopics: run.settings.numTopics,
    sweep: checkpoint.sweep,
    numSweeps: isOpenEnded(run) ? undefined : run.numSweeps,
    seed: run.settings.seed,
    state: stateOf(run, isBeingTrained(reader)),
    logLikelihoodPerToken: last?.logLikelihoodPerToken,
    created: run.created,
  };
}

/** Undefined when there are none, or they are damaged, which is said. */
function storedTables(
  { reader, say }: RunSource,
  run: StoredRun,
  { id }: CheckpointSummary,
): DerivedTables | undefined {
  const tables = new StoredTables(reader.database, id);
  if (!tables.isThere()) return undefined;
  const damage = tables.findDamage(run.settings.numTopics);
  if (damage === undefined) return tables;
  say(
    `The tables derived for inspecting "${run.name}" are damaged (${damage}); they are built ` +
      'again from the assignments.',
  );
  return undefined;
}

function buildTables(
  { file, reader, corpus, work }: RunSource,
  run: StoredRun,
  { newest: checkpoint, samples }: { newest: CheckpointSummary; samples: Samples },
): DerivedTables {
  const checkpoints = new CheckpointStore(reader, corpus);
  const { settings } = run;
  const priors = documentPriors(run, { priors: checkpoint.priors, corpus });
  const tables = buildDerivedTables(
    { corpus, checkpoints, checkpoint, settings, priors, samples: samples() },
    work.begin('counting what each topic is made of'),
  );
  tables.keep(file, checkpoint.id);
  return tables;
}

function groupsOf(
  { settings: { numTopics } }: StoredRun,
  notes: TopicNotes,
  isJoined: boolean,
): TopicGroups {
  const nameOf = (topic: number) => (isJoined ? notes.of(topic).group : undefined);
  return new TopicGroups(Array.from({ length: numTopics }, (_, topic) => nameOf(topic)));
}

/** A checkpoint as it would be if the topics of each group were one. */
function joined(
  { reader, corpus }: RunSource,
  run: StoredRun,
  newest: CheckpointSummary,
  groups: TopicGroups,
): { checkpoint: CheckpointSummary; checkpoints: TopicsReader; priors: DocumentPriors } {
  const store = new CheckpointStore(reader, corpus);
  const { alpha, beta, weights } = newest.priors;
  return {
    checkpoint: { ...newest, priors: { alpha: groups.sum(alpha), beta, weights } },
    checkpoints: { readTopics: (at, span) => groups.join(store.readTopics(at, span)) },
    priors: documentPriors(run, { priors: newest.priors, corpus }, (own) => groups.sum(own)),
  };
}

function samplesOf(
  { reader, corpus, say }: RunSource,
  run: StoredRun,
  newest: CheckpointSummary,
): Samples {
  const store = new CheckpointStore(reader, corpus, say);
  let found: readonly CheckpointSummary[] | undefined;
  return () => (found ??= store.samples(run, newest));
}
