/** Names that several documents share. */
import type { ProjectFile } from './project-file.ts';

export function namesOfDocuments(file: ProjectFile, ids: readonly number[]): string[] {
  const find = file.database.prepare<[number], string>('SELECT name FROM documents WHERE id = ?');
  return ids.map((id) => find.pluck().get(id) ?? '');
}

/** Names that more than one document has; SQLite sorts on disk, so memory does not matter. */
export function repeatedNames(file: ProjectFile): { count: number; names: string[] } {
  const repeated = 'SELECT name FROM documents GROUP BY name HAVING count(*) > 1';
  const count = file.database
    .prepare<[], number>(`SELECT count(*) FROM (${repeated})`)
    .pluck()
    .get();
  const names = file.database
    .prepare<[], string>(`${repeated} ORDER BY name LIMIT 20`)
    .pluck()
    .all();
  return { count: count ?? 0, names };
}
