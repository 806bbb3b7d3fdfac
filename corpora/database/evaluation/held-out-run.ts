/** How well a run predicts documents: those held out from its training, or those of another file. */
import {
  type TrainedModel,
  completeDocument,
  leftToRight,
  perplexityOf,
} from '../../../core/evaluation/held-out.ts';
import { WordRows, withAlpha } from '../../../core/evaluation/trained-model.ts';
import { RandomStream } from '../../../core/random/stream.ts';
import type { DescribedDocument } from '../../covariates/field-columns.ts';
import { newDocumentPriors } from '../../covariates/new-document-priors.ts';
import type { CorpusStore } from '../corpus-store.ts';
import { type EvaluatedRun, readAveragedModel } from './evaluate-run.ts';

/** Left to right takes the square of a document's length: a sample of beginnings is enough. */
const mostDocumentsRead = 200;
const mostTokensRead = 200;
/** Any number would do; the same one gives the same figure every time. */
const seed = 1;

export interface HeldOutScore {
  /** States of the chain that the words' probabilities are averaged over. */
  readonly numSamples: number;
  /** By document completion; lower is better. Undefined where no document has two tokens. */
  readonly perplexity: number | undefined;
  readonly numDocuments: number;
  /** Tokens that were scored: every second one. */
  readonly numTokens: number;
  readonly leftToRight: LeftToRightScore | undefined;
}

export interface LeftToRightScore {
  readonly perplexity: number | undefined;
  /** At most 200 documents, at most the first 200 tokens of each. */
  readonly numDocuments: number;
  readonly numTokens: number;
  readonly numParticles: number;
}

export interface HeldOutOptions {
  /** The corpus whose documents are predicted; by default, those that the run held out. */
  readonly others?: CorpusStore | undefined;
  /** Tokens of a document that are shown at most; absent: every second one. */
  readonly numObserved?: number | undefined;
  /** Particles with which it is estimated from left to right as well; absent: it is not. */
  readonly numParticles?: number | undefined;
}

/** @returns undefined where no document was held out. */
export function scoreHeldOut(run: EvaluatedRun, options: HeldOutOptions): HeldOutScore | undefined {
  const documents = options.others ? documentsOf(options.others, run.corpus) : heldOutOf(run);
  if (documents.length === 0) return undefined;
  const { alpha, weights } = run.checkpoint.priors;
  const { covariates } = run.settings;
  const own = covariates && weights && { design: covariates, weights };
  const alphaOf = newDocumentPriors(own, alpha);
  const model = new WordRows(readAveragedModel(run), alpha);
  const predicted = documents.map(({ words, ...known }) => ({
    words,
    model: own === undefined ? model : withAlpha(model, alphaOf(known)),
  }));
  const tell = run.work?.begin('Predicting documents');
  const scores = predicted.map(({ words, model }, unit) => {
    tell?.(unit / predicted.length);
    return completeDocument(model, words, new RandomStream({ seed, sweep: 0, unit }), options);
  });
  return {
    numSamples: run.samples?.length ?? 1,
    perplexity: perplexityOf(scores),
    numDocuments: documents.length,
    numTokens: scores.reduce((sum, { numTokens }) => sum + numTokens, 0),
    leftToRight:
      options.numParticles === undefined
        ? undefined
        : readFromLeftToRight(predicted, { ...run, numParticles: options.numParticles }),
  };
}

function readFromLeftToRight(
  documents: readonly { readonly words: Uint32Array; readonly model: TrainedModel }[],
  { numParticles, work }: Pick<EvaluatedRun, 'work'> & { readonly numParticles: number },
): LeftToRightScore {
  const every = Math.max(1, Math.ceil(documents.length / mostDocumentsRead));
  const sample = documents
    .filter((_, place) => place % every === 0)
    .map(({ words, model }) => ({ words: words.subarray(0, mostTokensRead), model }));
  const tell = work?.begin('Predicting from left to right');
  const scores = sample.map(({ words, model }, unit) => {
    tell?.(unit / sample.length);
    const random = new RandomStream({ seed, sweep: 1, unit });
    return {
      logProbability: leftToRight(model, words, { numParticles, random }),
      numTokens: words.length,
    };
  });
  return {
    perplexity: perplexityOf(scores),
    numDocuments: sample.length,
    numTokens: scores.reduce((sum, { numTokens }) => sum + numTokens, 0),
    numParticles,
  };
}

/** A document that is to be predicted, with what is known of it. */
interface PredictedDocument extends DescribedDocument {
  readonly words: Uint32Array;
}

function heldOutOf({ corpus, settings }: EvaluatedRun): PredictedDocument[] {
  const tokens = corpus.tokenSource();
  return corpus.heldOutDocuments(settings).map((document) => {
    const [described] = corpus.documents(document, 1);
    return { ...described, words: tokens.readWords(document, document + 1) };
  });
}

/** Documents of another corpus in the words of this one; words that it does not know are left out. */
export function documentsOf(others: CorpusStore, corpus: CorpusStore): PredictedDocument[] {
  const numbers = others.vocabulary().words.map((word) => corpus.wordId(word));
  const tokens = others.tokenSource();
  return Array.from(others.documents(), (described) => ({
    ...described,
    words: Uint32Array.from(
      Array.from(tokens.readWords(described.id, described.id + 1), (word) => numbers[word]).filter(
        (word) => word !== undefined,
      ),
    ),
  })).filter(({ words }) => words.length > 0);
}
