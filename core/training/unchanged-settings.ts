/** What stays as it is when a run is resumed. */
import { UsageError } from '../errors.ts';
import type { AskedSettings, RunSettings, SettingName } from './settings.ts';

/** What cannot change once a run has begun. */
export const fixedSettings = [
  'numTopics',
  'alpha',
  'alphaSum',
  'beta',
  'seed',
  'numBlocks',
  'measureEvery',
  'holdOut',
  'optimizeEvery',
  'optimize',
  'numSamples',
  'sampleEvery',
  'seedStrength',
] as const satisfies readonly (SettingName | 'optimize')[];

/** One of them. */
export type FixedSetting = (typeof fixedSettings)[number];

/**
 * Settings that decide the model may be repeated on resume, but not changed.
 *
 * @param begun.nameOf what the caller calls a setting, for the message.
 * @throws {UsageError} when something else is asked for than the run was begun with.
 */
export function checkUnchanged(
  asked: Pick<AskedSettings, FixedSetting>,
  settings: RunSettings,
  begun: { runName: string; nameOf?: (setting: FixedSetting) => string },
): void {
  const { runName, nameOf = (setting) => setting } = begun;
  const changed = changedSetting(asked, settings);
  if (changed === undefined) return;
  const { setting, value, stored } = changed;
  throw new UsageError(
    'setting-is-fixed',
    `Cannot resume "${runName}" with ${nameOf(setting)} ${value}: it was begun with ${stored}, ` +
      'and that cannot change',
    {
      hint: 'Leave it out, or train a new run.',
      details: { setting, name: nameOf(setting), asked: value, stored },
    },
  );
}

/** The first setting that is asked for otherwise than a run was begun with. */
export function changedSetting(
  asked: Pick<AskedSettings, FixedSetting>,
  settings: RunSettings,
): { setting: FixedSetting; value: number | string; stored: number | string } | undefined {
  for (const setting of fixedSettings) {
    const value = asked[setting];
    if (value === undefined || isAsBegun(setting, value, settings)) continue;
    return { setting, value, stored: storedOf(setting, settings) };
  }
  return undefined;
}

/** Compared as it was typed, or as it follows from that: 5 is the sum of 77 times 5 / 77. */
function isAsBegun(setting: FixedSetting, value: number | string, settings: RunSettings): boolean {
  const { numTopics, alpha, alphaSum } = settings;
  switch (setting) {
    case 'alphaSum':
      return value === alphaSumOf(settings) || Number(value) / numTopics === alpha;
    case 'alpha':
      return value === alpha || Number(value) * numTopics === alphaSum;
    default:
      return value === storedOf(setting, settings);
  }
}

function storedOf(setting: FixedSetting, settings: RunSettings): number | string {
  if (setting === 'alphaSum') return alphaSumOf(settings);
  return settings[setting] ?? 'none'; // or nothing is held out; older runs learn nothing
}

function alphaSumOf({ alpha, alphaSum, numTopics }: RunSettings): number {
  return alphaSum ?? alpha * numTopics;
}
