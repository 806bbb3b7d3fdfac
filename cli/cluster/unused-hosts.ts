/** What to say where more machines, or more of their workers, are wanted than have a block of documents. */
import { count } from '../components/numbers.ts';

export function describeUnusedHosts(
  numBlocks: number,
  { numHosts, numWorkers }: { readonly numHosts: number; readonly numWorkers: number },
): string | undefined {
  const isOfHosts = numHosts > numBlocks;
  if (!isOfHosts && numWorkers <= numBlocks) return undefined;
  const all = isOfHosts ? count(numHosts, 'machine') : count(numWorkers, 'worker');
  return (
    `Note: only ${numBlocks} of ${all} can work: each needs a block of documents, and the run has ` +
    `${numBlocks}. A new run may have more (--blocks; gibbon plan says what they cost).`
  );
}
