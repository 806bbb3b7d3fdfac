/** An import into a file that appears when everything is done. */
import { StagedFile, explainFullDisk } from '../database/staged-file.ts';
import { checkImportNumbers } from './check-numbers.ts';
import { Importer, type ImporterHooks } from './importer.ts';
import type { ImportOptions } from './options.ts';
import type { ImportReport, Origin } from './report.ts';
import type { ProjectFile } from '../database/project-file.ts';

interface StagedHooks extends ImporterHooks {
  /** The last step before the file gets its name; an exception discards the file. */
  readonly finish?: ((file: ProjectFile) => Promise<void>) | undefined;
  /** Whether what is at the place may be lost, as it is right before; an exception discards the file. */
  readonly check: () => void;
}

/**
 * Imports beside `into`, and puts the outcome in its place at the end: all or nothing.
 *
 * @param origin for the report.
 * @throws {UserError} when the import fails, or the disk is full; nothing is left behind then.
 */
export async function stagedImport(
  into: string,
  origin: Origin,
  options: ImportOptions,
  hooks: StagedHooks,
): Promise<ImportReport> {
  checkImportNumbers(options);
  const staged = new StagedFile(into, options);
  try {
    const report = await new Importer(origin, options, hooks).run(staged);
    options.signal?.throwIfAborted();
    await hooks.finish?.(staged.file);
    await staged.publish({ signal: options.signal, check: hooks.check });
    return report;
  } catch (error) {
    throw explainFullDisk(error, into);
  } finally {
    staged.discard();
  }
}
