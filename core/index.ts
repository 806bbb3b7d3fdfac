/**
 * gibbon without Node: the model and its training, for a web page or any other host. Nothing here
 * reads files, and workers are started as the host can: see `startInlineWorker` and `webWorkers`.
 *
 * @packageDocumentation
 */
export type { ErrorCode } from './error-codes.ts';
export { InvariantError, UsageError, UserError } from './errors.ts';
export type { UserErrorOptions } from './errors.ts';
export { arraySource } from './corpus/array-source.ts';
export type { CovariateDesign, DocumentFeatures } from './covariates/design.ts';
export type {
  CategoryCoding,
  CodedField,
  FieldCoding,
  FieldValue,
  NumberCoding,
  SplineCoding,
  Standardized,
} from './covariates/field-coding.ts';
export type { Spline } from './covariates/spline.ts';
export { defaultNumBlocks } from './corpus/grid.ts';
export type { TokenSource } from './corpus/token-source.ts';
export type { CountRows, WordTopicCounts } from './corpus/word-topic-counts.ts';
export type { InferenceSettings } from './inference/inference-settings.ts';
export type { TopicFate } from './evaluation/compare-topics.ts';
export type { EffectPoint } from './covariates/effect-points.ts';
export type { Estimate } from './covariates/effect-intervals.ts';
export type * from './inspection/inspection.ts';
export type {
  Effects,
  FieldEffects,
  NamedTopic,
  PointEffect,
  TopicEffects,
} from './inspection/topic-effects.ts';
export type { LongWork, WorkListener } from './inspection/long-work.ts';
export type { TopicCircle, TopicMap } from './inspection/topic-map/topic-map.ts';
export type { TopicStanding } from './inspection/topic-standing.ts';
export type { TrendField, TrendGroup, Trends } from './inspection/trends.ts';
export { TopWords } from './inspection/top-words.ts';
export type { Reading } from './parameter-server/client.ts';
export type { LearningLimit } from './priors/learn.ts';
export type { SeedWord } from './priors/seed-words.ts';
export type { Priors } from './sampler/sampler.ts';
export { checkMemory, describeMemory, planMemory } from './training/memory-plan.ts';
export type { MemoryPlan } from './training/memory-plan.ts';
export { checkSettings } from './training/check-settings.ts';
export { settingsFor } from './training/new-settings.ts';
export { checkSetting, defaultSettings, settingRanges } from './training/settings.ts';
export { checkUnchanged, fixedSettings } from './training/unchanged-settings.ts';
export type { AskedSettings, RunSettings, SettingName, SettingRange } from './training/settings.ts';
export type { FixedSetting } from './training/unchanged-settings.ts';
export type { GrowthProgress } from './training/growing-start.ts';
export type { Mishap } from './training/messages.ts';
export type { ShapeOptions, StoredState, TrainerOptions } from './training/shared-state.ts';
export type { AutoSweeps } from './training/auto-sweeps.ts';
export type { WorkerTotals } from './training/statistics.ts';
export type { CrewHost } from './training/crew.ts';
export { Trainer } from './training/trainer.ts';
export { WorkerError } from './training/worker-pool.ts';
export { startInlineWorker } from './training/inline-worker.ts';
export { serveWebWorker, webWorkers } from './training/web-worker.ts';
export type { WebWorker, WebWorkerScope } from './training/web-worker.ts';
export type { StartWorker, StartedWorker, WorkerEvents } from './training/worker-host.ts';
export type { CheckpointInterval } from './training/session/checkpoint-interval.ts';
export type { TrainingFeed } from './training/session/feed.ts';
export { MemoryKeeper } from './training/session/memory-keeper.ts';
export type { MemoryCheckpoint } from './training/session/memory-keeper.ts';
export type * from './training/session/progress.ts';
export type {
  AtCheckpoint,
  ChainState,
  KeptMeasurement,
  RunKeeper,
  RunState,
} from './training/session/run-keeper.ts';
export { isFinal } from './training/session/session-state.ts';
export type { FinalStage, SessionStage, StopReason } from './training/session/session-state.ts';
export { TrainingSession } from './training/session/session.ts';
export type { Outcome } from './training/session/session.ts';
export type { SessionOptions, ThreadOptions } from './training/session/session-options.ts';
