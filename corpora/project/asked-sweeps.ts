/** How many sweeps a new run is to have. */
import { type RunSettings, defaultSettings } from '../../core/training/settings.ts';

/** @param asked `auto`: the run ends by itself. */
export function askedSweeps(
  asked: number | 'auto' = defaultSettings.numSweeps,
): Pick<RunSettings, 'autoSweeps'> & { readonly numSweeps: number } {
  if (typeof asked === 'number') return { numSweeps: asked };
  const { mostSweeps: most } = defaultSettings;
  return { numSweeps: most, autoSweeps: { most, after: 0 } };
}
