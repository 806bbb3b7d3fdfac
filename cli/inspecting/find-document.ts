/** A document as a person names it: by number, or by name. */
import { UserError } from '../../core/errors.ts';
import type { Inspection } from '../../core/inspection/inspection.ts';
import { count } from '../components/numbers.ts';
import { shellPath } from '../speaking/type-again.ts';

/**
 * A document by its number or its name. What could be both is the number, unless there is no such
 * number.
 */
export function findDocument(source: Inspection, asked: string, path: string): number {
  const { numDocuments } = source.corpus;
  const number = /^\d+$/.test(asked) ? Number(asked) : undefined;
  if (number !== undefined && number < numDocuments) return number;
  const named = source.documentsNamed(asked);
  if (named.length === 1) return named[0];
  if (named.length > 1) throw ambiguous(asked, named, path);
  throw number === undefined
    ? notNamed(source, asked, path)
    : outOfRange(number, numDocuments, path);
}

/** Numbers or names that a hint lists. */
const mostListed = 5;

function ambiguous(name: string, named: readonly number[], path: string): UserError {
  const more = named.length > mostListed ? ', ...' : '';
  return new UserError(
    'document-ambiguous',
    `Cannot show the document "${name}" (${path}): ${count(named.length, 'document')} have this name; one was expected`,
    { hint: `Give its number: one of ${named.slice(0, mostListed).join(', ')}${more}` },
  );
}

function notNamed(source: Inspection, name: string, path: string): UserError {
  const span = { first: 0, limit: mostListed };
  const near = source
    .search(`"${name}"`, 'documents', span)
    .rows.flatMap((hit) => (hit.kind === 'document' ? [`${hit.document} "${hit.name}"`] : []));
  return new UserError(
    'document-unknown',
    `Cannot show the document "${name}" (${path}): no document has this name; a number or a name was expected`,
    {
      hint:
        near.length > 0
          ? `Documents that have it in their name or text: ${near.join(', ')}`
          : seeThemAll(path),
    },
  );
}

function outOfRange(document: number, numDocuments: number, path: string): UserError {
  return new UserError(
    'number-out-of-range',
    `Cannot show document ${document} (${path}): documents are numbered from 0 to ${numDocuments - 1}`,
    { hint: seeThemAll(path) },
  );
}

function seeThemAll(path: string): string {
  return `See them all with: gibbon documents ${shellPath(path)}`;
}
