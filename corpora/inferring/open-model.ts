/** Takes a model out of a project file. */
import type { TokenSource } from '../../core/corpus/token-source.ts';
import { type FrozenModel, freezeModel } from '../../core/inference/frozen-model.ts';
import type { DocumentPriors } from '../../core/inspection/shares.ts';
import type { DescribedDocument } from '../covariates/field-columns.ts';
import { newDocumentPriors } from '../covariates/new-document-priors.ts';
import { CorpusStore, type Vocabulary } from '../database/corpus-store.ts';
import { ProjectFile } from '../database/project-file.ts';
import { RunStore } from '../database/runs.ts';
import type { ImportOptions } from '../importing/options.ts';
import type { ImportReport } from '../importing/report.ts';
import { storedSettings } from '../importing/stored-settings.ts';
import { ProjectSource } from '../writers/open-source.ts';
import type { Say } from '../project/say.ts';

/** Everything that is needed of a project file to look at new documents as its corpus was. */
export interface OpenedModel {
  readonly runName: string;
  readonly model: FrozenModel;
  readonly vocabulary: Vocabulary;
  /** How the corpus was read and its words were chosen. */
  readonly options: ImportOptions;
  /** The phrases that were found in the corpus. */
  readonly phrases: readonly string[];
  /** Some of the documents that the run was trained on. */
  readonly ownDocuments: readonly OwnDocument[];
  /** The priors of a document's topics, by what is known of it; the model's own, where that says nothing. */
  readonly alphaOf: (document: DescribedDocument) => Float64Array;
}

export interface OwnDocument {
  readonly words: Uint32Array;
  /** The priors of its topics (length K). */
  readonly alpha: Float64Array;
}

/** Own documents that new ones are held against. */
const numOwnDocuments = 400;

/**
 * @param run its name; the newest run by default.
 * @throws {UserError} when there is no such file or run, or nothing of it has been saved yet.
 */
export function openModel(path: string, run: string | undefined, say: Say): OpenedModel {
  const file = ProjectFile.open(path, { readOnly: true });
  try {
    for (const notice of file.notices) say(notice);
    const corpus = new CorpusStore(file);
    const { settings, report } = corpus.summary();
    const vocabulary = corpus.vocabulary();
    const source = new ProjectSource(file, { run, say });
    const { name, alpha, beta, topics, numSamples, wordSums, priors, covariates } = source.run();
    const trained = new RunStore(file).find(name);
    const numWords = vocabulary.words.length;
    // Of the sums of S samples with S times beta: the mean.
    const shape = { numTopics: topics.length, numWords, alpha, beta: numSamples * beta };
    return {
      runName: name,
      model: freezeModel(shape, wordSums),
      vocabulary,
      options: storedSettings(path, settings, {}),
      phrases: (report as Partial<ImportReport>).phrases?.map(({ phrase }) => phrase) ?? [],
      ownDocuments: evenly(corpus.trainingTokens(trained.settings), priors),
      alphaOf: newDocumentPriors(covariates, alpha),
    };
  } finally {
    file.close();
  }
}

/** Documents from all of the corpus, each as far from the next; empty ones are left out. */
function evenly(tokens: TokenSource, priors: DocumentPriors): OwnDocument[] {
  const { numDocuments } = tokens;
  const number = Math.min(numOwnDocuments, numDocuments);
  return Array.from({ length: number }, (_, index) => {
    const document = Math.floor((index * numDocuments) / number);
    const words = tokens.readWords(document, document + 1);
    return { words, alpha: priors.of(document) };
  }).filter(({ words }) => words.length > 0);
}
