/** Opens the training screen. React and Ink are loaded only here. */
import { showFullScreen } from '../../components/full-screen.ts';
import type { Stdio } from '../../components/terminal.ts';
import type { TrainingFeed } from '../../../core/training/session/feed.ts';
import type { TrainingSnapshot } from '../../../core/training/session/progress.ts';

/**
 * Watches a run on the full screen until it has ended, and returns its last snapshot. The terminal
 * is restored before the promise settles; it is rejected when the screen itself breaks.
 */
export async function openTrainingScreen(
  feed: TrainingFeed,
  stdio: Stdio,
): Promise<TrainingSnapshot> {
  return showFullScreen(stdio, async () => {
    const { trainingScreen } = await import('./screen.tsx');
    return trainingScreen(feed);
  });
}
