/** Finds the list of records inside a JSON value. */
import type { ReadOptions } from '../reader.ts';
import { likelyTextName } from '../tables/column-names.ts';
import { valueAt } from './field-path.ts';
import { isObject } from './parse-json.ts';
import { isTextual } from './record-document.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Records inside an object that holds them all. */
export interface Unwrapped {
  /** For the report, such as `the list "articles"`. */
  readonly how: string;
  /** Records, with the key that each stands under, if any. */
  readonly records: readonly { readonly record: unknown; readonly key?: string | undefined }[];
}

/**
 * The records of an object that is no document itself: a list under one of its names, objects by
 * their keys, or columns, as data frames are written. Undefined when it is a document.
 */
export function unwrap(root: Fields, options: ReadOptions): Unwrapped | undefined {
  const columns = columnsOf(root);
  if (columns !== undefined) return columns;
  if (isDocument(root, options)) return undefined;
  const table = splitTable(root);
  if (table !== undefined) return table;
  const list = onlyList(root);
  if (list !== undefined) return list;
  const entries = Object.entries(root);
  if (
    entries.length > 0 &&
    entries.every(([, value]) => isObject(value) && isDocument(value, options))
  ) {
    const records = entries.map(([key, record]) => ({ record, key }));
    return { how: 'objects by their keys', records };
  }
  return undefined;
}

function isDocument(value: Fields, { textColumns }: ReadOptions): boolean {
  if (textColumns !== undefined)
    return textColumns.some((path) => valueAt(value, path) !== undefined);
  const likely = likelyTextName(Object.keys(value));
  return likely !== undefined && (value[likely] === null || isTextual(value[likely]));
}

/** `{"text": {"0": ..., "1": ...}}` or `{"text": [..., ...], "id": [..., ...]}`. */
function columnsOf(root: Fields): Unwrapped | undefined {
  const columns = Object.entries(root);
  if (likelyTextName(Object.keys(root)) === undefined) return undefined;
  const keysOf = (value: unknown): readonly string[] | undefined =>
    Array.isArray(value)
      ? value.map((_, index) => String(index))
      : isObject(value)
        ? Object.keys(value)
        : undefined;
  const keys = keysOf(columns[0]?.[1]);
  const areLists = columns.length > 1 || isObject(columns[0]?.[1]);
  if (keys === undefined || keys.length === 0 || !areLists) return undefined;
  const isEven = columns.every(([, value]) => {
    const own = keysOf(value);
    const isFlat =
      own !== undefined && Object.values(value as Fields).every((cell) => !isObject(cell));
    return isFlat && own.length === keys.length && own.every((key, index) => key === keys[index]);
  });
  if (!isEven) return undefined;
  const records = keys.map((key) => ({
    record: Object.fromEntries(columns.map(([name, value]) => [name, (value as Fields)[key]])),
  }));
  return { how: 'columns', records };
}

/** `{"columns": [...], "data": [[...], ...]}`. */
function splitTable(root: Fields): Unwrapped | undefined {
  const { columns, data } = root;
  if (!Array.isArray(columns) || !Array.isArray(data) || !data.every(Array.isArray))
    return undefined;
  const records = (data as unknown[][]).map((row) => ({
    record: Object.fromEntries(columns.map((name, index) => [String(name), row[index] ?? null])),
  }));
  return { how: 'rows under "data", their columns under "columns"', records };
}

/** The only array of objects (or of texts), at most two names deep. */
function onlyList(root: Fields): Unwrapped | undefined {
  const lists = [...listsIn(root, '', 3)];
  const ofObjects = lists.filter(({ list }) => list.some(isObject));
  const found = ofObjects.length > 0 ? ofObjects : lists;
  if (found.length !== 1) return undefined;
  const [{ path, list }] = found;
  return { how: `the list "${path}"`, records: list.map((record) => ({ record })) };
}

function* listsIn(
  value: Fields,
  above: string,
  levels: number,
): Generator<{ path: string; list: unknown[] }> {
  for (const [name, inner] of Object.entries(value)) {
    const path = above + name;
    if (Array.isArray(inner)) {
      if (
        inner.length > 0 &&
        (inner.every(isObject) || inner.every((each) => typeof each === 'string'))
      )
        yield { path, list: inner };
    } else if (isObject(inner) && levels > 1) yield* listsIn(inner, `${path}.`, levels - 1);
  }
}
