/** Whether a file may be written at a place: not over what would be lost without anybody wanting that. */
import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '../../core/errors.ts';
import { identityOf } from '../database/file-bytes.ts';
import { isProjectFile } from '../database/opening-checks.ts';
import { kindOf } from '../file-kind.ts';
import { standardInput, statsIfThere } from '../readers/source.ts';

export interface PlaceRules {
  /** Whether a file that is there already may be replaced. */
  readonly replace: boolean;
  /** Files and folders that are read meanwhile, and `-`; none of them is written over. */
  readonly inputs?: readonly string[] | undefined;
  /** What is written; an export unless said otherwise. */
  readonly kind?: 'export' | 'report' | undefined;
}

/**
 * Whatever may be replaced, a project file is not, nor what is read, nor a folder or a device.
 *
 * @throws {UserError} when it does not name a file, or something is there that may not be replaced.
 */
export function checkPlace(place: string, rules: PlaceRules): void {
  const { replace, inputs = [], kind = 'export' } = rules;
  if (place === '' || /[/\\]$/u.test(place)) throw notAName(place, kind);
  checkNotKept(place, kind);
  const stats = statsIfThere(place);
  if (stats === undefined) return;
  const found = kindOf(stats);
  if (found !== 'file') {
    throw exists(place, kind, { found, message: `there is a ${found} of this name` });
  }
  for (const input of inputs) checkIsNotRead(place, input, kind);
  if (replace) return;
  const suffix = kind === 'report' ? ', which is not a report' : ' already';
  throw exists(place, kind, { found, message: `there is a file of this name${suffix}` });
}

type Kind = NonNullable<PlaceRules['kind']>;

const elsewhere = 'Give another place.';

/** @throws {UserError} when a project file is there, or the name is one that belongs to it. */
function checkNotKept(place: string, kind: Kind): void {
  if (isProjectFile(place)) {
    const message =
      'it is a project file (or another SQLite database), which only a project file may replace';
    throw exists(place, kind, { found: 'project file', message });
  }
  const [, owner] = /^(.+)-(?:wal|shm|journal)$/u.exec(place) ?? [];
  if (owner === undefined || !isProjectFile(owner)) return;
  const message = `the name belongs to the project file ${owner}, for what is not in it yet`;
  throw exists(place, kind, { found: 'project file', message });
}

/** @throws {UserError} when both are one file, whatever it is called, or the input is a folder around it. */
function checkIsNotRead(place: string, input: string, kind: Kind): void {
  const source = input === standardInput ? '/dev/stdin' : input;
  const isSame = identityOf(source) === identityOf(place);
  if (!isSame && !isBelow(place, source)) return;
  const said = input === standardInput ? 'standard input' : input;
  throw new UserError(
    'target-is-source',
    `Cannot write ${place}: ${isSame ? 'it is what is read' : 'it is in the folder that is read'} (${said}); another file was expected`,
    { hint: elsewhere, details: { target: place, source: said, kind } },
  );
}

function isBelow(place: string, folder: string): boolean {
  if (statsIfThere(folder)?.isDirectory() !== true) return false;
  const [inner, outer] = [place, folder].map((one) => fs.realpathSync(one));
  return inner.startsWith(outer.endsWith(path.sep) ? outer : outer + path.sep);
}

/** @param about.found decides whether the hint offers to replace it. */
function exists(
  place: string,
  kind: Kind,
  { found, message }: { readonly found: string; readonly message: string },
): UserError {
  return new UserError('target-exists', `Cannot write ${place}: ${message}`, {
    hint: found === 'file' ? 'Give another place, or allow it to be replaced.' : elsewhere,
    details: { target: place, kind, found },
  });
}

function notAName(place: string, kind: Kind): UserError {
  return new UserError('target-invalid', `Cannot write "${place}": it is not the name of a file`, {
    hint: 'Name a file.',
    details: { target: place, kind, found: 'no name' },
  });
}
