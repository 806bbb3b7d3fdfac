/** Whether a share of documents that is held out leaves something on both sides. */
import { UserError } from '../../core/errors.ts';
import { count } from '../../core/numbers.ts';
import type { Stores } from './stores.ts';

/** Shares to propose instead of one that does not suit, in percent. */
const proposals = [1, 2, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90];

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
  const percent = nearestSuitable(corpus, holdOut);
  throw new UserError(
    'hold-out-unsuitable',
    `Cannot hold out ${Number((100 * holdOut).toPrecision(6))}% of the documents (${file.path}): ${found}; ` +
      'some of both were expected',
    {
      hint: `Hold out a ${numTokens === 0 ? 'smaller' : 'larger'} share, or nothing.`,
      details: { holdOut, numDocuments, ...(percent !== undefined && { percent }) },
    },
  );
}

/** The proposal nearest to a share of those that leave some on both sides; undefined where none does. */
function nearestSuitable(corpus: Stores['corpus'], holdOut: number): number | undefined {
  const numAll = corpus.tokenSource().documentLengths.reduce((sum, n) => sum + (n > 0 ? 1 : 0), 0);
  return proposals
    .toSorted((a, b) => Math.abs(a - 100 * holdOut) - Math.abs(b - 100 * holdOut))
    .find((percent) => {
      const { length } = corpus.heldOutDocuments({ holdOut: percent / 100 });
      return length > 0 && length < numAll;
    });
}
