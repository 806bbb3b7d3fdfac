/** What is said where standard output takes nothing, as on a full disk. */
import { UserError } from '../../core/errors.ts';
import { whyUnwritable } from '../../corpora/unwritable.ts';

export function unwritableOutput(error: NodeJS.ErrnoException): UserError {
  const { found } = whyUnwritable(error.code ?? '', error.message);
  return new UserError('target-unwritable', `Cannot write standard output: ${found}`, {
    hint: 'Send it to where there is room. What gibbon writes into files is not affected.',
    details: { target: 'standard output', kind: 'output', found: error.code ?? '' },
    cause: error,
  });
}
