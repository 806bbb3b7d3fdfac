/** Makes the words of a project file again, or adds documents to it. */
import { copyRuns, hasSameTokens } from '../database/copy-runs.ts';
import { CorpusStore } from '../database/corpus-store.ts';
import { ProjectFile } from '../database/project-file.ts';
import type { SourceDocument } from '../readers/document.ts';
import type { ReadContext } from '../readers/reader.ts';
import { storedDocuments } from '../readers/stored-documents.ts';
import { countRuns } from '../database/run-count.ts';
import { withBreaks } from '../breaks.ts';
import { checkReplacing, runsWouldBeLost } from './check-replacing.ts';
import { readSources } from './document-source.ts';
import type { ImportOptions } from './options.ts';
import type { ImportProgress, ImportReport } from './report.ts';
import { stagedImport } from './staged-import.ts';
import { storedSettings } from './stored-settings.ts';

type OnProgress = (progress: ImportProgress) => void;

export interface PrepareOptions extends ImportOptions {
  /** Another project file, to be made; the file itself stays as it is. */
  readonly into?: string | undefined;
}

/** What came of a preparation. */
export interface PrepareReport extends ImportReport {
  /** Runs that still hold, as the tokens are the same as before. */
  readonly numRunsKept: number;
}

/**
 * Chooses the words of a project file again from the texts in it; the sources are not needed. If
 * the tokens come out the same, the runs are kept with their labels, and copied into another file.
 *
 * @param options what is to change; all else is as it was.
 * @throws {UserError} when the tokens change and the file has runs, unless they may be deleted.
 */
export async function prepareCorpus(
  file: string,
  options: PrepareOptions = {},
  onProgress?: OnProgress,
): Promise<PrepareReport> {
  return rebuild(file, { sources: [], options, onProgress });
}

/**
 * Adds documents to a project file. They get the numbers after the last one; the words are chosen
 * again for all, with the settings of the file unless others are given.
 */
export async function appendToCorpus(
  file: string,
  sources: readonly string[],
  options: ImportOptions = {},
  onProgress?: OnProgress,
): Promise<PrepareReport> {
  return rebuild(file, { sources, options, onProgress });
}

interface Rebuilding {
  readonly sources: readonly string[];
  readonly options: PrepareOptions;
  readonly onProgress?: OnProgress | undefined;
}

async function rebuild(
  file: string,
  { sources, options: { into = file, ...options }, onProgress = () => undefined }: Rebuilding,
): Promise<PrepareReport> {
  const before = readBefore(file, options);
  const replace = into === file || options.replace;
  // Whether runs would be lost by other words is known only when the words are chosen.
  const mayKeep = into === file && sources.length === 0;
  const deleteRuns = mayKeep || options.deleteRuns;
  const check = (): void => {
    checkReplacing(into, into === file ? sources : [file], { replace, deleteRuns });
  };
  check();
  const all = { ...before.options, ...given(options), replace };
  let numRunsKept = 0;
  const { asked } = before.report;
  const origin = { sources: [...before.report.sources, ...sources], asked };
  const report = await stagedImport(into, origin, all, {
    documents: (context) => documentsOf(file, sources, { ...options, context }),
    onProgress,
    finish: async (staged) => {
      numRunsKept = await keepRuns(file, staged, options.signal);
    },
    check: () => {
      check();
      if (into !== file || options.deleteRuns === true) return;
      const numLost = countRuns(file) - numRunsKept; // somebody may have trained in it meanwhile
      if (numLost > 0) throw runsWouldBeLost(file, numLost);
    },
  });
  return { ...report, numRunsKept };
}

/** @returns how many runs hold for the new corpus, too, and are in its file now. */
async function keepRuns(
  from: string,
  staged: ProjectFile,
  signal: AbortSignal | undefined,
): Promise<number> {
  const project = ProjectFile.open(from, { readOnly: true });
  try {
    if (!hasSameTokens(project, staged)) return 0;
    return await withBreaks(copyRuns(project, staged), signal);
  } finally {
    project.close();
  }
}

async function* documentsOf(
  file: string,
  sources: readonly string[],
  { format, signal, context }: Pick<ImportOptions, 'format' | 'signal'> & { context: ReadContext },
): AsyncGenerator<SourceDocument> {
  const isNumbered = sources.length > 0;
  for await (const document of storedDocuments(file, signal))
    yield isNumbered && 'text' in document ? { ...document, isNumbered } : document;
  yield* readSources(sources, format, context);
}

function readBefore(
  file: string,
  changes: ImportOptions,
): { options: ImportOptions; report: ImportReport } {
  const project = ProjectFile.open(file, { readOnly: true });
  try {
    const store = new CorpusStore(project);
    const { settings, report } = store.summary();
    const hasTexts = store.text(0) !== undefined;
    const options = { ...storedSettings(file, settings, changes), keepText: hasTexts };
    return { options, report: report as ImportReport };
  } finally {
    project.close();
  }
}

/** An option that was not given must not hide what was chosen before. */
function given(options: ImportOptions): ImportOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
