/** A project file, as a program works with it: one corpus, and the runs that were trained on it. */
import { availableParallelism } from 'node:os';
import { UsageError, UserError } from '../../core/errors.ts';
import type { Inspection } from '../../core/inspection/inspection.ts';
import {
  type CheckpointInterval,
  checkInterval,
  defaultCheckpointInterval,
} from '../../core/training/session/checkpoint-interval.ts';
import { settingsFor } from '../../core/training/new-settings.ts';
import {
  type AskedSettings,
  type RunSettings,
  checkSetting,
  defaultSettings,
} from '../../core/training/settings.ts';
import type { SeedWord } from '../../core/priors/seed-words.ts';
import { featuresOfRun, newDesign } from '../covariates/run-features.ts';
import type { StoredRun } from '../database/stored-run.ts';
import type { Verification } from '../database/verification.ts';
import { verifyProject } from '../database/verify.ts';
import { importCorpus } from '../importing/import-corpus.ts';
import { type MetadataOptions, changeMetadata } from '../importing/change-metadata.ts';
import { type GivenDocuments, importDocuments } from '../importing/import-documents.ts';
import type { ImportOptions } from '../importing/options.ts';
import { type InferOptions, inferDocuments } from '../inferring/infer-documents.ts';
import type { InferredDocument } from '../inferring/inferred-document.ts';
import type { SeedTopic } from '../text/seed-topics.ts';
import type { ImportProgress, MetadataReport } from '../importing/report.ts';
import { askedSweeps } from './asked-sweeps.ts';
import { beginRun } from './begin-run.ts';
import { checkHoldOut } from './check-hold-out.ts';
import { checkFits } from './memory.ts';
import { openInspection } from './open-inspection.ts';
import { lockForTraining, openSession } from './open-session.ts';
import type { ResumeChoices } from './resume-choices.ts';
import { type Stretch, resumeRun } from './resume-run.ts';
import type { Say } from './say.ts';
import { findSeedWords } from './seed-words.ts';
import { type Stores, openStores, readNewest } from './stores.ts';
import { Training } from './training.ts';

export interface OpenOptions {
  /** Nothing is written: neither labels nor runs. */
  readonly readOnly?: boolean | undefined;
  /** Receives warnings, such as about a damaged checkpoint. */
  readonly say?: Say | undefined;
}

export interface ImportChoices extends ImportOptions {
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
  readonly say?: Say | undefined;
}

/** How a run is trained. */
export interface TrainingChoices {
  /** Threads; as many as there are cores. In lockstep they do not change the result. */
  readonly numWorkers?: number | undefined;
  /** How often it is saved during the run; every five minutes. It is always saved at the end. */
  readonly checkpointEvery?: CheckpointInterval | undefined;
  /** Stops the training with a checkpoint when it is aborted; `resume` continues. */
  readonly signal?: AbortSignal | undefined;
}

export interface TrainChoices
  extends Omit<AskedSettings, 'seedWords' | 'covariates'>, TrainingChoices {
  /**
   * What is known of documents that the shares of topics may depend on: fields of the metadata, such as
   * "year:spline,party,party*year".
   */
  readonly covariates?: string | undefined;
  /**
   * Words that are expected in topics, in the order of the topics' numbers: as the vocabulary has them, or
   * as stems where those were counted. Words that it does not have are left out, and said; names become labels.
   */
  readonly seedWords?: readonly SeedTopic[] | undefined;
  /** Passes over all tokens; 1000. `auto`: until the likelihood no longer rises, at most 5000. */
  readonly numSweeps?: number | 'auto' | undefined;
  /** Of the run; `topics-50` and the like. */
  readonly name?: string | undefined;
}

/** One document, without its text. */
export interface DocumentInfo {
  /** Its number, from 0. */
  readonly document: number;
  readonly id: string;
  readonly label: string | undefined;
  readonly metadata: Readonly<Record<string, unknown>> | undefined;
  readonly numTokens: number;
}

/** Every token with its topic, document after document; those held out have none here. */
export interface Assignments {
  /** Complete sweeps. */
  readonly sweep: number;
  /** First token of each document, and N at the end (length D + 1). */
  readonly documentStarts: Float64Array;
  /** Word number of each token (length N): an index into `vocabulary`. */
  readonly words: Uint32Array;
  /** Topic of each token (length N). */
  readonly topics: Uint16Array;
}

export class Project {
  readonly #stores: Stores;
  readonly #say: Say;
  /** Name of the run that is trained now. */
  #training: string | undefined;

  private constructor(stores: Stores, say: Say) {
    this.#stores = stores;
    this.#say = say;
  }

