/** The inspection of a run in a project file: every question answered from the database. */
import { UserError } from '../../../core/errors.ts';
import type {
  CorpusSummary,
  Inspection,
  Rows,
  RunComparison,
  RunSummary,
  SearchHit,
  SearchKind,
  Span,
} from '../../../core/inspection/inspection.ts';
import { compareRuns } from '../evaluation/compare-runs.ts';
import { evaluatedRun } from '../evaluation/evaluate-run.ts';
import { beginLooking, endLooking } from '../checkpoint-lookers.ts';
import { LongWork } from '../../../core/inspection/long-work.ts';
import {
  mapTopics,
  mostMappedTopics,
  type TopicMap,
} from '../../../core/inspection/topic-map/topic-map.ts';
import { TopicGroups } from '../../../core/inspection/topic-groups.ts';
import type { RunSettings } from '../../../core/training/settings.ts';
import type { Priors } from '../../../core/sampler/sampler.ts';
import {
  type AssignedDocument,
  assignedDocuments,
  type DocumentSpan,
} from '../assigned-documents.ts';
import { CheckpointStore, type CheckpointSummary } from '../checkpoints.ts';
import { CorpusStore } from '../corpus-store.ts';
import type { Samples, TopicsReader } from '../sampled-topics.ts';
import { DocumentSearch } from '../document-search.ts';
import { isOfDatabase } from '../database-errors.ts';
import { ProjectFile } from '../project-file.ts';
import { RunStore, type StoredRun } from '../runs.ts';
import { buildDerivedTables } from './build.ts';
import { StoredTables, type DerivedTables } from './derived-tables.ts';
import { DocumentQueries } from './document-queries.ts';
import { SearchQueries } from './search-queries.ts';
import { TopicNotes } from './topic-notes.ts';
import { TopicQueries } from './topic-queries.ts';
import { TrendQueries } from './trend-queries.ts';
import { WordQueries } from './word-queries.ts';
import { WordTable } from './word-table.ts';

/** Of each topic of two runs that are compared. */
const numComparedWords = 12;

/** Faults and progress while a checkpoint is opened, for a person to read. */
export type Say = (message: string) => void;

/** The queries that belong to one checkpoint of one run. */
interface OpenRun {
  readonly summary: RunSummary;
  readonly checkpoint: CheckpointSummary;
  /** States that probabilities and shares are averaged over. */
  readonly samples: Samples;
  readonly settings: RunSettings;
  readonly topics: TopicQueries;
  readonly documents: DocumentQueries;
  readonly words: WordQueries;
  readonly search: SearchQueries;
  readonly trends: TrendQueries;
  readonly notes: TopicNotes;
  readonly groups: TopicGroups;
  readonly reader: TopicsReader;
}

/**
 * The runs of a project file as a person inspects them. What is shown comes from the newest
 * checkpoint of a run and the tables derived from it, which are built first where they are
 * missing.
 */
export class ProjectInspection implements Inspection {
  readonly fileName: string;
  readonly corpus: CorpusSummary;
  readonly work: LongWork;
  /** Where tables and notes are written. */
  readonly #file: ProjectFile;
  /** Where all else is read. */
  readonly #reader: ProjectFile;
  readonly #corpus: CorpusStore;
  readonly #say: Say;
  /** Whether the topics of a group are shown as one. */
  readonly #isJoined: boolean;
  /** The checkpoints that another process's training keeps for us. */
  #lookedAt: readonly number[] = [];
  #open: OpenRun;

