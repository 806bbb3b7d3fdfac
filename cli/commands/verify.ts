/** `gibbon verify`: looks for damage in a project file. */
import type { Command } from 'commander';
import { UserError } from '../../core/errors.ts';
import { type Verification, verifyProject } from '../../corpora/database/verify.ts';
import { count, grouped } from '../components/numbers.ts';
import { printJson, printResult } from '../speaking/messages.ts';
import { shellPath } from '../speaking/type-again.ts';
import { tellStages } from '../speaking/progress-line.ts';
import { openProjectFile } from '../project.ts';

const examples = `
Examples:
  gibbon verify speeches.gibbon
  gibbon verify speeches.gibbon --json`;

export function defineCommand(command: Command): void {
  command
    .arguments('<file>')
    .description(
      'Looks for damage in a project file: its structure, the corpus against its fingerprint, ' +
        'texts, names, labels and metadata against their checksums, and every checkpoint against ' +
        'its checksums and the corpus. Changes nothing.',
    )
    .option('--json', 'print JSON on stdout')
    .addHelpText('after', examples)
    .action(verify);
}

function verify(path: string, options: { json?: boolean }): void {
  const file = openProjectFile(path, 'read-only');
  let found: Verification;
  try {
    found = verifyProject(file, tellStages('verify'));
  } finally {
    file.close();
  }
  const isWhole = found.problems.length === 0;
  if (options.json) printJson({ file: path, isWhole, ...found });
  else if (isWhole) printResult(wholeness(path, found));
  else printResult([summary(path, found), ...listed(found)].join('\n'));
  if (!isWhole) throw damaged(path, found);
}

/** How many problems there are, and where, before they are listed. */
function summary(path: string, { problems, numProblems }: Verification): string {
  const places = new Map<string, number>();
  for (const { where } of problems) places.set(where, (places.get(where) ?? 0) + 1);
  const found = `${path} is damaged: ${count(numProblems, 'problem')} found`;
  if (numProblems > problems.length) return `${found}; the first ${problems.length}:`;
  const byPlace = [...places].map(([where, number]) => `${grouped(number)} in ${where}`);
  return `${found} (${byPlace.join(', ')}):`;
}

function listed({ problems }: Verification): string[] {
  return problems.map(({ where, what }) => `  ${where}: ${what}`);
}

function wholeness(path: string, found: Verification): string {
  const isWhole = `${path} is whole: ${describe(found)}.`;
  if (found.hasChecksums) return isWhole;
  return (
    `${isWhole}\nTexts, names, labels and metadata were not checked: the file was made by an older ` +
    'gibbon, which gave them no checksums.'
  );
}

function describe({ numDocuments, numTokens, numRuns, numCheckpoints }: Verification): string {
  return [
    count(numDocuments, 'document'),
    count(numTokens, 'token'),
    count(numRuns, 'run'),
    count(numCheckpoints, 'checkpoint'),
  ].join(', ');
}

function damaged(path: string, { problems, numProblems }: Verification): UserError {
  const isOfFile = problems.some(({ where }) => where === 'file' || where === 'corpus');
  return new UserError(
    'file-damaged',
    `Cannot rely on ${path}: ${count(numProblems, 'problem')} found`,
    {
      hint: isOfFile
        ? 'Restore the file from a copy, or import the texts again.'
        : `The corpus is whole. A damaged run can be deleted: gibbon runs ${shellPath(path)} --delete RUN`,
    },
  );
}
