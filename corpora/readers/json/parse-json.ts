/** Parses JSON without losing digits. */
import { UserError } from '../../../core/errors.ts';
import { describePlace, type Place } from '../document.ts';

/**
 * @returns the value. Integers that a JavaScript number cannot hold become texts of their digits:
 *   names of documents are often such (1234567890123456789 and its neighbour would be the same).
 *   `NaN` and `Infinity`, which Python writes, become null, and NULs in texts become blanks.
 * @throws {UserError} when it is not JSON, or nested too deep for all that is done with it.
 */
export function parseJson(json: string, place: Place): unknown {
  const value = parse(json, place);
  checkDepth(value, place);
  return value;
}

function parse(json: string, place: Place): unknown {
  const source = quoteLongIntegers(withoutNuls(json));
  try {
    return JSON.parse(source);
  } catch (error) {
    const mended = withoutNaN(source);
    if (mended !== source) return parse(mended, place);
    throw new UserError(
      'json-invalid',
      `Cannot read ${describePlace(place)}: it is not JSON (${(error as Error).message})`,
      {
        hint: 'A value there must be an object of its own, such as {"text": "..."}.',
        cause: error,
      },
    );
  }
}

/** Deeper than anybody nests on purpose, and not too deep for JSON.stringify. */
const mostNested = 1000;

function checkDepth(value: unknown, place: Place): void {
  let level = [value].flatMap(valuesIn);
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > mostNested) {
      throw new UserError(
        'json-invalid',
        `Cannot read ${describePlace(place)}: its fields are nested more than ${mostNested} deep`,
        { hint: 'Leave such fields out of the file.' },
      );
    }
    level = level.flatMap(valuesIn);
  }
}

function valuesIn(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}

function quoteLongIntegers(json: string): string {
  if (!/\d{16}/u.test(json)) return json;
  return replaceOutsideStrings(json, /-?\d[\d.eE+-]*/gu, (token) =>
    /^-?\d{16,}$/u.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
  );
}

/** A NUL ends a text for some programs, so it must not get into the project file. */
function withoutNuls(json: string): string {
  if (!json.includes('\\u0000')) return json;
  return json.replace(/\\(?:u0000|.)/gsu, (escape) => (escape === '\\u0000' ? ' ' : escape));
}

function withoutNaN(json: string): string {
  if (!/NaN|Infinity/u.test(json)) return json;
  return replaceOutsideStrings(json, /-?(?:NaN|Infinity)/gu, () => 'null');
}

/** @param tokens a global expression that no quote begins. */
function replaceOutsideStrings(
  json: string,
  tokens: RegExp,
  replace: (token: string) => string,
): string {
  let replaced = '';
  let copied = 0;
  const next = new RegExp(`"|${tokens.source}`, 'gu');
  for (let found = next.exec(json); found !== null; found = next.exec(json)) {
    const [token] = found;
    if (token === '"') {
      next.lastIndex = endOfString(json, found.index);
      continue;
    }
    replaced += json.slice(copied, found.index) + replace(token);
    copied = next.lastIndex;
  }
  return replaced + json.slice(copied);
}

/** Behind the quote that ends the string which begins at `start`. */
function endOfString(json: string, start: number): number {
  let end = json.indexOf('"', start + 1);
  while (end > 0 && numBackslashesBefore(json, end) % 2 === 1) end = json.indexOf('"', end + 1);
  return end < 0 ? json.length : end + 1;
}

function numBackslashesBefore(json: string, end: number): number {
  let start = end;
  while (json[start - 1] === '\\') start--;
  return end - start;
}

export function describeJson(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  if (value === null) return 'null';
  if (typeof value === 'object') return 'an object';
  return `a ${typeof value}`;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
