/** The numbers of an import that a program gives; those of the command line are checked as they are read. */
import { type NumberRange, checkNumber } from '../../core/check-number.ts';
import { settingRanges } from '../../core/training/settings.ts';
import type { ImportOptions } from './options.ts';

const positive = { least: 1, most: 1e9, isWhole: true };
/** Above 0. */
const share = { least: Number.MIN_VALUE, most: 1, isWhole: false };

const ranges = {
  minLength: positive,
  minDocuments: positive,
  minWholes: positive,
  maxDocumentShare: share,
  maxWords: { ...positive, mayBeInfinite: true },
  phrases: share,
  splitWords: positive,
  numThreads: settingRanges.numWorkers,
} satisfies Partial<Record<keyof ImportOptions, NumberRange>>;

/** @throws {UsageError} when one is out of its range. */
export function checkImportNumbers(options: ImportOptions): void {
  for (const [name, range] of Object.entries(ranges)) {
    const value = options[name as keyof typeof ranges];
    if (value !== undefined) checkNumber(name, value, range);
  }
}
