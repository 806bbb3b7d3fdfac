/** What to type where the trouble is the place of an output (see hints.ts). */
import type { ErrorCode } from '../../core/error-codes.ts';
import type { UserError } from '../../core/errors.ts';
import { shellPath } from './type-again.ts';

type Hint = (details: UserError['details']) => string | undefined;

interface PlaceHints {
  readonly name?: string;
  readonly another?: string;
}

/** How the place of an output is given, by what is written there. */
const places: Readonly<Record<string, PlaceHints>> = {
  export: { name: 'Name a file with --to FILE.', another: 'Give another place with --to.' },
  report: {
    name: 'Name the report with --into FILE.html.',
    another: 'Give another place with --into FILE.html.',
  },
  project: {
    name: 'Name the project file with --into FILE.gibbon.',
    another: 'Give another name with --into FILE.',
  },
};

export const ofTargets: Readonly<Partial<Record<ErrorCode, Hint>>> = {
  'target-invalid': ({ kind, found }) => {
    if (found === 'no folder' && kind === 'export') {
      return 'Name a folder, new or not: --to FOLDER/';
    }
    const { name, another } = placeOf(kind);
    return found === 'no name' ? name : another;
  },
  'target-exists': ({ kind, found = 'file' }) => {
    const { another } = placeOf(kind);
    return found === 'file'
      ? another?.replace(/\.$/, ', or overwrite it with --replace.')
      : another;
  },
  'target-unwritable': ({ kind, found }) => {
    if (kind !== 'project') return undefined;
    if (found === 'disk full')
      return 'Make room, or give a place on another disk with --into FILE.';
    if (found === 'not allowed') return 'Give a place where you may write with --into FILE.';
    return 'Give another name or place with --into FILE.';
  },
  'report-too-large': ({ size }) =>
    `Allow a larger one: --max-size ${String(size).replace(' ', '')}, or more for documents and texts in it.`,
  'target-is-source': ({ file, kind }) =>
    file === undefined
      ? placeOf(kind).another
      : `To choose other words: gibbon prepare ${shellPath(String(file))}`,
  'runs-would-be-lost': ({ runs }) =>
    `Give another name with --into FILE, or delete ${runs === 1 ? 'it' : 'them'} with --delete-runs.`,
};

function placeOf(kind: string | number | undefined): PlaceHints {
  return places[String(kind)] ?? {};
}
