import { Database } from '../sqlite.ts';
import { UserError } from '../../../core/errors.ts';
import type {
  CorpusSummary,
  Inspection,
  Rows,
  RunSummary,
  SearchHit,
  SearchKind,
  Span,
} from '../../../core/inspection/inspection.ts';
import { CheckpointStore, type CheckpointSummary } from '../checkpoints.ts';
import { CorpusStore } from '../corpus-store.ts';
import { ProjectFile } from '../project-file.ts';
import { RunStore, type StoredRun } from '../runs.ts';
import { buildDerivedTables } from './build.ts';
import { StoredTables, type DerivedTables, type MemoryTables } from './derived-tables.ts';
import { DocumentQueries } from './document-queries.ts';
import { SearchQueries } from './search-queries.ts';
import { TopicNotes } from './topic-notes.ts';
import { TopicQueries } from './topic-queries.ts';
import { WordQueries } from './word-queries.ts';
import { WordTable } from './word-table.ts';

/** What goes wrong or takes long while a checkpoint is opened, for a person to read. */
export type Say = (message: string) => void;

/** The queries that belong to one checkpoint of one run. */
interface OpenRun {
  readonly summary: RunSummary;
  readonly topics: TopicQueries;
  readonly documents: DocumentQueries;
  readonly words: WordQueries;
  readonly search: SearchQueries;
  readonly notes: TopicNotes;
}

/**
 * The runs of a project file as a person inspects them. What is shown comes from the newest
 * checkpoint of a run and the tables derived from it, which are built first where they are
 * missing.
 */
export class ProjectInspection implements Inspection {
  readonly fileName: string;
  readonly corpus: CorpusSummary;
  /** Where tables and notes are written. */
  readonly #file: ProjectFile;
  /** Sees one moment of the file, so that a training next door cannot take a checkpoint away. */
  readonly #reader: ProjectFile;
  readonly #corpus: CorpusStore;
  readonly #say: Say;
  #open: OpenRun;

  /**
   * @param run name of the run; the newest by default.
   * @throws {UserError} when there is no such run, or it has no (whole) checkpoint.
   */
  constructor(
    file: ProjectFile,
    { fileName, run, say }: { fileName: string; run?: string | undefined; say: Say },
  ) {
    this.fileName = fileName;
    this.#file = file;
    this.#reader = file.readOnly ? file : ProjectFile.open(file.path, { readOnly: true });
    this.#corpus = new CorpusStore(this.#reader);
    this.#say = say;
    const { numDocuments, numWords, numTokens } = this.#corpus.summary();
    this.corpus = { numDocuments, numWords, numTokens };
    try {
      this.#open = this.#openRun(run);
    } catch (error) {
      if (this.#reader !== file) this.#reader.close(); // the file is its opener's
      throw error;
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

  readonly topics: Inspection['topics'] = () => this.#open.topics.topics();
  readonly topicWords: Inspection['topicWords'] = (topic, lambda, span) =>
    this.#open.topics.topicWords(topic, lambda, span);
  readonly topicDocuments: Inspection['topicDocuments'] = (topic, span) =>
    this.#open.topics.topicDocuments(topic, span);
  readonly relatedTopics: Inspection['relatedTopics'] = (topic, limit) =>
    this.#open.topics.relatedTopics(topic, limit);
  readonly topicBreakdown: Inspection['topicBreakdown'] = (topic) =>
    this.#open.topics.topicBreakdown(topic);
  readonly document: Inspection['document'] = (document) => this.#open.documents.document(document);
  readonly word: Inspection['word'] = (word) => this.#open.words.word(word);
  readonly keywordInContext: Inspection['keywordInContext'] = (word, span) =>
    this.#open.words.keywordInContext(word, span);

  search(text: string, kind: SearchKind, span: Span): Rows<SearchHit> {
    return this.#open.search.search(text, kind, span);
  }

  setLabel(topic: number, label: string | undefined): void {
    this.#open.notes.set(topic, { label });
  }

  setHidden(topic: number, hidden: boolean): void {
    this.#open.notes.set(topic, { hidden });
  }

  close(): void {
    if (this.#reader !== this.#file) this.#reader.close();
    this.#file.close();
  }

  #openRun(name: string | undefined): OpenRun {
    const run = new RunStore(this.#file).find(name);
    this.#renewSnapshot();
    const built = this.#buildMissing(run);
    const checkpoint = built?.checkpoint ?? this.#newest(run)!;
    const { database } = this.#reader;
    const tables = built?.tables ?? new StoredTables(database, checkpoint.id);
    const corpus = this.#corpus;
    const checkpoints = new CheckpointStore(this.#reader, corpus);
    const words = new WordTable(database);
    const notes = new TopicNotes(this.#file, run.id);
    const documents = new DocumentQueries({ database, corpus, checkpoints, checkpoint, words });
    const summary = corpus.summary();
    const topics = new TopicQueries({
      tables,
      words,
      documents,
      notes,
      checkpoint,
      corpus: summary,
    });
    return {
      summary: this.#summary(run, checkpoint),
      topics,
      documents,
      words: new WordQueries({ words, topics, documents, corpus }),
      search: new SearchQueries({ database, words, topics, documents, corpus }),
      notes,
    };
  }

  #newest(run: StoredRun): CheckpointSummary | undefined {
    return new CheckpointStore(this.#reader, this.#corpus).list(run)[0];
  }

  /** Builds the tables of the newest checkpoint where they are missing, and stores them if it can. */
  #buildMissing(
    run: StoredRun,
  ): { checkpoint: CheckpointSummary; tables: DerivedTables } | undefined {
    const newest = this.#newest(run);
    if (newest === undefined) {
      throw new UserError(
        'no-checkpoint',
        `Cannot inspect the run "${run.name}" (${this.#file.path}): it has no checkpoint yet`,
        {
          hint: 'Train until the first one is written; on a training screen the key c writes one.',
        },
      );
    }
    if (new StoredTables(this.#reader.database, newest.id).isThere()) return undefined;
    const corpus = this.#corpus;
    const checkpoints = new CheckpointStore(this.#reader, corpus);
    const checkpoint = checkpoints.newestWhole(run, (damaged, reason) => {
      this.#say(
        `The checkpoint of sweep ${damaged.sweep} is damaged (${reason}); using the one before it.`,
      );
    })!;
    const { numTopics } = run.settings;
    const tables = buildDerivedTables({ corpus, checkpoints, checkpoint, numTopics });
    this.#keep(tables, checkpoint);
    return { checkpoint, tables };
  }

  /** What cannot be stored (the disk is full, say) is built again the next time. */
  #keep(tables: MemoryTables, checkpoint: CheckpointSummary): void {
    if (this.#file.readOnly) return;
    try {
      tables.store(this.#file, checkpoint.id);
    } catch (error) {
      if (!(error instanceof Database.SqliteError)) throw error;
    }
  }

  /** From here on the reader sees the file as it is now, until the next call. */
  #renewSnapshot(): void {
    const { database } = this.#reader;
    if (database.inTransaction) database.exec('COMMIT');
    database.exec('BEGIN');
    database.prepare('SELECT count(*) FROM checkpoints').get();
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
