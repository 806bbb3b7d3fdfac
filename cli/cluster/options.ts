/** The options that say where hosts meet. */
import type { Command } from 'commander';
import { defaultSettings, settingRanges } from '../../core/training/settings.ts';
import { wholeNumber } from '../options/numbers.ts';
import { seconds } from '../options/times.ts';

export interface ServerOptions {
  /** Where hosts meet, when the run is trained on several. */
  readonly server?: string;
  /** How many hosts to wait for, this one included. */
  readonly hosts?: number;
  /** How long to wait for them, in seconds. */
  readonly wait?: number;
}

/** Machines are started one after the other, and a cluster's queue takes its time. */
export const defaultSecondsOfWait = 600;

export function addServerOptions(command: Command): Command {
  return command
    .option(
      '--server <address>',
      'train on several machines, which meet at a Valkey or Redis server, such as ' +
        'redis://host:6379 (docs/cluster.md)',
    )
    .option(
      '--hosts <number>',
      `with --server: machines to wait for, this one included (default: ${defaultSettings.numHosts})`,
      wholeNumber(settingRanges.numHosts),
    )
    .option(
      '--wait <time>',
      `with --server: how long to wait for them (default: ${defaultSecondsOfWait / 60}m)`,
      seconds,
    );
}
