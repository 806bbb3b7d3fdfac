/** Throws away what was worked out for inspections, where what it was made of has changed. */
import type { ProjectFile } from '../project-file.ts';

/** All derived tables of all checkpoints; an inspection makes them again where they are missing. */
export function forgetDerived(file: ProjectFile): void {
  file.write(() => {
    file.database.exec('DELETE FROM derived');
  });
}
