/** Whether an import may write over what is there. */
import fs from 'node:fs';
import { UserError } from '../../core/errors.ts';
import { count } from '../../core/numbers.ts';
import { identityOf } from '../database/file-bytes.ts';
import { countRuns } from '../database/run-count.ts';
import { isProjectFile } from '../database/opening-checks.ts';
import { ProjectFile } from '../database/project-file.ts';
import { checkTarget } from '../database/staged-file.ts';
import { checkNobodyTrains } from '../database/training-lock.ts';
import type { ImportOptions } from './options.ts';

/** Refuses, before anything is read, to write over what must not be lost. */
export function checkReplacing(
  into: string,
  sources: readonly string[],
  { replace = false, deleteRuns = false }: ImportOptions,
): void {
  checkTarget(into, replace);
  if (!fs.existsSync(into)) return;
  if (!isProjectFile(into)) {
    throw new UserError(
      'target-invalid',
      `Cannot replace ${into}: it is not a project file, and only these are replaced`,
      { hint: 'Give another name.', details: { target: into, kind: 'project' } },
    );
  }
  if (sources.some((source) => identityOf(source) === identityOf(into))) {
    throw new UserError(
      'target-is-source',
      `Cannot replace ${into} with itself: it is a project file; its texts were expected`,
      { hint: 'To choose other words from its texts, prepare it again.', details: { file: into } },
    );
  }
  const numRuns = countRuns(into);
  if (numRuns === 0) return;
  if (deleteRuns) {
    checkIdle(into);
    return;
  }
  throw runsWouldBeLost(into, numRuns);
}

/** The error for replacing a file that has runs. */
export function runsWouldBeLost(into: string, numRuns: number): UserError {
  return new UserError(
    'runs-would-be-lost',
    `Cannot replace ${into}: it has ${count(numRuns, 'run')} that would be lost`,
    {
      hint: 'Give another name, or allow the runs to be deleted.',
      details: { file: into, runs: numRuns },
    },
  );
}

/** A training would continue in a file that no longer has a name. */
function checkIdle(into: string): void {
  const project = ProjectFile.open(into, { readOnly: true });
  try {
    checkNobodyTrains(project, { what: 'replace' });
  } finally {
    project.close();
  }
}
