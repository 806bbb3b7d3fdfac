/** What a growing run is trained on now, in words. */
import type { Growth } from '../../../core/training/session/progress.ts';

/** "1/16 of the documents". */
export function shareOfDocuments({ share }: Growth): string {
  return `1/${Math.round(1 / share)} of the documents`;
}
