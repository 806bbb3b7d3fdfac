/** A model as if it had not been trained on one of its documents. */
import type { FrozenModel } from './frozen-model.ts';

/** A document of the model's own. */
export interface LearntDocument {
  /** The word of every token. */
  readonly words: Uint32Array;
  /** The topics of its tokens in all samples that the model's counts are sums over, one after the other. */
  readonly sampled: Uint16Array;
}

/**
 * The model without a document's tokens, for the words of that document alone, which get new numbers; and those
 * of its tokens whose words the model knows from elsewhere, in these numbers: as a new document would be read.
 */
export function withoutDocument(
  model: FrozenModel,
  { words, sampled }: LearntDocument,
): { model: FrozenModel; words: Uint32Array } {
  const { numTopics } = model;
  const own = new Map<number, Float64Array>();
  const totals = model.totals.slice();
  sampled.forEach((topic, at) => {
    const word = words[at % words.length];
    const counts = own.get(word) ?? new Float64Array(numTopics);
    counts[topic]++;
    totals[topic]--;
    own.set(word, counts);
  });
  const starts = [0];
  const [topics, counts]: number[][] = [[], []];
  const numberOf = new Map<number, number>();
  for (const [word, learnt] of own) {
    for (let entry = model.starts[word]; entry < model.starts[word + 1]; entry++) {
      const rest = model.counts[entry] - learnt[model.topics[entry]];
      if (rest === 0) continue;
      topics.push(model.topics[entry]);
      counts.push(rest);
    }
    if (topics.length === starts[starts.length - 1]) continue;
    numberOf.set(word, starts.length - 1);
    starts.push(topics.length);
  }
  return {
    model: {
      ...model,
      starts: Uint32Array.from(starts),
      topics: Uint16Array.from(topics),
      counts: Uint32Array.from(counts),
      totals,
    },
    words: words.filter((word) => numberOf.has(word)).map((word) => numberOf.get(word)!),
  };
}