  /** @throws {UserError} when there is no such file, or it is no project file, or damaged. */
  static open(path: string, { readOnly = false, say = ignore }: OpenOptions = {}): Project {
    return new Project(openStores(path, { readOnly, say }), say);
  }

  /**
   * Makes a project file and opens it.
   *
   * @param sources documents one by one, or paths of files and folders in any format that gibbon
   *   reads.
   * @param into path of the new file; it appears when everything is done.
   * @throws {UserError} when the sources cannot be read, nothing is left of them, or `into` is there
   *   already.
   */
  static async import(
    sources: GivenDocuments | readonly string[],
    into: string,
    { onProgress, say, ...options }: ImportChoices = {},
  ): Promise<Project> {
    if (isPaths(sources)) await importCorpus(sources, into, options, onProgress);
    else await importDocuments(sources, into, options, onProgress);
    return Project.open(into, { say });
  }

  get path(): string {
    return this.#stores.file.path;
  }

  get numDocuments(): number {
    return this.#stores.corpus.summary().numDocuments;
  }

  get numWords(): number {
    return this.#stores.corpus.summary().numWords;
  }

  get numTokens(): number {
    return this.#stores.corpus.summary().numTokens;
  }

  /** The words by their numbers, the commonest first (length V). */
  vocabulary(): readonly string[] {
    return this.#stores.corpus.vocabulary().words;
  }

  /** The documents by their numbers. */
  *documents(): Generator<DocumentInfo, void> {
    for (const { id, name, label, metadata, numTokens } of this.#stores.corpus.documents()) {
      yield { document: id, id: name, label, metadata, numTokens };
    }
  }

  /** The runs, the newest first. */
  runs(): readonly StoredRun[] {
    return this.#stores.runs.list();
  }

