/** Paths to fields inside JSON objects. */
import type { Metadata } from '../document.ts';
import { isObject } from './parse-json.ts';

/**
 * The value of a field, or of a path into objects such as `data.content.plain`. A field with
 * exactly that name takes precedence. In an array, a number is the place of an element, from 0; any
 * other name is searched in all objects.
 */
export function valueAt(record: Metadata, path: string): unknown {
  if (Object.hasOwn(record, path)) return record[path];
  const [first, ...rest] = path.split('.');
  if (rest.length === 0 || !Object.hasOwn(record, first)) return undefined;
  return into(record[first], rest.join('.'));
}

function into(value: unknown, path: string): unknown {
  if (isObject(value)) return valueAt(value, path);
  if (!Array.isArray(value)) return undefined;
  const [place, ...rest] = path.split('.');
  if (/^\d{1,9}$/u.test(place)) {
    const element: unknown = value[Number(place)];
    return rest.length === 0 ? element : into(element, rest.join('.'));
  }
  const found = value.map((element) => into(element, path)).filter((each) => each !== undefined);
  return found.length === 0 ? undefined : found;
}

/** The record without what stands at the paths. */
export function without(record: Metadata, paths: readonly (string | undefined)[]): Metadata {
  const deep = paths.filter((path) => path !== undefined && !Object.hasOwn(record, path));
  const left: Metadata = Object.fromEntries(
    Object.entries(record).filter(([name]) => !paths.includes(name)),
  );
  return deep.reduce<Metadata>((rest, path) => withoutDeep(rest, path!), left);
}

function withoutDeep(record: Metadata, path: string): Metadata {
  const [first, ...rest] = path.split('.');
  const inner = Object.hasOwn(record, first) ? record[first] : undefined;
  if (rest.length === 0 || !isObject(inner)) return record;
  const below = rest.join('.');
  const left = Object.hasOwn(inner, below) ? without(inner, [below]) : withoutDeep(inner, below);
  if (left === inner) return record;
  const isEmpty = Object.keys(left).length === 0;
  return Object.fromEntries(
    Object.entries(record).flatMap(([name, value]): [string, unknown][] =>
      name !== first ? [[name, value]] : isEmpty ? [] : [[name, left]],
    ),
  );
}

const mostPaths = 40;
const deepest = 4;

/** The paths of all values, for those who must name one. */
export function pathsOf(record: Metadata, above = '', depth = 1): string[] {
  const paths: string[] = [];
  for (const [name, value] of Object.entries(record)) {
    const inner = Array.isArray(value) ? (value as unknown[]).find(isObject) : value;
    if (isObject(inner) && depth < deepest) {
      paths.push(...pathsOf(inner, `${above}${name}.`, depth + 1));
    } else paths.push(above + name);
    if (paths.length >= mostPaths) break;
  }
  return paths.slice(0, mostPaths);
}
