/** What to say where a run does not get the fast sampler. */
import { whyNotKernel } from '../../core/sampler/open.ts';

/** Undefined where there is nothing to say. */
export function describeSampler(documentLengths: Uint32Array): string | undefined {
  const reason = whyNotKernel(documentLengths);
  if (reason === undefined) return undefined;
  return (
    `Note: ${reason}; so the plain TypeScript sampler runs. Its topics are as good, but it is ` +
    'several times slower.'
  );
}
