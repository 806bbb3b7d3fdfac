/** Whether a share of documents that is held out leaves something on both sides. */
import { UserError } from '../../core/errors.ts';
import { count } from '../../core/numbers.ts';
import type { Stores } from './stores.ts';

/**
 * @returns how many documents are held out.
 * @throws {UserError} when nothing is left to train on, or nothing is held out although it was asked for.
 */
export function checkHoldOut(
  { file, corpus }: Pick<Stores, 'file' | 'corpus'>,
  { holdOut }: { readonly holdOut?: number | undefined },
): number {
  if (holdOut === undefined) return 0;
  const numHeldOut = corpus.heldOutDocuments({ holdOut }).length;
  const { numTokens } = corpus.trainingTokens({ holdOut });
  if (numHeldOut > 0 && numTokens > 0) return numHeldOut;
  const { numDocuments } = corpus.summary();
  const found =
    numTokens === 0
      ? `all of its ${count(numDocuments, 'document')} would be held out, and nothing is left to train on`
      : `none of its ${count(numDocuments, 'document')} would be held out`;
  throw new UserError(
    'hold-out-unsuitable',
    `Cannot hold out ${Number((100 * holdOut).toPrecision(6))}% of the documents (${file.path}): ${found}; ` +
      'some of both were expected',
    {
      hint: `Hold out a ${numTokens === 0 ? 'smaller' : 'larger'} share, or nothing.`,
      details: { holdOut, numDocuments, less: numTokens === 0 ? 1 : 0 },
    },
  );
}
