/** The metadata of the documents, one after the other. */
import type { ProjectFile } from './project-file.ts';

/** Of those that have some, in the order of the documents. Nothing may be written meanwhile. */
export function* storedMetadata(file: ProjectFile): Generator<Readonly<Record<string, unknown>>> {
  const rows = file.database
    .prepare<[], string>('SELECT metadata FROM documents WHERE metadata IS NOT NULL ORDER BY id')
    .pluck();
  for (const json of rows.iterate()) yield JSON.parse(json) as Record<string, unknown>;
}
