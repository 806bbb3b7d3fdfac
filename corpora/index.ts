/**
 * gibbon as a library: everything that the command line can do with texts, topics and project
 * files. `gibbon/core` is the part of it that needs no Node.
 *
 * @packageDocumentation
 */
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
export type { ImportOptions } from './importing/options.ts';
export type { ImportProgress, ImportReport } from './importing/report.ts';
export type { RunChange, StoredRun } from './database/stored-run.ts';
export type { Problem, Verification } from './database/verification.ts';
export { startTrainingThread } from './threads/training-threads.ts';
