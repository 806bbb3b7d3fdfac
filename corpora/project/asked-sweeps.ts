/** How many sweeps a new run is to have. */
import { type RunSettings, checkSetting, defaultSettings } from '../../core/training/settings.ts';

/**
 * @param asked `auto`: the run ends by itself.
 * @throws {UsageError} when it is anything else than a number in its range.
 */
export function askedSweeps(
  asked: number | 'auto' = defaultSettings.numSweeps,
): Pick<RunSettings, 'autoSweeps'> & { readonly numSweeps: number } {
  if (asked !== 'auto') {
    checkSetting('numSweeps', asked);
    return { numSweeps: asked };
  }
  const { mostSweeps: most } = defaultSettings;
  return { numSweeps: most, autoSweeps: { most, after: 0 } };
}
