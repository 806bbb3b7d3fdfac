/** The import as one call. */
import { checkReplacing } from './check-replacing.ts';
import { readSources } from './document-source.ts';
import type { ProjectFile } from '../database/project-file.ts';
import type { ImportOptions } from './options.ts';
import type { ImportProgress, ImportReport } from './report.ts';
import { stagedImport } from './staged-import.ts';

/**
 * Reads the sources into a new project file: texts to words, words to numbers.
 *
 * All or nothing: `into` appears when everything is done and on disk. Memory grows with the
 * vocabulary, not with the corpus.
 *
 * @param finish the last step before the file has its name; an exception leaves everything as it was.
 * @throws {UserError} when a source cannot be read, nothing is left of it, or `into` is taken.
 */
export async function importCorpus(
  sources: readonly string[],
  into: string,
  options: ImportOptions = {},
  onProgress: (progress: ImportProgress) => void = () => undefined,
  finish?: (file: ProjectFile) => Promise<void>,
): Promise<ImportReport> {
  const check = (): void => {
    checkReplacing(into, sources, options);
  };
  check();
  return stagedImport(into, { sources }, options, {
    documents: (context) => readSources(sources, options.format, context),
    onProgress,
    finish,
    check, // somebody may have trained in it meanwhile
  });
}
