import type { ExplorerSource } from '../../../core/inspection/source.ts';
import { showFullScreen } from '../../components/full-screen.ts';
import type { Stdio } from '../../components/terminal.ts';

/**
 * Opens the explorer on the full screen until the person leaves it. The terminal is restored
 * before the promise settles; the source stays open.
 *
 * @returns the signal that ended it, if it was one.
 */
export async function openExplorer(
  source: ExplorerSource,
  stdio: Stdio,
): Promise<NodeJS.Signals | undefined> {
  return showFullScreen<NodeJS.Signals | undefined>(
    stdio,
    async () => {
      const { explorerScreen } = await import('./screen.tsx');
      return explorerScreen(source);
    },
    { onSignal: (signal) => signal },
  );
}
