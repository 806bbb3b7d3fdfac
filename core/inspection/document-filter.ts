/** Documents by what their metadata say, as a person types it. */

/** The label is a field, too. */
export const labelField = 'label';

/** One field of a document's metadata, and which of its values are wanted. */
export interface DocumentFilter {
  readonly field: string;
  readonly isWanted: (value: string) => boolean;
  /** What `from..to` was made of. */
  readonly range?: { readonly from: string; readonly to: string };
}

/** What a filter looks at in a document. */
export interface FilteredDocument {
  readonly label: string | undefined;
  readonly metadata: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Reads `field: value` (values that contain it, whatever the case), `field: =value` (that are it) or
 * `field: from..to` (values that begin with `from`, with `to`, or with anything between: years,
 * dates). Undefined for anything else.
 *
 * @param isField whether there is a field of this name: some have a colon in it, such as `dc:date`.
 */
export function parseDocumentFilter(
  text: string,
  isField: (name: string) => boolean = () => false,
): DocumentFilter | undefined {
  const parts = splitAtColon(text, isField);
  if (parts === undefined) return undefined;
  const { field, value } = parts;
  if (value.startsWith('=')) {
    const exact = folded(value.slice(1).trim());
    return { field, isWanted: (found) => folded(found).trim() === exact };
  }
  const range = /^(.+?)\.\.(.+)$/u.exec(value);
  if (range !== null) {
    const [, from, to] = range as unknown as [string, string, string];
    return { field, isWanted: isBetween(from, to), range: { from, to } };
  }
  const wanted = folded(value);
  return { field, isWanted: (found) => folded(found).includes(wanted) };
}

/** At the first colon, or at the last one that has the name of a field before it. */
function splitAtColon(
  text: string,
  isField: (name: string) => boolean,
): { field: string; value: string } | undefined {
  const splits = Array.from(text.matchAll(/:/gu), ({ index }) => ({
    field: text.slice(0, index).trim(),
    value: text.slice(index + 1).trim(),
  })).filter(({ field, value }) => field !== '' && value !== '');
  const named = splits.findLast(({ field }) => isField(field));
  return named ?? splits.find(({ field }) => !field.includes(':'));
}

/** Whether a document has a wanted value in the field. */
export function passesFilter(filter: DocumentFilter, document: FilteredDocument): boolean {
  const value = fieldOf(document, filter.field);
  return value !== undefined && filter.isWanted(value);
}

/**
 * The text of a field of a document; the name matches in any case. Undefined if there is no such
 * field.
 */
export function fieldOf({ label, metadata }: FilteredDocument, field: string): string | undefined {
  if (folded(field) === labelField) return label;
  const own = metadata?.[field] ?? metadataValue(metadata, field);
  if (own === undefined || own === null) return undefined;
  return typeof own === 'string' ? own : JSON.stringify(own);
}

function metadataValue(metadata: FilteredDocument['metadata'], field: string): unknown {
  const wanted = folded(field);
  const name = Object.keys(metadata ?? {}).find((other) => folded(other) === wanted);
  return name === undefined ? undefined : metadata![name];
}

/** By number where both ends are numbers, else by the beginnings of the values. */
function isBetween(from: string, to: string): DocumentFilter['isWanted'] {
  const [least, most] = [Number(from), Number(to)];
  if (Number.isNaN(least) || Number.isNaN(most)) {
    return (value) => value.slice(0, from.length) >= from && value.slice(0, to.length) <= to;
  }
  return (value) => {
    const number = Number(/^-?\d+(?:\.\d+)?/u.exec(value)?.[0] ?? NaN);
    return number >= least && number <= most;
  };
}

function folded(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