  /**
   * @param run name of the run; the newest by default.
   * @param work tells of what takes long: of opening, too, where somebody listens already.
   * @param groups whether the topics of a group are shown as one; they are.
   * @throws {UserError} when there is no such run, or it has no (whole) checkpoint.
   */
  constructor(
    file: ProjectFile,
    {
      fileName,
      run,
      say,
      work = new LongWork(),
      groups = 'joined',
    }: {
      fileName: string;
      run?: string | undefined;
      say: Say;
      work?: LongWork | undefined;
      groups?: 'joined' | 'apart';
    },
  ) {
    this.fileName = fileName;
    this.work = work;
    this.#file = file;
    this.#reader = file.readOnly ? file : ProjectFile.open(file.path, { readOnly: true });
    this.#say = say;
    this.#isJoined = groups === 'joined';
    try {
      this.#corpus = new CorpusStore(this.#reader);
      const { numDocuments, numWords, numTokens } = this.#corpus.summary();
      this.corpus = { numDocuments, numWords, numTokens };
      this.#open = this.#openRun(run);
    } catch (error) {
      this.#stop();
      throw error; // the file is its opener's
    }
  }

  get run(): RunSummary {
    return this.#open.summary;
  }

  runs(): RunSummary[] {
    const runs = new RunStore(this.#reader);
    const checkpoints = new CheckpointStore(this.#reader, this.#corpus);
    return runs.list().flatMap((run) => {
      const checkpoint = checkpoints.list(run)[0];
      return checkpoint === undefined ? [] : [this.#summary(run, checkpoint)];
    });
  }

  openRun(name: string): void {
    this.#open = this.#openRun(name);
  }

  compareWith(name: string): RunComparison {
    const stores = {
      corpus: this.#corpus,
      checkpoints: new CheckpointStore(this.#reader, this.#corpus),
    };
    const evaluated = (run: string) => {
      const stored = new RunStore(this.#reader).find(run);
      return evaluatedRun(stores, stored, this.#newestWhole(this.#reader, stored));
    };
    const own = evaluated(this.#open.summary.name);
    return { name, ...compareRuns(own, evaluated(name), { numTopWords: numComparedWords }) };
  }

  readonly topics: Inspection['topics'] = () => this.#open.topics.topics();
  readonly topicWords: Inspection['topicWords'] = (topic, lambda, span) =>
    this.#open.topics.topicWords(topic, lambda, span);
  readonly topicDocuments: Inspection['topicDocuments'] = (topic, span, filter) =>
    this.#open.topics.topicDocuments(topic, span, filter);
  readonly relatedTopics: Inspection['relatedTopics'] = (topic, limit) =>
    this.#open.topics.relatedTopics(topic, limit);
  readonly topicBreakdown: Inspection['topicBreakdown'] = (topic) =>
    this.#open.topics.topicBreakdown(topic);
  readonly documents: Inspection['documents'] = (span) => this.#open.documents.documents(span);
  readonly trendFields: Inspection['trendFields'] = () => this.#open.trends.fields();
  readonly trends: Inspection['trends'] = (field) => this.#open.trends.trends(field);
  readonly documentsNamed: Inspection['documentsNamed'] = (name) => this.#corpus.named(name);
  readonly document: Inspection['document'] = (document) => this.#open.documents.document(document);
  readonly word: Inspection['word'] = (word) => this.#open.words.word(word);
  readonly keywordInContext: Inspection['keywordInContext'] = (word, span) =>
    this.#open.words.keywordInContext(word, span);

  /** The priors of the checkpoint: they may have been learnt since the run began. */
  get priors(): Priors {
    return this.#open.checkpoint.priors;
  }

  /** The documents one after the other, each with the topics of its tokens. */
  assignedDocuments(span?: DocumentSpan): Generator<AssignedDocument> {
    const { checkpoint, samples, settings, reader: checkpoints } = this.#open;
    const assignments = { checkpoints, checkpoint, samples, settings };
    return assignedDocuments(this.#corpus, assignments, span);
  }

  /** The words that occur in a topic by falling count, and their counts. */
  wordCounts(topic: number): { words: Uint32Array; counts: Uint32Array } {
    return this.#open.topics.wordCounts(topic);
  }

  /** The same with the counts of all samples added up: what probabilities are averaged over. */
  wordSums(topic: number): { words: Uint32Array; counts: Uint32Array } {
    return this.#open.topics.wordSums(topic);
  }

  topicMap(): TopicMap | undefined {
    const { numTopics } = this.run;
    if (numTopics > mostMappedTopics) return undefined;
    const lists = Array.from({ length: numTopics }, (_, topic) => this.wordSums(topic));
    const report = this.work.begin('placing the topics');
    return mapTopics(lists, this.corpus.numWords, report);
  }

  get numSamples(): number {
    return this.#open.topics.numSamples;
  }

  search(text: string, kind: SearchKind, span: Span): Rows<SearchHit> {
    return this.#open.search.search(text, kind, span);
  }

  setLabel(topic: number, label: string | undefined): void {
    const { notes, groups } = this.#open;
    const members = groups.membersOf(topic);
    if (notes.of(topic).group === undefined || groups.isEmpty) notes.set(topic, { label });
    else for (const member of members) this.setGroup(member, label);
  }

  setGroup(topic: number, group: string | undefined): void {
    const { notes, summary } = this.#open;
    notes.set(topic, { group });
    if (this.#isJoined) this.#open = this.#openRun(summary.name);
  }

  setHidden(topic: number, hidden: boolean): void {
    const { notes, groups } = this.#open;
    for (const member of groups.membersOf(topic)) notes.set(member, { hidden });
  }

  close(): void {
    this.#stop();
    this.#file.close();
  }

  /** Even this may fail on a damaged file; a reader left open would keep others waiting. */
  #stop(): void {
    try {
      this.#stopLooking();
    } catch (error) {
      if (!isOfDatabase(error)) throw error;
    } finally {
      if (this.#reader !== this.#file) this.#reader.close();
    }
  }

  #openRun(name: string | undefined): OpenRun {
    const run = new RunStore(this.#file).find(name);
    const newest = this.#lookAtNewest(run);
    const tables = this.#storedTables(run, newest) ?? this.#build(run, newest);
    const corpus = this.#corpus;
    const words = new WordTable(this.#reader);
    const notes = new TopicNotes(this.#file, run.id, this.#say);
    const groups = this.#groups(run, notes);
    const { checkpoint, checkpoints } = this.#joined(newest, groups);
    const { database } = this.#reader;
    const { settings } = run;
    const { work } = this;
    const samples = this.#samples(run, newest);
    const stored = { database, corpus, checkpoints, checkpoint, samples, settings, words, work };
    const documents = new DocumentQueries(stored);
    const { numTokens } = corpus.trainingTokens(settings);
    const summary = { ...corpus.summary(), numTokens };
    const { alpha } = newest.priors;
    const own = { tables, words, documents, notes, groups, checkpoint, alpha };
    const topics = new TopicQueries({ ...own, corpus: summary, store: corpus });
    const documentSearch = new DocumentSearch(corpus, work);
    return {
      summary: this.#summary(run, checkpoint),
      checkpoint,
      samples,
      settings,
      topics,
      documents,
      words: new WordQueries({ words, topics, documents, corpus, work }),
      search: new SearchQueries({ words, topics, documents, documentSearch }),
      trends: new TrendQueries(stored),
      notes,
      groups,
      reader: checkpoints,
    };
  }

  #groups({ settings: { numTopics } }: StoredRun, notes: TopicNotes): TopicGroups {
    const isJoined = this.#isJoined;
    const nameOf = (topic: number) => (isJoined ? notes.of(topic).group : undefined);
    return new TopicGroups(Array.from({ length: numTopics }, (_, topic) => nameOf(topic)));
  }

  /** A checkpoint as it would be if the topics of each group were one. */
  #joined(
    newest: CheckpointSummary,
    groups: TopicGroups,
  ): { checkpoint: CheckpointSummary; checkpoints: TopicsReader } {
    const store = new CheckpointStore(this.#reader, this.#corpus);
    const { alpha, beta } = newest.priors;
    return {
      checkpoint: { ...newest, priors: { alpha: groups.sum(alpha), beta } },
      checkpoints: { readTopics: (at, span) => groups.join(store.readTopics(at, span)) },
    };
  }

  #samples(run: StoredRun, newest: CheckpointSummary): Samples {
    const store = new CheckpointStore(this.#reader, this.#corpus);
    let found: readonly CheckpointSummary[] | undefined;
    return () => (found ??= store.samples(run, newest));
  }

  /** The newest whole checkpoint, kept from now on until another one is looked at. */
  #lookAtNewest(run: StoredRun): CheckpointSummary {
    this.#stopLooking();
    if (this.#file.readOnly) return this.#holdNewest(run);
    try {
      return this.#file.write(() => {
        const newest = this.#newestWhole(this.#file, run);
        const store = new CheckpointStore(this.#file, this.#corpus);
        const all = store.samples(run, newest, { isChecked: false }).map(({ id }) => id);
        for (const id of all) beginLooking(this.#file, id);
        this.#lookedAt = all;
        return newest;
      });
    } catch (error) {
      if (!isOfDatabase(error)) throw error; // nothing can be written, say
      return this.#holdNewest(run);
    }
  }

  /** From here on the reader sees the file as it is now, until it stops looking. */
  #holdNewest(run: StoredRun): CheckpointSummary {
    this.#reader.database.exec('BEGIN');
    return this.#newestWhole(this.#reader, run);
  }

  #stopLooking(): void {
    const { database } = this.#reader;
    if (database.inTransaction) database.exec('COMMIT');
    try {
      for (const id of this.#lookedAt) endLooking(this.#file, id);
    } catch (error) {
      if (!isOfDatabase(error) && !(error instanceof UserError)) throw error; // forgotten in time
    }
    this.#lookedAt = [];
  }

  /** @throws {UserError} when the run has no checkpoint, or none that is whole. */
  #newestWhole(file: ProjectFile, run: StoredRun): CheckpointSummary {
    const newest = new CheckpointStore(file, this.#corpus).newestWhole(run, (damaged, reason) => {
      this.#say(
        `The checkpoint of sweep ${damaged.sweep} of "${run.name}" is damaged (${reason}); ` +
          'the one before it is shown.',
      );
    });
    if (newest !== undefined) return newest;
    throw new UserError(
      'no-checkpoint',
      `Cannot inspect the run "${run.name}" (${this.#file.path}): it has no checkpoint yet`,
      { hint: 'Train until the first one is written; on a training screen the key c writes one.' },
    );
  }

  /** Undefined when there are none, or they are damaged, which is said. */
  #storedTables(run: StoredRun, { id }: CheckpointSummary): DerivedTables | undefined {
    const tables = new StoredTables(this.#reader.database, id);
    if (!tables.isThere()) return undefined;
    const damage = tables.findDamage(run.settings.numTopics);
    if (damage === undefined) return tables;
    this.#say(
      `The tables derived for inspecting "${run.name}" are damaged (${damage}); they are built ` +
        'again from the assignments.',
    );
    return undefined;
  }

  #build(run: StoredRun, checkpoint: CheckpointSummary): DerivedTables {
    const { settings } = run;
    const corpus = this.#corpus;
    const checkpoints = new CheckpointStore(this.#reader, corpus);
    const tables = buildDerivedTables(
      { corpus, checkpoints, checkpoint, settings, samples: checkpoints.samples(run, checkpoint) },
      this.work.begin('counting what each topic is made of'),
    );
    tables.keep(this.#file, checkpoint.id);
    return tables;
  }

  #summary(run: StoredRun, checkpoint: CheckpointSummary): RunSummary {
    const last = new RunStore(this.#reader)
      .measurements(run)
      .findLast(({ sweep }) => sweep <= checkpoint.sweep);
    return {
      name: run.name,
      numTopics: run.settings.numTopics,
      sweep: checkpoint.sweep,
      numSweeps: run.numSweeps,
      seed: run.settings.seed,
      state: run.state,
      logLikelihoodPerToken: last?.logLikelihoodPerToken,
      created: run.created,
    };
  }
}
