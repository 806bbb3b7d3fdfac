/** Questions about what the shares of topics depend on. */
import type { RunCovariates } from '../../../core/covariates/weights.ts';
import type { LongWork } from '../../../core/inspection/long-work.ts';
import type { DocumentPriors } from '../../../core/inspection/shares.ts';
import type { Effects } from '../../../core/inspection/topic-effects.ts';
import { effectsOf } from '../../covariates/effects.ts';
import { assignedDocuments } from '../assigned-documents.ts';
import type { CheckpointSummary } from '../checkpoints.ts';
import type { CorpusStore } from '../corpus-store.ts';
import type { StoredRun } from '../runs.ts';
import type { Samples, TopicsReader } from '../sampled-topics.ts';
import type { TopicQueries } from './topic-queries.ts';

interface EffectQueriesInput {
  readonly run: StoredRun;
  readonly corpus: CorpusStore;
  readonly checkpoints: TopicsReader;
  readonly checkpoint: CheckpointSummary;
  readonly samples: Samples;
  readonly priors: DocumentPriors;
  readonly topics: TopicQueries;
  readonly work: LongWork;
}

/** The effects of a run's covariates; they are worked out once. */
export class EffectQueries {
  readonly #input: EffectQueriesInput;
  #effects: Effects | undefined;

  constructor(input: EffectQueriesInput) {
    this.#input = input;
  }

  /** What the priors of documents follow from; undefined where all have the same. */
  get covariates(): RunCovariates | undefined {
    const { run, checkpoint } = this.#input;
    const design = run.settings.covariates;
    const { weights } = checkpoint.priors;
    return design === undefined || weights === undefined ? undefined : { design, weights };
  }

  fields(): readonly string[] {
    return this.#input.run.settings.covariates?.fields.map(({ field }) => field) ?? [];
  }

  /** Of all topics, hidden ones too: who sees them may change. */
  effects(): Effects {
    if (this.#effects !== undefined) return this.#effects;
    const { run, corpus, checkpoints, checkpoint, samples, priors, topics, work } = this.#input;
    const { name, settings } = run;
    const assignments = { checkpoints, checkpoint, samples, settings };
    const summaries = topics.topics();
    this.#effects = effectsOf(
      {
        ...{ name, covariates: this.covariates, numSamples: topics.numSamples, priors },
        topics: summaries,
        documents: () => assignedDocuments(corpus, assignments),
      },
      corpus,
      {
        topics: summaries.flatMap((one) => (one.memberOf === undefined ? [one.topic] : [])),
        onProgress: work.begin('drawing shares'),
      },
    );
    return this.#effects;
  }
}
