/** The options that all commands share which look at a trained run. */
import type { Command } from 'commander';
import type { ExplorerSource } from '../../core/inspection/source.ts';
import { openExplorerSource } from './open.ts';

export interface LookOptions {
  readonly run?: string;
  readonly json?: boolean;
}

export function addLookOptions(command: Command): Command {
  return command
    .option('--run <name>', 'which run (default: the newest)')
    .option('--json', 'machine-readable output on stdout');
}

/** Opens the newest checkpoint of a run for reading, and closes it whatever happens. */
export async function withExplorerSource<Result>(
  path: string,
  options: LookOptions,
  work: (source: ExplorerSource) => Promise<Result> | Result,
): Promise<Result> {
  const source = openExplorerSource(path, options.run);
  try {
    return await work(source);
  } finally {
    source.close();
  }
}
