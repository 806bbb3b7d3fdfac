/** Takes a model out of a project file. */
import { type FrozenModel, freezeModel } from '../../core/inference/frozen-model.ts';
import type { LearntDocument } from '../../core/inference/left-out.ts';
import type { DescribedDocument } from '../covariates/field-columns.ts';
import { newDocumentPriors } from '../covariates/new-document-priors.ts';
import { CorpusStore, type Vocabulary } from '../database/corpus-store.ts';
import { ProjectFile } from '../database/project-file.ts';
import { RunStore } from '../database/runs.ts';
import type { TokenChunk } from '../database/stored-tokens.ts';
import type { ImportOptions } from '../importing/options.ts';
import type { ImportReport } from '../importing/report.ts';
import { storedSettings } from '../importing/stored-settings.ts';
import { ProjectSource } from '../writers/open-source.ts';
import type { ExportedRun } from '../writers/writer.ts';
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

export interface OwnDocument extends LearntDocument {
  /** The priors of its topics (length K). */
  readonly alpha: Float64Array;
}

/** Own documents that new ones are held against, at most. */
const numOwnDocuments = 400;
/** Stretches of the corpus that they come from, at most: topics are unpacked a stretch at a time. */
const mostStretches = 20;

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
    const opened = source.run();
    const { name, alpha, beta, topics, numSamples, wordSums, covariates } = opened;
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
      ownDocuments: [...ownDocuments(opened, corpus.trainingTokens(trained.settings).chunks)],
      alphaOf: newDocumentPriors(covariates, alpha),
    };
  } finally {
    file.close();
  }
}

/** Documents from all of the corpus; empty ones are left out. */
function* ownDocuments(
  run: ExportedRun,
  chunks: readonly TokenChunk[],
): Generator<OwnDocument, void> {
  const stretches = evenly(
    chunks.filter(({ numTokens }) => numTokens > 0),
    mostStretches,
  );
  for (const { firstDocument: first, numDocuments } of stretches) {
    const all = Array.from({ length: numDocuments }, (_, document) => first + document);
    const wanted = new Set(evenly(all, Math.ceil(numOwnDocuments / stretches.length)));
    for (const document of run.documents({ first, limit: numDocuments })) {
      const { id, words } = document;
      if (!wanted.has(id) || words.length === 0) continue;
      const sampled = document.sampledTopics().slice();
      yield { words: words.slice(), sampled, alpha: run.priors.of(id) };
    }
  }
}

/** Some of a list, each as far from the next. */
function evenly<One>(all: readonly One[], most: number): One[] {
  const number = Math.min(most, all.length);
  return Array.from(
    { length: number },
    (_, index) => all[Math.floor((index * all.length) / number)],
  );
}
