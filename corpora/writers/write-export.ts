/** Writes an export: all of its files or none. */
import type { ChosenFiles } from './choose-files.ts';
import { checkPlace } from './check-place.ts';
import { type HowToWrite, writeFiles } from './write-files.ts';
import type { ExportOptions, ExportSource } from './writer.ts';

export interface WriteOptions extends ExportOptions, Pick<HowToWrite, 'signal' | 'onProgress'> {
  /** Whether files that are there already may be replaced. */
  readonly replace: boolean;
}

/**
 * Looks whether files of a format can be written, and opens the run that they need, which may take
 * seconds without a break.
 *
 * @throws {UserError} when one is there and not to be replaced, or nothing was trained where a run is
 * needed.
 */
export function prepareExport(
  source: ExportSource,
  { files }: ChosenFiles,
  options: Pick<WriteOptions, 'replace'>,
): void {
  for (const { path: place } of files) checkPlace(place, options);
  if (files.some(({ file }) => file.needs === 'run')) source.run();
}

/**
 * Writes files of a format, a piece at a time. All of them appear, or none.
 *
 * @returns their paths.
 * @throws {UserError} when one is there and not to be replaced, nothing was trained where a run is
 * needed, or the disk ends.
 */
export async function writeExport(
  source: ExportSource,
  chosen: ChosenFiles,
  options: WriteOptions,
): Promise<string[]> {
  prepareExport(source, chosen, options);
  const { folder, files } = chosen;
  const contents = files.map(({ path: place, file }) => ({
    path: place,
    content: () => file.content(source, options),
  }));
  await writeFiles(contents, { ...options, folder });
  return files.map((one) => one.path);
}
