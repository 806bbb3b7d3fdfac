/** Makes the words of a project file again, or adds documents to it. */
import { CorpusStore } from '../database/corpus-store.ts';
import { ProjectFile } from '../database/project-file.ts';
import type { SourceDocument } from '../readers/document.ts';
import type { ReadContext } from '../readers/reader.ts';
import { storedDocuments } from '../readers/stored-documents.ts';
import { checkReplacing } from './check-replacing.ts';
import { readSources } from './document-source.ts';
import type { ImportOptions } from './options.ts';
import type { ImportProgress, ImportReport } from './report.ts';
import { stagedImport } from './staged-import.ts';
import { storedSettings } from './stored-settings.ts';

type OnProgress = (progress: ImportProgress) => void;

/**
 * Chooses the words of a project file again from the texts in it; the sources are not needed.
 *
 * @param options what is to change; all else is as it was.
 * @throws {UserError} when the file has runs, unless they may be deleted.
 */
export async function prepareCorpus(
  file: string,
  options: ImportOptions = {},
  onProgress?: OnProgress,
): Promise<ImportReport> {
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
): Promise<ImportReport> {
  return rebuild(file, { sources, options, onProgress });
}

interface Rebuilding {
  readonly sources: readonly string[];
  readonly options: ImportOptions;
  readonly onProgress?: OnProgress | undefined;
}

async function rebuild(
  file: string,
  { sources, options, onProgress = () => undefined }: Rebuilding,
): Promise<ImportReport> {
  const before = readBefore(file, options);
  checkReplacing(file, sources, { ...options, replace: true });
  const all = { ...before.options, ...given(options), replace: true };
  return stagedImport(file, [...before.report.sources, ...sources], all, {
    documents: (context) => documentsOf(file, sources, { format: options.format, context }),
    onProgress,
  });
}

async function* documentsOf(
  file: string,
  sources: readonly string[],
  { format, context }: { format: string | undefined; context: ReadContext },
): AsyncGenerator<SourceDocument> {
  yield* storedDocuments(file);
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
    const hasTexts = store.document(0)?.text !== undefined;
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
