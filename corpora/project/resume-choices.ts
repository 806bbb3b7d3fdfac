/** What a caller may choose when a run is continued. */
import type { AskedSettings } from '../../core/training/settings.ts';
import type { FixedSetting } from '../../core/training/unchanged-settings.ts';

/** How a run is resumed. */
export interface ResumeChoices {
  /** Name of the run; the newest. */
  readonly run?: string | undefined;
  /**
   * Sweeps in all; as many as were asked for before. `auto`: until the likelihood no longer rises.
   */
  readonly numSweeps?: number | 'auto' | undefined;
  /** As the run was trained before. */
  readonly staleness?: number | undefined;
  /** Settings that cannot change, said again: they must be what the run was begun with. */
  readonly fixed?: Pick<AskedSettings, FixedSetting> | undefined;
  /** Continue with this gibbon's sampler, even if it is another: not the same bytes. */
  readonly otherSampler?: boolean | undefined;
}
