/** What keys lead to. */
import type { InspectionAction } from './reducer.ts';
import type { InspectionView } from './views/context.ts';

/** What a key leads to: a change of the state, or something done to the source or the screen. */
export type InspectionCommand =
  | InspectionAction
  | { readonly type: 'leave' }
  | { readonly type: 'save-picture' }
  | { readonly type: 'open-run'; readonly name: string }
  | { readonly type: 'save-label'; readonly topic: number; readonly label: string | undefined }
  | { readonly type: 'save-group'; readonly topic: number; readonly name: string | undefined }
  | { readonly type: 'set-hidden'; readonly topic: number; readonly hidden: boolean };

/** What Enter does. */
export function openTarget({ target }: InspectionView): InspectionCommand | undefined {
  if (target === undefined) return undefined;
  if (target.kind === 'run') return { type: 'open-run', name: target.name };
  return { type: 'open', target };
}
