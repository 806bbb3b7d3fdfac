/** What is done for whoever looks at a run next, when it has ended. */
import { storeTablesInThread } from '../threads/inspecting-threads.ts';
import { storeTables } from './open-inspection.ts';
import type { Say } from './say.ts';
import type { Stores } from './stores.ts';

/** What is smaller than this takes less time than a thread that starts. */
const leastTokens = 500_000;
const leastDocuments = 20_000;

/**
 * Stores the tables that an inspection needs: in a thread of its own where that takes long, so that
 * signals and screens are answered meanwhile.
 *
 * @param how.signal ends it early.
 */
export async function prepareInspection(
  { file, corpus }: Pick<Stores, 'file' | 'corpus'>,
  run: string,
  how: { readonly say: Say; readonly signal: AbortSignal },
): Promise<void> {
  if (how.signal.aborted) return;
  const { numDocuments, numTokens } = corpus.summary();
  if (numTokens < leastTokens && numDocuments < leastDocuments) {
    storeTables(file.path, run, how.say);
  } else {
    await storeTablesInThread({ file: file.path, run }, how);
  }
}
