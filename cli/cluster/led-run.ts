/** A run as it is known on a server. */
import { createHash } from 'node:crypto';
import { UserError } from '../../core/errors.ts';
import type { StoredRun } from '../../corpora/database/runs.ts';

export function anotherLeader(run: StoredRun): UserError {
  return new UserError(
    'run-has-coordinator',
    `Cannot train "${run.name}" on several hosts: another process leads this run on the same server; ` +
      'one coordinator was expected',
    { hint: 'If that process was killed a moment ago, wait 10 seconds.' },
  );
}

/** The same for the same run, in copies of its file too. */
export function idOf({ name, fingerprint, created, settings: { seed } }: StoredRun): string {
  const text = JSON.stringify([fingerprint, name, created, seed]);
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
