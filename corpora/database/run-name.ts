/** What a run may be called. */
import { UsageError } from '../../core/errors.ts';

const mostCharacters = 200;

/** Whatever a program hands over is looked at. */
export function isRunName(name: unknown): boolean {
  if (typeof name !== 'string' || name.trim() === '') return false;
  return name.length <= mostCharacters && !name.includes('\n');
}

/** @throws {UsageError} when nothing, or too much, is given as the name of a run. */
export function checkRunName(name: unknown): void {
  if (isRunName(name)) return;
  throw new UsageError(
    'run-name-invalid',
    `Cannot use this name for a run: 1 to ${mostCharacters} characters on one line were expected`,
  );
}
