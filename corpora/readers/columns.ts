/** Which columns or fields hold the text, the name and the label. */
import { UserError } from '../../core/errors.ts';
import type { Metadata, Place } from './document.ts';
import { describePlace } from './document.ts';
import type { ReadOptions } from './reader.ts';
import type { ReadColumns } from './reading-notes.ts';
import { likelyIdName, likelyLabelName, likelyTextName } from './tables/column-names.ts';
import { kindOfCell } from './tables/column-shapes.ts';

/** Which columns (of a table) or fields (of JSON) hold what, by name. */
export interface Columns {
  readonly text: readonly string[];
  readonly id: string | undefined;
  readonly label: string | undefined;
}

export interface ColumnsWanted {
  /** For messages. */
  readonly kind: 'column' | 'field';
  readonly place: Place;
  /** Whether there is something under a name that is not among the names: a path into an object. */
  readonly reaches?: (path: string) => boolean;
  /** What the columns hold where no names tell it; absent where there are names. */
  readonly byContent?: Partial<Columns>;
}

/**
 * Finds the columns that were asked for, and guesses the others by their names.
 *
 * @throws {UserError} when a column is missing, or none can be taken for the text.
 */
export function chooseColumns(
  names: readonly string[],
  options: ReadOptions,
  { kind, place, reaches = () => false, byContent }: ColumnsWanted,
): Columns {
  const find = (wanted: string): string => {
    const number = /^\d+$/u.test(wanted) ? Number(wanted) : 0;
    const found =
      names.find((name) => name === wanted) ??
      (kind === 'column' ? names[number - 1] : reaches(wanted) ? wanted : undefined) ??
      likeName(names, wanted);
    if (found !== undefined) return found;
    throw new UserError(
      'column-unknown',
      `Cannot read ${describePlace(place)}: there is no ${kind} "${visible(wanted)}"`,
      { hint: `The ${kind}s are: ${listed(names)}.`, details: { kind, name: wanted } },
    );
  };
  const likely = byContent === undefined ? likelyTextName(names) : byContent.text?.[0];
  if (options.textColumns === undefined && likely === undefined) {
    throw new UserError(
      'column-ambiguous',
      `Cannot read ${describePlace(place)}: it is not clear which ${kind} holds the text`,
      {
        hint: `Name it; the ${kind}s are: ${listed(names)}.`,
        details: { kind, names: listed(names) },
      },
    );
  }
  const text = options.textColumns?.map(find) ?? [likely!];
  const guess = (found: string | undefined): string | undefined =>
    found === undefined || text.includes(found) ? undefined : found;
  return {
    text,
    id:
      options.idColumn === undefined
        ? guess(byContent === undefined ? likelyIdName(names) : byContent.id)
        : find(options.idColumn),
    label:
      options.labelColumn === undefined
        ? guess(byContent === undefined ? likelyLabelName(names) : byContent.label)
        : find(options.labelColumn),
  };
}

/** The same name but for case, blanks around it, and its normal form. */
function likeName(names: readonly string[], wanted: string): string | undefined {
  const plain = (name: string): string => name.normalize('NFC').trim().toLowerCase();
  const like = names.filter((name) => plain(name) === plain(wanted));
  return like.length === 1 ? like[0] : undefined;
}

/** Makes invisible characters visible: a header that was not split shows why. */
export function visible(text: string): string {
  return text
    .replaceAll('\t', '⇥')
    .replace(/\r\n|\n|\r/gu, '⏎')
    .replaceAll('\u00a0', '⍽')
    .replace(/[\u200b-\u200f\u2060\ufeff]/gu, '·')
    .replace(/\p{Cc}/gu, '␣');
}

const mostListed = 40;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, mostListed).map(visible).join(', ');
  return names.length <= mostListed ? shown : `${shown}, and ${names.length - mostListed} more`;
}

/** Everything that is neither text nor id nor label; undefined when nothing is left. */
export function otherColumns(record: Metadata, { text, id, label }: Columns): Metadata | undefined {
  const entries = Object.entries(record).filter(
    ([name]) => name !== id && name !== label && !text.includes(name),
  );
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** How the report describes them. */
export function readColumns(
  names: readonly string[],
  { text, id, label }: Columns,
  valueOf: (name: string) => unknown,
): ReadColumns {
  const metadata = names.filter((name) => name !== id && name !== label && !text.includes(name));
  const date = metadata.find((name) => isDateName(name) && isDate(valueOf(name)));
  return { text, id, label, date, metadata };
}

function isDateName(name: string): boolean {
  return /date|year|time|jahr|datum|fecha|année|annee|created|published/iu.test(name);
}

function isDate(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && kindOfCell(value) !== 'text');
}
