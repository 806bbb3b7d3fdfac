/** How well a run predicts documents: those held out from its training, or those of another file. */
import { completeDocument, leftToRight, perplexityOf } from '../../../core/evaluation/held-out.ts';
import { WordRows } from '../../../core/evaluation/trained-model.ts';
import { RandomStream } from '../../../core/random/stream.ts';
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
  /** By document completion; lower is better. */
  readonly perplexity: number;
  readonly numDocuments: number;
  /** Tokens that were scored: every second one. */
  readonly numTokens: number;
  readonly leftToRight: LeftToRightScore | undefined;
}

export interface LeftToRightScore {
  readonly perplexity: number;
  /** At most 200 documents, at most the first 200 tokens of each. */
  readonly numDocuments: number;
  readonly numTokens: number;
  readonly numParticles: number;
}

export interface HeldOutOptions {
  /** The corpus whose documents are predicted; by default, those that the run held out. */
  readonly others?: CorpusStore | undefined;
  /** Particles with which it is estimated from left to right as well; absent: it is not. */
  readonly numParticles?: number | undefined;
}

/** @returns undefined where no document was held out. */
export function scoreHeldOut(run: EvaluatedRun, options: HeldOutOptions): HeldOutScore | undefined {
  const documents = options.others
    ? documentsOf(options.others, run.corpus)
    : run.corpus
        .heldOutDocuments(run.settings)
        .map((document) => run.corpus.tokenSource().readWords(document, document + 1));
  if (documents.length === 0) return undefined;
  const model = new WordRows(readAveragedModel(run), run.checkpoint.priors.alpha);
  const scores = documents.map((words, unit) =>
    completeDocument(model, words, new RandomStream({ seed, sweep: 0, unit })),
  );
  return {
    numSamples: run.samples?.length ?? 1,
    perplexity: perplexityOf(scores),
    numDocuments: documents.length,
    numTokens: scores.reduce((sum, { numTokens }) => sum + numTokens, 0),
    leftToRight:
      options.numParticles === undefined
        ? undefined
        : readFromLeftToRight(model, documents, options.numParticles),
  };
}

function readFromLeftToRight(
  model: WordRows,
  documents: readonly Uint32Array[],
  numParticles: number,
): LeftToRightScore {
  const every = Math.max(1, Math.ceil(documents.length / mostDocumentsRead));
  const sample = documents
    .filter((_, place) => place % every === 0)
    .map((words) => words.subarray(0, mostTokensRead));
  const scores = sample.map((words, unit) => ({
    logProbability: leftToRight(model, words, {
      numParticles,
      random: new RandomStream({ seed, sweep: 1, unit }),
    }),
    numTokens: words.length,
  }));
  return {
    perplexity: perplexityOf(scores),
    numDocuments: sample.length,
    numTokens: scores.reduce((sum, { numTokens }) => sum + numTokens, 0),
    numParticles,
  };
}

/** Documents of another corpus in the words of this one; words that it does not know are left out. */
export function documentsOf(others: CorpusStore, corpus: CorpusStore): Uint32Array[] {
  const numbers = others.vocabulary().words.map((word) => corpus.wordId(word));
  const tokens = others.tokenSource();
  return Array.from({ length: tokens.numDocuments }, (_, document) =>
    Uint32Array.from(
      Array.from(tokens.readWords(document, document + 1), (word) => numbers[word]).filter(
        (word) => word !== undefined,
      ),
    ),
  ).filter(({ length }) => length > 0);
}
