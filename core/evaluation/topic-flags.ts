/** Topics that a person should check before relying on them, with the reason. */
import type { TopicDiagnostics } from './diagnostics.ts';
import type { DistanceMatrix } from './topic-distance.ts';

/** `value` is what was measured: the reason in numbers. */
export type TopicFlag =
  /** Fewer than a fiftieth of an even share of the tokens (`value` tokens). */
  | { readonly kind: 'unused'; readonly value: number }
  /** Its words are in about the shares of the whole corpus (`value` nats away). */
  | { readonly kind: 'like-the-corpus'; readonly value: number }
  /** Its tokens are spread over as many words as `value`: no words stand out. */
  | { readonly kind: 'no-words-stand-out'; readonly value: number }
  /** Its tokens are in as few documents as `value` of even share: a tenth of what is usual. */
  | { readonly kind: 'few-documents'; readonly value: number }
  /** It is almost the same as another topic of the run (`value`: Hellinger distance). */
  | { readonly kind: 'near-duplicate'; readonly of: number; readonly value: number };

const limits = {
  partOfEvenShare: 1 / 50,
  corpusDistance: 0.5,
  partOfPossibleDistance: 0.5,
  partOfPossibleWords: 0.25,
  fewWords: 2,
  partOfMedianDocuments: 0.1,
  duplicateDistance: 0.5,
} as const;

export interface FlagInput {
  readonly diagnostics: readonly TopicDiagnostics[];
  /** Of the topics from each other, K x K; absent where there are too many. */
  readonly distances: DistanceMatrix | undefined;
  readonly numWords: number;
}

/** What a topic is held against. */
interface Usual {
  /** Of all topics. */
  readonly numTokens: number;
  readonly numWords: number;
  /** Median of the effective documents of topics that have tokens. */
  readonly documents: number;
}

/** @returns the flags of each topic; most have none. */
export function flagTopics({ diagnostics, distances, numWords }: FlagInput): TopicFlag[][] {
  const numTokens = diagnostics.reduce((sum, { tokens }) => sum + tokens, 0);
  // Empty topics are in no documents, and say nothing of what is usual.
  const documents = medianOf(
    diagnostics.filter(({ tokens }) => tokens > 0).map(effectiveDocuments),
  );
  return diagnostics.map((measures, topic) => {
    if (measures.tokens < (limits.partOfEvenShare * numTokens) / diagnostics.length) {
      return [{ kind: 'unused', value: measures.tokens }];
    }
    const duplicate = distances === undefined ? [] : duplicateOf(distances, topic);
    return [...junkFlags(measures, { numTokens, numWords, documents }), ...duplicate];
  });
}

function junkFlags(measures: TopicDiagnostics, usual: Usual): TopicFlag[] {
  const { corpusDistance, effectiveWords, tokens } = measures;
  const flags: TopicFlag[] = [];
  // Words that are nowhere else are ln(1 / share) nats from the corpus: a large topic cannot be far from it.
  const share = tokens / usual.numTokens;
  const possible = -Math.log(share);
  const nearest = Math.min(limits.corpusDistance, limits.partOfPossibleDistance * possible);
  if (corpusDistance !== undefined && corpusDistance < nearest) {
    flags.push({ kind: 'like-the-corpus', value: corpusDistance });
  }
  if (effectiveWords !== undefined && effectiveWords > mostEffectiveWords(tokens, share, usual)) {
    flags.push({ kind: 'no-words-stand-out', value: effectiveWords });
  }
  const documents = effectiveDocuments(measures);
  if (documents < limits.partOfMedianDocuments * usual.documents) {
    flags.push({ kind: 'few-documents', value: documents });
  }
  return flags;
}

/** With more effective words than this, none of them stands out. */
function mostEffectiveWords(tokens: number, share: number, { numWords }: Usual): number {
  // A topic of few tokens cannot have more words than tokens.
  const possible = Math.min(numWords, tokens);
  // Of words that are all as frequent, a topic of words that are nowhere else has as large a part as of the tokens.
  const part = Math.max(limits.partOfPossibleWords, share ** limits.partOfPossibleDistance);
  return Math.max(limits.fewWords, part * possible);
}

/** How many documents of even share would be as concentrated; infinite for a topic without tokens. */
function effectiveDocuments({ documentEntropy }: TopicDiagnostics): number {
  return documentEntropy === undefined ? Infinity : Math.exp(documentEntropy);
}

function medianOf(values: readonly number[]): number {
  const rising = values.toSorted((a, b) => a - b);
  const half = rising.length >>> 1;
  return rising.length % 2 === 1 ? rising[half] : (rising[half - 1] + rising[half]) / 2;
}

function duplicateOf({ numColumns, values }: DistanceMatrix, topic: number): TopicFlag[] {
  let nearest = -1;
  for (let other = 0; other < numColumns; other++) {
    if (other === topic) continue;
    const isNearer = nearest < 0 || at(other) < at(nearest);
    if (isNearer) nearest = other;
  }
  function at(other: number): number {
    return values[topic * numColumns + other];
  }
  if (nearest < 0 || at(nearest) > limits.duplicateDistance) return [];
  return [{ kind: 'near-duplicate', of: nearest, value: at(nearest) }];
}
