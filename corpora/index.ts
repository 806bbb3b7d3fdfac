/**
 * gibbon as a library: what programs do with texts, topics and project files. `docs/library.md` says
 * what only the command line has. `gibbon/core` is the part of it that needs no Node.
 *
 * @packageDocumentation
 */
export type { AskedReading } from './importing/asked-reading.ts';
export * from '../core/index.ts';
export { Project } from './project/project.ts';
export type {
  Assignments,
  DocumentInfo,
  ImportChoices,
  OpenOptions,
  TrainChoices,
  TrainingChoices,
} from './project/project.ts';
export type { ResumeChoices } from './project/resume-choices.ts';
export type { Say } from './project/say.ts';
export { Training } from './project/training.ts';
export type { TrainingResult } from './project/training.ts';
export type { GivenDocument, GivenDocuments } from './importing/import-documents.ts';
export type { MetadataOptions } from './importing/change-metadata.ts';
export type { ImportOptions } from './importing/options.ts';
export type { InferOptions } from './inferring/infer-documents.ts';
export type { InferredDocument, InferredShare } from './inferring/inferred-document.ts';
export type {
  Doubt,
  FilterStep,
  FoundPhrase,
  ImportProgress,
  ImportReport,
  JoinedMetadata,
  JoinedTexts,
  MetadataReport,
  Named,
} from './importing/report.ts';
export type { BadFile, OnBadFiles } from './readers/bad-files.ts';
export type { BadRow, OnBadRows } from './readers/bad-rows.ts';
export type { ReadColumns, Reading as SourceReading } from './readers/reading-notes.ts';
export type { QuoteStyle, TableOptions } from './readers/tables/dialect.ts';
export type { MinorLanguage } from './text/language-tally.ts';
export type { RepeatedLine } from './text/repeated-lines.ts';
export type { CleaningCounts, CleaningMode } from './text/cleaning/clean-texts.ts';
export type { Reduction } from './text/tokenizing-messages.ts';
export type { SeedTopic } from './text/seed-topics.ts';
export type { WordList } from './text/word-list.ts';
export type { FoundDates } from './dates/find-dates.ts';
export type { DateReading } from './dates/date-column.ts';
export type { DateOrder } from './dates/read-date.ts';
export type { RunChange, StoredRun } from './database/stored-run.ts';
export type { Problem, Verification } from './database/verification.ts';
export { startTrainingThread } from './threads/training-threads.ts';
