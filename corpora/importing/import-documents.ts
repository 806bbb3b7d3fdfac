/** Imports documents that a program hands over, one by one. */
import { UserError } from '../../core/errors.ts';
import type { TextDocument } from '../readers/document.ts';
import { checkReplacing } from './check-replacing.ts';
import type { ImportOptions } from './options.ts';
import type { ImportProgress, ImportReport } from './report.ts';
import { stagedImport } from './staged-import.ts';

/** A document of a program's own. */
export interface GivenDocument {
  /** Its name, shown wherever it is listed; preferably unique. */
  readonly id: string;
  readonly text: string;
  /** A group that it belongs to. */
  readonly label?: string | undefined;
  /** Whatever else is known of it; must be JSON. */
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
}

export type GivenDocuments = AsyncIterable<GivenDocument> | Iterable<GivenDocument>;

/**
 * Makes a new project file of documents: texts to words, words to numbers. They are taken one at a
 * time, and never all held in memory.
 *
 * All or nothing: `into` appears when everything is done and on disk.
 *
 * @throws {UserError} when a document is not one, nothing is left of them, or `into` is taken.
 */
export async function importDocuments(
  documents: GivenDocuments,
  into: string,
  options: ImportOptions = {},
  onProgress: (progress: ImportProgress) => void = () => undefined,
): Promise<ImportReport> {
  const check = (): void => {
    checkReplacing(into, [], options);
  };
  check();
  return stagedImport(into, { sources: [] }, options, {
    documents: () => givenDocuments(documents),
    onProgress,
    check, // somebody may have trained in it meanwhile
  });
}

/** @throws {UserError} when one of them is not a document. */
export async function* givenDocuments(documents: GivenDocuments): AsyncGenerator<TextDocument> {
  let number = 0;
  for await (const document of documents) {
    number++;
    const { id, text, label, metadata } = document;
    const place = { path: 'documents', line: number };
    if (typeof id !== 'string' || id === '') throw invalid(number, 'id', 'a name');
    if (typeof text !== 'string') throw invalid(number, 'text', 'a string');
    if (label !== undefined && typeof label !== 'string')
      throw invalid(number, 'label', 'a string');
    if (!isPlain(metadata)) throw invalid(number, 'metadata', 'an object');
    yield { name: id, text, label, metadata, place };
  }
}

function isPlain(metadata: unknown): boolean {
  if (metadata === undefined) return true;
  return typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata);
}

function invalid(number: number, field: string, expected: string): UserError {
  return new UserError(
    'document-invalid',
    `Cannot import document ${number}: its ${field} is not ${expected}`,
    { details: { document: number, field } },
  );
}
