/** What an import can hold. */
import { UserError } from '../../core/errors.ts';

/**
 * A million empty documents, and a hundred for each that has words: no real collection is like
 * that.
 */
const mostEmpty = 1_000_000;
const mostEmptyPerDocument = 100;

/** @throws {UserError} when a source is nearly nothing but empty documents, without end perhaps. */
export function checkProportions(numEmpty: number, numWithWords: number): void {
  if (numEmpty <= mostEmpty + mostEmptyPerDocument * numWithWords) return;
  throw new UserError(
    'nearly-all-empty',
    `Cannot import this: of ${numEmpty + numWithWords} documents, only ${numWithWords} contain any words`,
    { hint: 'Is it read in the right format, and is the file whole?', details: { numWithWords } },
  );
}

/** Counts of a topic are 32-bit integers. */
const mostTokens = 2 ** 31 - 1;

/** @throws {UserError} when there are more tokens than can be counted. */
export function checkNumTokens(numTokens: number): void {
  if (numTokens <= mostTokens) return;
  throw new UserError(
    'too-many-tokens',
    `Cannot import this: it has more than ${mostTokens} tokens, more than can be trained on`,
    { hint: 'Import a part of the documents, or fewer of their words.' },
  );
}
