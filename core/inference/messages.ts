/** Every message between the caller and the threads that sample. */
import type { InferredTopics } from './document-sampler.ts';
import type { InferenceSettings } from './inference-settings.ts';
import type { FrozenModel } from './frozen-model.ts';

/** What a thread starts with. */
export interface InferenceSetup {
  readonly model: FrozenModel;
  readonly settings: InferenceSettings;
}

/** Consecutive documents; answered with an `InferredTopics` for each. */
export interface DocumentBatch {
  /** Number of the first. */
  readonly first: number;
  /** Known tokens of each. */
  readonly lengths: Uint32Array;
  /** The word of every token. */
  readonly words: Uint32Array;
  /** The priors of each (documents x K), where they have their own. */
  readonly alphas?: Float64Array | undefined;
  /**
   * Where it is one document of the model's own, the topics of its tokens in all samples: it is sampled as if the
   * model did not know it (left-out.ts).
   */
  readonly sampled?: Uint16Array | undefined;
}

export type InferredBatch = readonly InferredTopics[];
