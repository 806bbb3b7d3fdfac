/** Whether runs and what belongs to them are all there. */
import type Database from 'better-sqlite3';

const tablesOfRuns = ['measurements', 'checkpoints', 'topic_notes'] as const;

/**
 * A run becomes "stopped" or "done" together with a checkpoint, and is measured at its last sweep.
 *
 * @returns what is gone, in words.
 */
export function runGaps(database: Database.Database): string[] {
  const ofNone = tablesOfRuns.flatMap((table) => {
    const dangling = database.pragma(`foreign_key_check(${table})`) as unknown[];
    return dangling.length === 0 ? [] : [`the run is gone to which rows of ${table} belong`];
  });
  return [
    ...ofNone,
    ...runsWithout(database, 'checkpoints', ['stopped', 'done']),
    ...runsWithout(database, 'measurements', ['done']),
  ];
}

function runsWithout(
  database: Database.Database,
  table: 'checkpoints' | 'measurements',
  states: readonly string[],
): string[] {
  return database
    .prepare<[string], string>(
      `SELECT name FROM runs WHERE state IN (SELECT value FROM json_each(?))
       AND NOT EXISTS (SELECT 1 FROM ${table} WHERE run = runs.id)`,
    )
    .pluck()
    .all(JSON.stringify(states))
    .map((name) => `the ${table} of the run "${name}" are gone`);
}
