/** Opens the inspection on the full screen. React and Ink are loaded only here. */
import type { Inspection } from '../../../core/inspection/inspection.ts';
import { showFullScreen } from '../../components/full-screen.ts';
import type { Stdio } from '../../components/terminal.ts';

/**
 * Opens the inspection on the full screen until the person leaves it. The terminal is restored
 * before the promise settles; the source stays open.
 *
 * @returns the signal that ended it, if it was one.
 */
export async function openInspectionScreen(
  source: Inspection,
  stdio: Stdio,
): Promise<NodeJS.Signals | undefined> {
  return showFullScreen<NodeJS.Signals | undefined>(
    stdio,
    async () => {
      const { inspectionScreen } = await import('./screen.tsx');
      return inspectionScreen(source);
    },
    { onSignal: (signal) => signal },
  );
}