  /**
   * Begins a run and trains it.
   *
   * @throws {UserError} when a setting is out of its range, the run does not fit into this machine,
   *   or another process trains in the file.
   */
  train({ name, numSweeps: asked, ...choices }: TrainChoices = {}): Training {
    const { corpus } = this.#stores;
    const { fingerprint } = corpus.summary();
    return this.#start(choices, () => {
      const sweeps = askedSweeps(asked);
      if (choices.holdOut !== undefined) checkSetting('holdOut', choices.holdOut);
      checkHoldOut(this.#stores, choices);
      const { seedWords: seedTopics = [], covariates: terms, ...others } = choices;
      const covariates = terms === undefined ? undefined : newDesign(terms, corpus);
      const seedWords = this.#findSeedWords(choices);
      const settings = settingsFor(
        { ...others, ...sweeps, seedWords, covariates },
        corpus.trainingTokens(choices),
      );
      this.#checkFits({ name: name ?? '', settings }, choices);
      const run = { name, fingerprint, settings, numSweeps: sweeps.numSweeps };
      return { run: beginRun(this.#stores, { run, seedTopics }, this.#say) };
    });
  }

  #findSeedWords(choices: TrainChoices): readonly SeedWord[] | undefined {
    const { seedWords: topics, seedStrength: strength = defaultSettings.seedStrength } = choices;
    if (topics === undefined) {
      refuseStrengthAlone(choices);
      return undefined;
    }
    checkSetting('seedStrength', strength);
    const { numTopics = defaultSettings.numTopics, holdOut } = choices;
    const found = findSeedWords(this.#stores, topics, { numTopics, strength, holdOut });
    if (found.unknown.length > 0) this.#say(`Unknown seed words: ${found.unknown.join(', ')}`);
    return found.seedWords;
  }

  /**
   * Continues a run from its newest checkpoint: in lockstep, and to the total that it was begun with, to
   * the same bytes as if it had never stopped. One that has the sweeps asked for stays as it is.
   *
   * @throws {UserError} when there is no such run, or it cannot go on like this.
   */
  resume(choices: ResumeChoices & TrainingChoices = {}): Training {
    return this.#start(choices, () =>
      resumeRun(this.#stores, choices, {
        say: this.#say,
        check: (run) => {
          this.#checkFits(run, choices);
        },
      }),
    );
  }

  #start(choices: TrainingChoices, begin: () => Stretch): Training {
    const { numWorkers = availableParallelism(), signal } = choices;
    const { checkpointEvery = defaultCheckpointInterval } = choices;
    checkSetting('numWorkers', numWorkers);
    checkInterval(checkpointEvery);
    signal?.throwIfAborted();
    this.#checkWritable('train in');
    this.#checkIdle('train in');
    const lock = lockForTraining(this.#stores);
    try {
      const stretch = begin();
      const session = openSession(this.#stores, stretch, {
        numWorkers,
        checkpointEvery,
        say: this.#say,
      });
      this.#training = stretch.run.name;
      const end = (): void => {
        this.#training = undefined;
        lock.release();
      };
      const { isComplete } = stretch;
      return new Training(stretch.run.name, session, { signal, end, isComplete });
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  /** Says so of this very project by the name of its run; the lock of the file keeps everybody else out. */
  #checkIdle(what: string): void {
    if (this.#training === undefined) return;
    throw new UserError(
      'file-in-use',
      `Cannot ${what} ${this.path}: its run "${this.#training}" is being trained`,
      { hint: 'Await its result first.', details: { run: this.#training } },
    );
  }

  #checkWritable(what: string): void {
    if (!this.#stores.file.readOnly) return;
    throw new UserError(
      'read-only',
      `Cannot ${what} ${this.path}: it was opened for reading only`,
      { hint: 'Open it without `readOnly`.', details: { file: this.path } },
    );
  }

  #checkFits(
    run: { readonly name: string; readonly settings: RunSettings },
    { numWorkers = availableParallelism() }: TrainingChoices,
  ): void {
    const { corpus } = this.#stores;
    const features = featuresOfRun(run, corpus);
    checkFits(corpus.trainingTokens(run.settings), run.settings, { numWorkers, features });
  }

  /**
   * Opens a run for questions: its topics with their words and documents, and the texts. To be
   * closed after use.
   *
   * @param run its name; the newest run.
   * @throws {UserError} when there is no such run, or nothing of it has been saved yet.
   */
  inspect(run?: string): Inspection {
    const { readOnly } = this.#stores.file;
    return openInspection(this.path, run, this.#say, { readOnly });
  }

  /** @throws {UserError} when there is no such run, or nothing of it has been saved yet. */
  assignments(run?: string): Assignments {
    const { corpus, checkpoints, runs } = this.#stores;
    const found = runs.find(run);
    const source = corpus.trainingTokens(found.settings);
    const { numDocuments } = source;
    return readNewest(this.#stores, found, this.#say, (checkpoint) => ({
      sweep: checkpoint.sweep,
      documentStarts: startsOf(source.documentLengths),
      words: source.readWords(0, numDocuments),
      topics: checkpoints.readTopics(checkpoint, { first: 0, end: numDocuments }),
    }));
  }

  /**
   * Finds the topics of new documents, whose texts are prepared as those of the corpus were. The
   * project file is not changed, and the documents are taken one at a time.
   *
   * @param sources documents one by one, or paths of files and folders.
   * @throws {UserError} when there is no such run, or a source cannot be read.
   */
  infer(
    sources: GivenDocuments | readonly string[],
    options: InferOptions = {},
  ): AsyncGenerator<InferredDocument, void> {
    return inferDocuments(this.path, sources, { say: this.#say, ...options }).documents;
  }

  /**
   * Gives a topic a label, or removes it.
   *
   * @param run its name; the newest run.
   */
  label(topic: number, label: string | undefined, run?: string): void {
    this.#checkWritable('label topics of');
    const inspection = this.inspect(run);
    try {
      inspection.setLabel(topic, label);
    } finally {
      inspection.close();
    }
  }

  /**
   * Adds the columns of a table to the documents' metadata, by their names; tokens, runs and labels
   * stay. Open inspections keep what they have read.
   *
   * @throws {UserError} when the table cannot be read, or somebody trains in the file.
   */
  async addMetadata(table: string, options: MetadataOptions = {}): Promise<MetadataReport> {
    const what = 'change the metadata of';
    this.#checkWritable(what);
    this.#checkIdle(what);
    return changeMetadata(this.path, table, options);
  }

  /** Looks for damage in the file; changes nothing. */
  verify(): Verification {
    return verifyProject(this.#stores.file);
  }

  /**
   * Puts everything back into the one file.
   *
   * @throws {UserError} while a run is being trained: it could not be saved.
   */
  close(): void {
    this.#checkIdle('close');
    this.#stores.file.close();
  }
}

function ignore(): void {
  // nobody asked to be told
}

/** @throws {UsageError} when a strength is given that would change nothing. */
function refuseStrengthAlone({ seedStrength }: TrainChoices): void {
  if (seedStrength === undefined) return;
  throw new UsageError(
    'missing-option',
    `Cannot use a seed strength of ${seedStrength} alone: seed words were expected`,
  );
}

function isPaths(sources: GivenDocuments | readonly string[]): sources is readonly string[] {
  return (
    Array.isArray(sources) &&
    sources.length > 0 &&
    sources.every((each) => typeof each === 'string')
  );
}

/** First token of each document, and N at the end. */
function startsOf(documentLengths: Uint32Array): Float64Array {
  const starts = new Float64Array(documentLengths.length + 1);
  documentLengths.forEach((length, document) => {
    starts[document + 1] = starts[document] + length;
  });
  return starts;
}
