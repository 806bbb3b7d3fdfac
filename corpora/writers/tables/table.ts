/** What a table is before it is written in some format. */
import type { ExportOptions, ExportSource } from '../writer.ts';

export type Cell = string | number | boolean | undefined;

export interface Column {
  readonly name: string;
  /** `whole` numbers are below 2^53. */
  readonly type: 'text' | 'whole' | 'number' | 'truth';
}

/** A table as it is written: its columns, and its rows one after the other. */
export interface Table {
  readonly columns: readonly Column[];
  readonly rows: Iterable<readonly Cell[]>;
}

/** One of the tables that a project file can be written as, whatever the file's format. */
export interface TableKind {
  /** The name of the file without its ending. */
  readonly name: string;
  readonly needs: 'corpus' | 'run';
  readonly onlyWhenAsked?: boolean;
  readonly table: (source: ExportSource, options: ExportOptions) => Table | Promise<Table>;
}

export const text = (name: string): Column => ({ name, type: 'text' });
export const whole = (name: string): Column => ({ name, type: 'whole' });
export const number = (name: string): Column => ({ name, type: 'number' });

/**
 * The columns of fields of the metadata, beside others: each has the field's name, after "metadata_" as often as
 * it takes to be no other column's.
 */
export function fieldColumnNames(
  fields: readonly string[],
  others: readonly string[],
): readonly string[] {
  const taken = new Set([...others, ...fields]);
  return fields.map((field) => {
    if (!others.includes(field)) return field;
    let name = field;
    while (taken.has(name)) name = `metadata_${name}`;
    taken.add(name);
    return name;
  });
}
