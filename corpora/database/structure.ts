/**
 * Whether the tables of a project file are those that gibbon makes, and fit together.
 *
 * The tables are compared before anything is read: in a file that was made to deceive, a view, a
 * trigger or a column that is computed could stand in their place.
 */
import type Sqlite from 'better-sqlite3';
import { migrations } from './schema.ts';
import { Database } from './sqlite.ts';

interface SchemaObject {
  readonly type: string;
  readonly name: string;
  readonly table: string;
  readonly sql: string | null;
}

/** @returns what differs from the tables of that version; undefined when nothing does. */
export function schemaDifference(database: Sqlite.Database, version: number): string | undefined {
  const expected = expectedSchema(version);
  const found = new Map(readSchema(database).map((object) => [object.name, object]));
  for (const object of expected) {
    const { type, name } = object;
    const there = found.get(name);
    found.delete(name);
    if (there === undefined) return `the ${type} "${name}" is missing`;
    if (there.type !== type) return `"${name}" is a ${there.type}; a ${type} was expected`;
    if (there.sql !== object.sql || there.table !== object.table) {
      return `the ${type} "${name}" is not as gibbon makes it`;
    }
  }
  const [extra] = found.values();
  if (extra === undefined) return undefined;
  return `there is a ${extra.type} "${extra.name}" that gibbon did not make`;
}

/** The tables of a version, from the statements that make them. */
function expectedSchema(version: number): SchemaObject[] {
  const database = new Database(':memory:');
  try {
    for (const migration of migrations.slice(0, version)) database.exec(migration);
    return readSchema(database);
  } finally {
    database.close();
  }
}

function readSchema(database: Sqlite.Database): SchemaObject[] {
  return database
    .prepare<[], SchemaObject>('SELECT type, name, tbl_name AS "table", sql FROM sqlite_schema')
    .all()
    .map((object) => ({
      ...object,
      sql: object.sql === null ? null : withoutComments(object.sql),
    }));
}

/** Comments may be worded in another way from one gibbon to the next. */
function withoutComments(sql: string): string {
  return String(sql).replace(/--.*$/gm, '').replace(/\s+/g, ' ');
}

/**
 * What does not fit together in a file whose tables are ours: its pages, and its rows that refer to
 * each other. It reads the whole file once.
 */
export function* structuralProblems(
  database: Sqlite.Database,
  most: number,
): Generator<string, void> {
  const found = database.pragma(`integrity_check(${most})`) as { integrity_check: string }[];
  for (const { integrity_check: what } of found) if (what !== 'ok') yield what;
  const dangling = database.pragma('foreign_key_check') as { table: string }[];
  for (const { table } of dangling) yield `a row of ${table} belongs to nothing`;
}
