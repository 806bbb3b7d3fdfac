/** Opens a project file for writers. */
import { CorpusStore, type Vocabulary } from '../database/corpus-store.ts';
import { tokenizedDocuments } from '../database/assigned-documents.ts';
import { ProjectInspection } from '../database/inspection/project-inspection.ts';
import type { ProjectFile } from '../database/project-file.ts';
import type { ExportedRun, ExportSource } from './writer.ts';

/** A project file as it is written: the corpus at once, a run when it is asked for. */
export class ProjectSource implements ExportSource {
  readonly numDocuments: number;
  readonly numTokens: number;
  readonly #file: ProjectFile;
  readonly #corpus: CorpusStore;
  readonly #vocabulary: Vocabulary;
  readonly #which: { readonly run?: string | undefined; readonly say: (message: string) => void };
  #run: ExportedRun | undefined;

  /** @param which the run, by default the newest; and who is told of a damaged checkpoint. */
  constructor(
    file: ProjectFile,
    which: { run?: string | undefined; say: (message: string) => void },
  ) {
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

  run(): ExportedRun {
    return (this.#run ??= this.#openRun());
  }

  #openRun(): ExportedRun {
    const inspection = new ProjectInspection(this.#file, { fileName: '', ...this.#which });
    const { name, sweep } = inspection.run;
    const { alpha, beta } = inspection.priors;
    return {
      name,
      sweep,
      alpha,
      beta,
      topics: inspection.topics(),
      documents: (span) => inspection.assignedDocuments(span),
      wordCounts: (topic) => inspection.wordCounts(topic),
      numSamples: inspection.numSamples,
      wordSums: (topic) => inspection.wordSums(topic),
    };
  }
}
