/** What is known of a new document once its topics were sampled. */
import {
  type InferredTopics,
  meanShares,
  spreadOfShares,
} from '../../core/inference/document-sampler.ts';
import type { InferenceSettings } from '../../core/inference/inference-settings.ts';
import type { Metadata } from '../readers/document.ts';

/** A topic in a new document. */
export interface InferredShare {
  readonly topic: number;
  /** Mean over the samples, in [0, 1]. */
  readonly share: number;
  /** Its standard deviation over the samples. */
  readonly spread: number;
}

/** A new document with the topics of a model. */
export interface InferredDocument {
  /** Its number among the new documents, from 0. */
  readonly document: number;
  readonly name: string;
  readonly label: string | undefined;
  readonly metadata: Metadata | undefined;
  /** Tokens of words that the model knows. With none, the shares are the prior's. */
  readonly numTokens: number;
  /** Share of the words that the model does not know among all that no filter takes away. */
  readonly unknownShare: number;
  /** The shares of all topics (length K), which add up to 1. */
  readonly shares: Float64Array;
  /** Those that had a token in some sample, by falling share; all, where only the prior is known. */
  readonly topics: readonly InferredShare[];
  /** Natural logarithm of the probability of its known words, per token; undefined without any. */
  readonly logLikelihood: number | undefined;
  /**
   * The share of the model's own documents that the model explains no better, in [0, 1]: near 0 is
   * unlike all that it was trained on. Undefined without a known word.
   */
  readonly fit: number | undefined;
}

/** What is known of a document before it is sampled. */
export interface NewDocument {
  readonly document: number;
  readonly name: string;
  readonly label: string | undefined;
  readonly metadata: Metadata | undefined;
  readonly numUnknown: number;
}

/** @param ownLikelihoods of documents of the model, per token, rising. */
export function inferredDocument(
  { document, name, label, metadata, numUnknown }: NewDocument,
  found: InferredTopics,
  how: { alpha: Float64Array; settings: InferenceSettings; ownLikelihoods: Float64Array },
): InferredDocument {
  const prior = { alpha: how.alpha, numSamples: how.settings.numSamples };
  const shares = meanShares(found, prior);
  const spreads = spreadOfShares(found, prior);
  const { numTokens, logLikelihood } = found;
  const isKnown = numTokens > 0;
  return {
    ...{ document, name, label, metadata, numTokens, shares },
    unknownShare: numUnknown === 0 ? 0 : numUnknown / (numUnknown + numTokens),
    topics: (isKnown
      ? Array.from(found.topics, (topic, at) => ({
          topic,
          share: shares[topic],
          spread: spreads[at],
        }))
      : Array.from(shares, (share, topic) => ({ topic, share, spread: 0 }))
    ).sort((a, b) => b.share - a.share || a.topic - b.topic),
    logLikelihood: isKnown ? logLikelihood : undefined,
    fit: isKnown ? shareBelow(how.ownLikelihoods, logLikelihood) : undefined,
  };
}

/** @param sorted rising numbers. */
function shareBelow(sorted: Float64Array, value: number): number {
  if (sorted.length === 0) return 1;
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low / sorted.length;
}
