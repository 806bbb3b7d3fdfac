/** The inspection of a run in a project file: every question answered from the database. */
import type { RunCovariates } from '../../../core/covariates/weights.ts';
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
import { LongWork } from '../../../core/inspection/long-work.ts';
import {
  mapTopics,
  mostMappedTopics,
  type TopicMap,
} from '../../../core/inspection/topic-map/topic-map.ts';
import type { Priors } from '../../../core/sampler/sampler.ts';
import {
  type AssignedDocument,
  assignedDocuments,
  type DocumentSpan,
} from '../assigned-documents.ts';
import { CheckpointStore } from '../checkpoints.ts';
import { CorpusStore } from '../corpus-store.ts';
import { isOfDatabase } from '../database-errors.ts';
import { compareRuns } from '../evaluation/compare-runs.ts';
import { evaluatedRun } from '../evaluation/evaluate-run.ts';
import { ProjectFile } from '../project-file.ts';
import { RunStore } from '../runs.ts';
import { LookedAt, type Say } from './looked-at.ts';
import { type OpenRun, openRun, type RunSource, summaryOf } from './open-run.ts';

/** Of each topic of two runs that are compared. */
const numComparedWords = 12;

/**
 * The runs of a project file as a person inspects them. What is shown comes from the newest
 * checkpoint of a run and the tables derived from it, which are built first where they are
 * missing.
 */
export class ProjectInspection implements Inspection {
  readonly fileName: string;
  readonly corpus: CorpusSummary;
  readonly work: LongWork;
  readonly #source: RunSource;
  readonly #lookedAt: LookedAt;
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
    const { reader, corpus } = openToRead(file);
    this.#source = { file, reader, corpus, say, work, isJoined: groups === 'joined' };
    this.#lookedAt = new LookedAt({ file, reader }, corpus, say);
    const { numDocuments, numWords, numTokens } = corpus.summary();
    this.corpus = { numDocuments, numWords, numTokens };
    try {
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
    const { reader, corpus } = this.#source;
    const checkpoints = new CheckpointStore(reader, corpus);
    return new RunStore(reader).list().flatMap((run) => {
      const checkpoint = checkpoints.list(run)[0];
      return checkpoint === undefined ? [] : [summaryOf(reader, run, checkpoint)];
    });
  }

  openRun(name: string): void {
    this.#open = this.#openRun(name);
  }

  compareWith(name: string): RunComparison {
    const { reader, corpus, say } = this.#source;
    const stores = { corpus, checkpoints: new CheckpointStore(reader, corpus, say) };
    const evaluated = (run: string) => {
      const stored = new RunStore(reader).find(run);
      return evaluatedRun(stores, stored, this.#lookedAt.newestWhole(stored));
    };
    return reader.read(() => {
      const own = evaluated(this.#open.summary.name);
      return { name, ...compareRuns(own, evaluated(name), { numTopWords: numComparedWords }) };
    });
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
  readonly effectFields: Inspection['effectFields'] = () => this.#open.effects.fields();
  readonly effects: Inspection['effects'] = () => this.#open.effects.effects();
  readonly trends: Inspection['trends'] = (field) => this.#open.trends.trends(field);
  readonly documentsNamed: Inspection['documentsNamed'] = (name) => this.#source.corpus.named(name);
  readonly document: Inspection['document'] = (document) => this.#open.documents.document(document);
  readonly word: Inspection['word'] = (word) => this.#open.words.word(word);
  readonly keywordInContext: Inspection['keywordInContext'] = (word, span) =>
    this.#open.words.keywordInContext(word, span);

  alphaOf(document: number): Float64Array {
    return this.#open.priors.of(document);
  }

  /** What the priors of documents follow from; undefined where all have the same. */
  get covariates(): RunCovariates | undefined {
    return this.#open.effects.covariates;
  }

  /** The priors of the checkpoint: they may have been learnt since the run began. */
  get priors(): Priors {
    return this.#open.checkpoint.priors;
  }

  /** The documents one after the other, each with the topics of its tokens. */
  assignedDocuments(span?: DocumentSpan): Generator<AssignedDocument> {
    const { checkpoint, samples, settings, reader: checkpoints } = this.#open;
    const assignments = { checkpoints, checkpoint, samples, settings };
    return assignedDocuments(this.#source.corpus, assignments, span);
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
    if (this.#source.isJoined) this.#open = this.#openRun(summary.name);
  }

  setHidden(topic: number, hidden: boolean): void {
    const { notes, groups } = this.#open;
    for (const member of groups.membersOf(topic)) notes.set(member, { hidden });
  }

  close(): void {
    this.#stop();
    this.#source.file.close();
  }

  #openRun(name: string | undefined): OpenRun {
    const run = new RunStore(this.#source.file).find(name);
    return openRun(this.#source, run, this.#lookedAt.begin(run));
  }

  /** Even this may fail on a damaged file; a reader left open would keep others waiting. */
  #stop(): void {
    try {
      this.#lookedAt.end();
    } catch (error) {
      if (!isOfDatabase(error)) throw error;
    } finally {
      const { file, reader } = this.#source;
      if (reader !== file) reader.close();
    }
  }
}

/** A second connection, so that looking never waits for what is written. */
function openToRead(file: ProjectFile): Pick<RunSource, 'reader' | 'corpus'> {
  const reader = file.readOnly ? file : ProjectFile.open(file.path, { readOnly: true });
  try {
    return { reader, corpus: new CorpusStore(reader) };
  } catch (error) {
    if (reader !== file) reader.close();
    throw error;
  }
}
