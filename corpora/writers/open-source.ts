/** Opens a project file for writers. */
import { CorpusStore, type Vocabulary } from '../database/corpus-store.ts';
import { tokenizedDocuments } from '../database/assigned-documents.ts';
import { ProjectInspection } from '../database/inspection/project-inspection.ts';
import { openForNotes } from '../database/open-for-notes.ts';
import { RunStore } from '../database/runs.ts';
import type { ProjectFile } from '../database/project-file.ts';
import type { Say } from '../project/say.ts';
import type { ExportedRun, ExportSource } from './writer.ts';

interface SourceOptions {
  /** Its name; the newest run by default. */
  readonly run?: string | undefined;
  /** Receives warnings, such as about a damaged checkpoint. */
  readonly say: Say;
  /** Whether the topics of a group are one; apart, as other programs know no groups. */
  readonly groups?: 'joined' | 'apart';
}

/** A project file as it is written: the corpus at once, a run when it is asked for. */
export class ProjectSource implements ExportSource {
  readonly numDocuments: number;
  readonly numTokens: number;
  readonly #file: ProjectFile;
  readonly #corpus: CorpusStore;
  readonly #vocabulary: Vocabulary;
  readonly #which: SourceOptions;
  #inspection: ProjectInspection | undefined;
  #run: ExportedRun | undefined;

  /**
   * Opens a project file, for `close` to close.
   *
   * @throws {UserError} when there is no such file, or it is damaged.
   */
  static open(path: string, which: SourceOptions): ProjectSource {
    const file = openForNotes(path);
    for (const notice of file.notices) which.say(notice);
    try {
      return new ProjectSource(file, which);
    } catch (error) {
      file.close();
      throw error;
    }
  }

  constructor(file: ProjectFile, which: SourceOptions) {
    this.#file = file;
    this.#which = which;
    this.#corpus = new CorpusStore(file);
    this.#vocabulary = this.#corpus.vocabulary();
    const { numDocuments, numTokens } = this.#corpus.summary();
    this.numDocuments = numDocuments;
    this.numTokens = numTokens;
  }

  get words(): readonly string[] {
    return this.#vocabulary.words;
  }

  get tokenCounts(): Uint32Array {
    return this.#vocabulary.tokenCounts;
  }

  get documentCounts(): Uint32Array {
    return this.#vocabulary.documentCounts;
  }

  readonly documents: ExportSource['documents'] = (span) => tokenizedDocuments(this.#corpus, span);

  nameOf(document: number): string {
    return this.#corpus.title(document)!.name;
  }

  run(): ExportedRun {
    return (this.#run ??= this.#openRun());
  }

  /** @throws {UserError} when there is no run of the name that was given. */
  checkRun(): void {
    if (this.#which.run !== undefined) new RunStore(this.#file).find(this.#which.run);
  }

  /** With the file. */
  close(): void {
    if (this.#inspection === undefined) this.#file.close();
    else this.#inspection.close();
  }

  #openRun(): ExportedRun {
    const inspection = new ProjectInspection(this.#file, {
      fileName: '',
      groups: 'apart',
      ...this.#which,
    });
    this.#inspection = inspection;
    const { name, sweep } = inspection.run;
    const { alpha, beta } = inspection.priors;
    const { settings } = new RunStore(this.#file).find(name);
    const { numTokens, wordTokenCounts } = this.#corpus.trainingTokens(settings);
    return {
      name,
      sweep,
      alpha,
      priors: { of: (document) => inspection.alphaOf(document) },
      covariates: inspection.covariates,
      beta,
      topics: inspection.topics(),
      trained: { numTokens, tokenCounts: wordTokenCounts },
      documents: (span) => inspection.assignedDocuments(span),
      wordCounts: (topic) => inspection.wordCounts(topic),
      numSamples: inspection.numSamples,
      wordSums: (topic) => inspection.wordSums(topic),
    };
  }
}
