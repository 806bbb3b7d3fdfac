/** Gives the documents of a project file other metadata; tokens, runs and labels stay. */
import { forgetDerived } from '../database/inspection/forget-derived.ts';
import { explainDatabaseError } from '../database/database-errors.ts';
import { checkAllPortions } from '../database/portion-checksums.ts';
import { ProjectFile } from '../database/project-file.ts';
import { hasRowChecksums } from '../database/row-checksums.ts';
import { storedMetadata } from '../database/stored-metadata.ts';
import { checkNobodyTrains } from '../database/training-lock.ts';
import { findDates } from '../dates/find-dates.ts';
import type { ReadOptions } from '../readers/reader.ts';
import { inOneGo } from '../breaks.ts';
import { checkJoined } from './plausibility.ts';
import { readMetadata } from './join-metadata.ts';
import type { MetadataReport } from './report.ts';
import { openReadContext } from './read-context.ts';

export interface MetadataOptions extends Partial<
  Pick<ReadOptions, 'encoding' | 'onBadBytes' | 'onBadRows' | 'table'>
> {
  /** The column of the documents' names; the first that looks like one. */
  readonly key?: string | undefined;
  /** Whether all other metadata go; else only those of the same name are written over. */
  readonly replaces?: boolean | undefined;
  /** Whether it is done even if the result looks wrong. */
  readonly anyway?: boolean | undefined;
}

/**
 * Joins a table (CSV, TSV, JSON, JSON Lines) to the documents by their names, in one transaction.
 *
 * @throws {UserError} when the table cannot be read, lacks the column or seems to be of other documents, when the file is read-only,
 *   or its metadata are damaged, or while another process trains in it.
 */
export async function changeMetadata(
  file: string,
  table: string,
  { key, replaces, anyway = false, ...options }: MetadataOptions = {},
): Promise<MetadataReport> {
  const context = openReadContext(options);
  const project = ProjectFile.open(file);
  try {
    const lock = { what: 'change the metadata of' };
    checkNobodyTrains(project, lock);
    const join = await readMetadata(project, { file: table, key }, context);
    return project.write(() => {
      checkNobodyTrains(project, lock);
      checkIsWhole(project);
      forgetDerived(project); // shares by year and by group: made again when they are asked for
      const joined = inOneGo(join.apply({ replaces }));
      if (!anyway) checkJoined(joined, { file: table, replaces });
      return { ...joined, dates: findDates(storedMetadata(project)) };
    });
  } catch (error) {
    throw explainDatabaseError(error, 'change the metadata of', file);
  } finally {
    project.close();
    await context.parsers.close();
  }
}

/** Files of older versions have no checksums that could tell. */
function checkIsWhole({ path, database }: ProjectFile): void {
  if (hasRowChecksums(database)) checkAllPortions(path, database, 'documents');
}
