/** Names that several documents share. */
import type { ProjectFile } from './project-file.ts';

export function namesOfDocuments(file: ProjectFile, ids: readonly number[]): string[] {
  const find = file.database.prepare<[number], string>('SELECT name FROM documents WHERE id = ?');
  return ids.map((id) => find.pluck().get(id) ?? '');
}

/** Names that more than one document has; SQLite sorts on disk, so memory does not matter. */
export function repeatedNames(file: ProjectFile): { count: number; names: string[] } {
  const repeated = file.database
    .prepare<[], string>(
      'SELECT name FROM documents GROUP BY name HAVING count(*) > 1 ORDER BY name',
    )
    .pluck();
  const found = { count: 0, names: [] as string[] };
  for (const name of repeated.iterate()) if (found.count++ < 20) found.names.push(name);
  return found;
}
