/** The options shared by the commands that inspect a trained run. */
import type { Command } from 'commander';
import type { Inspection } from '../../core/inspection/inspection.ts';
import { openInspection } from './open.ts';

export interface InspectionOptions {
  readonly run?: string;
  readonly json?: boolean;
}

export function addInspectionOptions(command: Command): Command {
  return command
    .option('--run <name>', 'name of the run (default: the newest)')
    .option('--json', 'print JSON on stdout');
}

/** Opens the newest checkpoint of a run for reading, and closes it whatever happens. */
export async function withInspection<Result>(
  path: string,
  options: InspectionOptions,
  work: (source: Inspection) => Promise<Result> | Result,
): Promise<Result> {
  const source = openInspection(path, options.run);
  try {
    return await work(source);
  } finally {
    source.close();
  }
}
