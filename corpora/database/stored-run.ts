/** A run as it is read from its row: every number is looked at, as the row may come from anywhere. */
import { type SeedWord, checkSeedWords } from '../../core/priors/seed-words.ts';
import type { RunState } from '../../core/training/session/run-keeper.ts';
import {
  type RunSettings,
  type SettingName,
  isAllowed,
  settingRanges,
} from '../../core/training/settings.ts';
import type { AutoSweeps } from '../../core/training/auto-sweeps.ts';
import type { Value } from './checksum.ts';

export interface StoredRun {
  readonly id: number;
  readonly name: string;
  readonly fingerprint: string;
  readonly settings: RunSettings;
  readonly state: RunState;
  /** The total that was asked for. */
  readonly numSweeps: number;
  /** The gibbon that trained it last; absent in runs of gibbon 0.1. */
  readonly version: string | undefined;
  /** What was changed on the way, in that order. */
  readonly changes: readonly RunChange[];
  /** ISO 8601. */
  readonly created: string;
}

/** Whether it is to end by itself, and has not yet: then `numSweeps` is only the most that it may have. */
export function isOpenEnded({
  state,
  settings,
  numSweeps,
}: Pick<StoredRun, 'state' | 'settings' | 'numSweeps'>): boolean {
  return state !== 'done' && settings.autoSweeps?.most === numSweeps;
}

/** Where a run went on in another way than before. */
export interface RunChange {
  readonly setting: 'staleness' | 'sampler' | 'version' | 'sweeps';
  readonly from: string;
  readonly to: string;
  /** Complete sweeps, and complete steps of the next one. */
  readonly sweep: number;
  readonly step: number;
}

/** @returns the run, or what is wrong with its row. */
export function readRun(row: readonly Value[]): StoredRun | string {
  const [id, name, fingerprint, json, state, numSweeps, created] = row;
  const stored = parse(json);
  const settings = stored && settingsOf(stored);
  const isRun =
    Number.isSafeInteger(id) &&
    [name, fingerprint, created].every((text) => typeof text === 'string') &&
    ['running', 'stopped', 'done'].includes(String(state)) &&
    isSetting('numSweeps', numSweeps);
  if (!isRun || settings === undefined) {
    return `the name, the settings or the state of the run "${String(name)}" cannot be read`;
  }
  return {
    id: Number(id),
    name: String(name),
    fingerprint: String(fingerprint),
    settings,
    state: state as RunState,
    numSweeps: Number(numSweeps),
    version: typeof stored?.['version'] === 'string' ? stored['version'] : undefined,
    changes: Array.isArray(stored?.['changes']) ? (stored['changes'] as RunChange[]) : [],
    created: String(created),
  };
}

function parse(json: unknown): Record<string, unknown> | undefined {
  try {
    const stored = JSON.parse(String(json)) as unknown;
    return typeof stored === 'object' && stored !== null
      ? (stored as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined when one of them is not what a run may have. */
function settingsOf(stored: Record<string, unknown>): RunSettings | undefined {
  const { changes: _, version: __, staleness, sampler, ...numbers } = stored;
  const known = { ...numbers, staleness: staleness === 'inf' ? Infinity : staleness };
  const isGood = Object.entries(known).every(([name, value]) => isSetting(name, value));
  const isComplete = needed.every((name) => name in known);
  const areSeeds = isSeedWords(stored['seedWords'] ?? [], Number(stored['numTopics']));
  const isAuto = isAutoSweeps(stored['autoSweeps'] ?? { most: 1, after: 0 });
  if (!isGood || !isComplete || !areSeeds || !isAuto || typeof sampler !== 'string')
    return undefined;
  return { ...(known as unknown as Omit<RunSettings, 'sampler'>), sampler };
}

const needed = ['numTopics', 'alpha', 'beta', 'seed', 'numBlocks', 'measureEvery', 'staleness'];

function isAutoSweeps(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { most, after } = value as Partial<AutoSweeps>;
  return isSetting('mostSweeps', most) && Number.isSafeInteger(after);
}

/** Whether they are what a run may have; the vocabulary is not known here. */
function isSeedWords(value: unknown, numTopics: number): boolean {
  if (!Array.isArray(value)) return false;
  if (!value.every((one) => typeof one === 'object' && one !== null)) return false;
  try {
    checkSeedWords(value as SeedWord[], { numTopics, numWords: 2 ** 32 });
    return true;
  } catch {
    return false;
  }
}

function isSetting(name: string, value: unknown): boolean {
  if (!Object.hasOwn(settingRanges, name)) return true; // of a version that knows more
  return typeof value === 'number' && isAllowed(name as SettingName, value);
}
