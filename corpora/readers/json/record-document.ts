/** Makes documents of JSON objects. */
import { UserError } from '../../../core/errors.ts';
import { chooseColumns, type Columns, readColumns } from '../columns.ts';
import { describePlace, type Metadata, type Place, type TextDocument } from '../document.ts';
import { isMissing } from '../missing-values.ts';
import type { ReadContext } from '../reader.ts';
import type { ReadColumns } from '../reading-notes.ts';
import { pathsOf, valueAt, without } from './field-path.ts';
import { describeJson, isObject } from './parse-json.ts';

/** Makes documents of JSON objects, by the fields of the first. */
export class RecordDocuments {
  readonly #context: ReadContext;
  #columns: Columns | undefined;

  constructor(context: ReadContext) {
    this.#context = context;
  }

  /**
   * The document that a value is, which may be no more than a text.
   *
   * @throws {UserError} when it is none.
   */
  of(value: unknown, { name, place }: Pick<TextDocument, 'name' | 'place'>): TextDocument {
    if (typeof value === 'string') return { name, text: value, place };
    return this.documentOf(objectOf(value, place), { name, place });
  }

  /**
   * @param name for a document without one of its own.
   * @throws {UserError} when a field is missing, or holds something else than it must.
   */
  documentOf(
    record: Metadata,
    { name, place }: Pick<TextDocument, 'name' | 'place'>,
  ): TextDocument {
    const columns = (this.#columns ??= fieldsOf(record, this.#context, place));
    const read = (path: string): unknown => this.#known(valueAt(record, path));
    const texts = columns.text.map((path) => textOf(record, read(path), { path, place }));
    const { id, label } = columns;
    const left = without(record, [...columns.text, id, label]);
    return {
      name: (id === undefined ? undefined : scalarOf(read(id), id, place)) ?? name,
      label: label === undefined ? undefined : labelOf(read(label), label, place),
      metadata: Object.keys(left).length === 0 ? undefined : left,
      text: texts.filter((text) => text !== '').join('\n\n'),
      place,
    };
  }

  /** For the report; undefined before the first document. */
  read(record: Metadata): ReadColumns | undefined {
    if (this.#columns === undefined) return undefined;
    return readColumns(Object.keys(record), this.#columns, (name) => record[name]);
  }

  /** A text that says that there is none is null. */
  #known(value: unknown): unknown {
    const { options, notes } = this.#context;
    if (typeof value !== 'string' || options.table?.keepMissing === true || !isMissing(value)) {
      return value;
    }
    notes.missingValues++;
    return null;
  }
}

/** @throws {UserError} when it is none. */
export function objectOf(value: unknown, place: Place): Metadata {
  if (isObject(value)) return value;
  throw new UserError(
    'json-invalid',
    `Cannot read ${describePlace(place)}: ${describeJson(value)} was found; an object was expected`,
    { hint: 'Each document must be an object, such as {"text": "..."}.' },
  );
}

function fieldsOf(record: Metadata, { options }: ReadContext, place: Place): Columns {
  const hasObjects = Object.values(record).some((value) => isObject(value));
  return chooseColumns(hasObjects ? pathsOf(record) : Object.keys(record), options, {
    kind: 'field',
    place,
    reaches: (path) => valueAt(record, path) !== undefined,
  });
}

/** Whether a text can be had from it: a string, or an array of them. */
export function isTextual(value: unknown): boolean {
  return typeof value === 'string' || (Array.isArray(value) && value.every(isTextual));
}

/**
 * Null is an empty text, as databases write it. The texts of an array stand one below the other.
 */
function textOf(
  record: Metadata,
  value: unknown,
  { path, place }: { path: string; place: Place },
): string {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  if (Array.isArray(value)) {
    const parts = value.map((part) => textOf(record, part, { path, place }));
    return parts.filter((part) => part !== '').join('\n');
  }
  throw new UserError(
    'field-invalid',
    `Cannot read ${describePlace(place)}: the field "${path}" ` +
      (value === undefined ? 'is missing' : `is ${describeJson(value)}; a text was expected`),
    {
      hint:
        value === undefined
          ? `The fields here are: ${pathsOf(record).join(', ')}.`
          : 'Name the field of the text.',
      details: { field: path, found: value === undefined ? 'nothing' : describeJson(value) },
    },
  );
}

/** Several labels become one, with commas between. */
function labelOf(value: unknown, field: string, place: Place): string | undefined {
  if (!Array.isArray(value)) return scalarOf(value, field, place);
  const labels = value.map((each: unknown) => scalarOf(each, field, place));
  const given = labels.filter((label) => label !== undefined);
  return given.length === 0 ? undefined : given.join(', ');
}

function scalarOf(value: unknown, field: string, place: Place): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return String(value);
  }
  throw new UserError(
    'field-invalid',
    `Cannot read ${describePlace(place)}: the field "${field}" is ${describeJson(value)}; ` +
      'a text or a number was expected',
  );
}
