/** Whether the result of an import looks right. */
import { UserError } from '../../core/errors.ts';
import type { Doubt, ImportReport, JoinedMetadata, Named } from './report.ts';

interface Check {
  /** The share that is checked, 0 to 1, or by what factor it is too large. */
  readonly value: (report: ImportReport) => number;
  /** The values from which on it is a warning, and a refusal. */
  readonly doubtful: number;
  readonly grave: number;
  /** Below this many documents, files or rows it may be chance, and is only a warning. */
  readonly enough: (report: ImportReport) => boolean;
  readonly says: (report: ImportReport, value: number) => string;
}

/** Files that were read each by itself: not those of a folder of counts, which is one source. */
const numReadFiles = ({ readings = [], documents, formats }: ImportReport): number =>
  formats['folder'] === undefined ? readings.length : documents.read;

const numFiles = (report: ImportReport): number => numReadFiles(report) + report.skippedFiles.count;

/** Every check, with its thresholds: one table. */
const checks: readonly Check[] = [
  {
    // A folder of counts is read whatever else is in it.
    value: (report) =>
      numReadFiles(report) === 0 ? 0 : share(report.skippedFiles.count, numFiles(report)),
    doubtful: 0.3,
    grave: 0.9,
    enough: (report) => report.skippedFiles.count >= 10,
    says: (report) =>
      `${report.skippedFiles.count} of ${numFiles(report)} files were skipped: their format is not supported`,
  },
  {
    value: ({ badFiles, documents }) =>
      share(badFiles?.count ?? 0, (badFiles?.count ?? 0) + documents.read),
    doubtful: 0.1,
    grave: 0.9,
    enough: ({ badFiles }) => (badFiles?.count ?? 0) >= 10,
    says: ({ badFiles }) => `${badFiles?.count} files could not be read`,
  },
  {
    value: ({ badRows, documents }) =>
      share(badRows?.count ?? 0, (badRows?.count ?? 0) + documents.read),
    doubtful: 0.05,
    grave: 0.5,
    enough: ({ badRows }) => (badRows?.count ?? 0) >= 10,
    says: ({ badRows, documents }) =>
      `${badRows?.count} of ${(badRows?.count ?? 0) + documents.read} rows could not be read`,
  },
  {
    value: ({ shortRows, documents }) => share(shortRows?.count ?? 0, documents.read),
    doubtful: 0.1,
    grave: 0.5,
    enough: ({ shortRows }) => (shortRows?.count ?? 0) >= 20,
    says: ({ shortRows, documents }) =>
      `${shortRows?.count} of ${documents.read} rows have too few cells`,
  },
  {
    value: ({ documents }) => share(documents.empty.count, documents.total),
    doubtful: 0.25,
    grave: 0.75,
    enough: ({ documents }) => documents.total >= 20,
    says: ({ documents }) =>
      `${documents.empty.count} of ${documents.total} documents are empty: is the text in another column or format?`,
  },
  {
    value: ({ documents }) => share(documents.duplicates.count, documents.read),
    doubtful: 0.3,
    grave: Infinity,
    enough: ({ documents }) => documents.read >= 20,
    says: ({ documents }) =>
      `${documents.duplicates.count} of ${documents.read} documents have the text of an earlier one`,
  },
  {
    value: ({ documents, tokens }) => (documents.total === 1 ? tokens.found : 0),
    doubtful: 2000,
    grave: Infinity,
    enough: () => true,
    says: () =>
      'there is only one document: topics are found by comparing documents; cut it into pieces',
  },
  {
    value: ({ longest }) =>
      longest === undefined ? 0 : longest.tokens / Math.max(longest.median, 1),
    doubtful: 1000,
    grave: Infinity,
    enough: ({ documents }) => documents.total >= 3,
    says: ({ longest }, value) =>
      `the text of ${longest?.name} is ${Math.round(value)} times as long as the median: a quote that is never closed?`,
  },
  {
    value: ({ manyLines }) => manyLines?.lines ?? 0,
    doubtful: 500,
    grave: Infinity,
    enough: () => true,
    says: ({ manyLines }) =>
      `one row of a table runs over ${manyLines?.lines} lines (${manyLines?.place}): a quote that is never closed?`,
  },
  {
    value: ({ metadata }) => (metadata?.joined === 0 ? 1 : 0),
    doubtful: 1,
    grave: 1,
    enough: () => true,
    says: ({ metadata }) => `no document has ${anyOf(metadata!.unknown)} of the metadata`,
  },
  {
    value: ({ texts }) => (texts === undefined ? 0 : 1 - share(texts.placed, texts.tokens)),
    doubtful: 0.1,
    grave: 0.5,
    enough: ({ documents }) => documents.total >= 3,
    says: ({ texts }) =>
      `${texts!.tokens - texts!.placed} of ${texts!.tokens} tokens are not in the texts of ` +
      `${texts!.source}: were other texts meant, or were the words stemmed?`,
  },
];

/** Everything about the import that looks wrong, the gravest first. */
export function doubtsAbout(report: ImportReport): Doubt[] {
  return checks
    .flatMap(({ value, doubtful, grave, enough, says }) => {
      const found = value(report);
      if (found < doubtful) return [];
      return [{ says: says(report, found), isGrave: found >= grave && enough(report) }];
    })
    .sort((a, b) => Number(b.isGrave) - Number(a.isGrave));
}

/** @throws {UserError} when the result is unlikely to be wanted. */
export function checkPlausible(report: ImportReport): void {
  const grave = (report.doubts ?? []).filter(({ isGrave }) => isGrave);
  if (grave.length === 0) return;
  throw new UserError(
    'import-implausible',
    `Cannot import this: the result looks wrong: ${grave.map(({ says }) => says).join('; ')}`,
    { hint: 'If this is what you want, say so.' },
  );
}

/**
 * @param replaces whether documents that the table does not name lose what they have.
 * @throws {UserError} when a table is unlikely to be that of the documents.
 */
export function checkJoined(
  { joined, unknown, without }: JoinedMetadata,
  { file, replaces = false }: { file: string; replaces?: boolean | undefined },
): void {
  const numDocuments = joined + without.count;
  const isRare = replaces && numDocuments >= 20 && share(joined, numDocuments) < 0.1;
  if (joined > 0 && !isRare) return;
  const found =
    joined === 0
      ? `no document has ${anyOf(unknown)}`
      : `it names only ${joined} of ${numDocuments} documents, and the others would lose all metadata`;
  throw new UserError(
    'import-implausible',
    `Cannot add metadata (${file}): the result looks wrong: ${found}; names of documents were expected`,
    { hint: 'If this is what you want, say so.', details: { what: 'metadata' } },
  );
}

/** "any of the 20 names (such as "1901")". */
function anyOf({ count, names: [first] }: Named): string {
  return count === 1
    ? `the one name ("${first}")`
    : `any of the ${count} names (such as "${first}")`;
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
