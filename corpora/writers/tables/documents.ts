/** The table of documents. */
import { type InPieces, withBreaks } from '../../breaks.ts';
import type { ExportOptions, ExportSource } from '../writer.ts';
import {
  type Cell,
  type Column,
  fieldColumnNames,
  type Table,
  type TableKind,
  text,
  whole,
} from './table.ts';

/** The documents with their labels and metadata, a column for each field. */
export const documents: TableKind = { name: 'documents', needs: 'corpus', table };

const own: readonly Column[] = [whole('document'), text('name'), text('label'), whole('tokens')];

async function table(source: ExportSource, { signal }: ExportOptions): Promise<Table> {
  const fields = await withBreaks(fieldsOf(source), signal);
  const columns = [...own, ...fields.map(({ column }) => column)];
  return { columns, rows: rows(source, fields) };
}

function* rows(source: ExportSource, fields: readonly Field[]): Generator<Cell[]> {
  for (const { id, name, label, numTokens, metadata } of source.documents()) {
    yield [id, name, label, numTokens, ...fields.map((field) => cellOf(metadata, field))];
  }
}

interface Field {
  readonly name: string;
  readonly column: Column;
}

/** All fields that some document has, in the order in which they come up. */
function* fieldsOf(source: ExportSource): InPieces<Field[]> {
  const types = new Map<string, Column['type']>();
  for (const { metadata = {} } of source.documents()) {
    for (const [name, value] of Object.entries(metadata)) {
      const type = typeof value === 'number' ? 'number' : 'text';
      const before = types.get(name);
      if (value === null) continue;
      types.set(name, before === undefined || before === type ? type : 'text');
    }
    yield;
  }
  const names = fieldColumnNames(
    [...types.keys()],
    own.map(({ name }) => name),
  );
  return [...types].map(([name, type], at) => ({ name, column: { name: names[at], type } }));
}

function cellOf(metadata: Readonly<Record<string, unknown>> = {}, field: Field): Cell {
  // Another document may have a field "constructor", which every object has somewhere.
  const value = Object.hasOwn(metadata, field.name) ? metadata[field.name] : undefined;
  if (value === undefined || value === null) return undefined;
  if (field.column.type === 'number') return value as number;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
