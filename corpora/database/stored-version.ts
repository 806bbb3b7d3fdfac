/** The version of a project file and its generation, as its database has them. */
import type Sqlite from 'better-sqlite3';
import { fromUserVersion } from './file-header.ts';

export function readUserVersion(database: Sqlite.Database): {
  version: number;
  generation: number;
} {
  return fromUserVersion(Number(database.pragma('user_version', { simple: true })));
}
