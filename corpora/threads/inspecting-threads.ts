/** Stores the tables of an inspection in a thread of its own. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export interface InspectedRun {
  readonly file: string;
  readonly run: string;
}

/**
 * @param how.say receives what the inspection says.
 * @param how.signal ends the thread early, which is no failure.
 */
export async function storeTablesInThread(
  run: InspectedRun,
  { say, signal }: { readonly say: (message: string) => void; readonly signal: AbortSignal },
): Promise<void> {
  const thread = new Worker(new URL('./inspecting-thread.js', import.meta.url), {
    workerData: run,
    name: 'gibbon inspecting',
  });
  thread.on('message', say);
  const end = (): void => void thread.terminate();
  signal.addEventListener('abort', end);
  try {
    await once(thread, 'exit');
  } finally {
    signal.removeEventListener('abort', end);
  }
}
