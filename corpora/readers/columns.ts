import { UserError } from '../../core/errors.ts';
import type { Metadata, Place } from './document.ts';
import { describePlace } from './document.ts';
import { likelyTextName } from './one-per-line.ts';
import type { ReadOptions } from './reader.ts';

/** Which columns (of a table) or fields (of JSON) hold what, by name. */
export interface Columns {
  readonly text: readonly string[];
  readonly id: string | undefined;
  readonly label: string | undefined;
}

const idNames = new Set([
  'id',
  'doc_id',
  'docid',
  'document_id',
  'name',
  'identifier',
  'uri',
  'url',
]);
const labelNames = new Set(['label', 'class', 'category']);

/**
 * Finds the columns that were asked for, and guesses the others by their names.
 *
 * @param kind "column" or "field", for messages.
 * @throws {UserError} when a column is missing, or none can be taken for the text.
 */
export function chooseColumns(
  names: readonly string[],
  options: ReadOptions,
  { kind, place }: { kind: 'column' | 'field'; place: Place },
): Columns {
  const find = (wanted: string): string => {
    const number = /^\d+$/u.test(wanted) ? Number(wanted) : 0;
    const found =
      names.find((name) => name === wanted) ?? (kind === 'column' ? names[number - 1] : undefined);
    if (found !== undefined) return found;
    throw new UserError(
      'column-unknown',
      `Cannot read ${describePlace(place)}: there is no ${kind} "${wanted}"`,
      { hint: `The ${kind}s are: ${names.join(', ')}.`, details: { kind, name: wanted } },
    );
  };
  const guess = (known: ReadonlySet<string>): string | undefined =>
    names.find((name) => known.has(name.trim().toLowerCase()));
  const likely = likelyTextName(names);
  if (options.textColumns === undefined && likely === undefined) {
    throw new UserError(
      'column-ambiguous',
      `Cannot read ${describePlace(place)}: which ${kind} holds the text is not known`,
      {
        hint: `Name it; the ${kind}s are: ${names.join(', ')}.`,
        details: { kind, names: names.join(', ') },
      },
    );
  }
  return {
    text: options.textColumns?.map(find) ?? [likely!],
    id: options.idColumn === undefined ? guess(idNames) : find(options.idColumn),
    label: options.labelColumn === undefined ? guess(labelNames) : find(options.labelColumn),
  };
}

/** Everything that is neither text nor id nor label; undefined when nothing is left. */
export function otherColumns(record: Metadata, { text, id, label }: Columns): Metadata | undefined {
  const entries = Object.entries(record).filter(
    ([name]) => name !== id && name !== label && !text.includes(name),
  );
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
