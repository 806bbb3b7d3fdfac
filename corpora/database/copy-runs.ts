/** Takes the runs of one project file over into another that holds the same tokens. */
import type { Value } from './checksum.ts';
import type { ProjectFile } from './project-file.ts';
import { hasTable, rowChecksum } from './row-checksums.ts';

/** What belongs to runs, but for what can be worked out again; in the order of their references. */
const tables = [
  'runs',
  'measurements',
  'topic_notes',
  'topic_groups',
  'carried_notes',
  'checkpoints',
  'assignment_chunks',
] as const;

/** Whether assignments of the one are assignments of the other: the same tokens, cut alike. */
export function hasSameTokens(a: ProjectFile, b: ProjectFile): boolean {
  return outlineOf(a) === outlineOf(b);
}

function outlineOf({ database }: ProjectFile): string {
  const corpus = database.prepare('SELECT fingerprint FROM corpus').raw().all();
  const chunks = database
    .prepare('SELECT chunk, first_document, num_documents, num_tokens FROM token_chunks')
    .raw()
    .all();
  return JSON.stringify([corpus, chunks]);
}

/**
 * Copies all runs with their checkpoints, measurements and labels, row by row with their checksums,
 * so that damage stays detectable.
 *
 * In pieces, with a break after any row.
 *
 * @param to a file in the making, without runs. @returns how many runs there are.
 */
export function* copyRuns(
  from: ProjectFile,
  to: ProjectFile,
): Generator<undefined, number, undefined> {
  to.database.exec('BEGIN');
  // One moment of the file: a training may delete a checkpoint between two tables.
  from.database.exec('BEGIN');
  try {
    for (const table of tables) {
      if (hasTable(from.database, table)) yield* copyTable(from, to, table);
    }
  } finally {
    from.database.exec('COMMIT');
  }
  to.database.exec('COMMIT');
  return to.database.prepare<[], number>('SELECT count(*) FROM runs').pluck().get() ?? 0;
}

/**
 * Columns were only ever added behind the others: a file of an older version has fewer. A row that has
 * no checksum there gets one here.
 */
function* copyTable(
  from: ProjectFile,
  to: ProjectFile,
  table: string,
): Generator<undefined, void, undefined> {
  const rows = from.database.prepare<[], Value[]>(`SELECT * FROM ${table}`).raw();
  const columns = to.database.prepare(`SELECT * FROM ${table}`).columns();
  const hasChecksum = table !== 'assignment_chunks'; // of the row, in the last column
  const numValues = columns.length - (hasChecksum ? 1 : 0);
  const insert = to.database.prepare(
    `INSERT INTO ${table} VALUES (${columns.map(() => '?').join(', ')})`,
  );
  for (const row of rows.iterate()) {
    const values = row.slice(0, numValues);
    insert.run(hasChecksum ? [...values, row[numValues] ?? rowChecksum(values)] : values);
    yield;
  }
}
