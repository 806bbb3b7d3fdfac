/** Looks for a run that wants hosts, and waits for one. */
import { UserError } from '../../core/errors.ts';
import type { HostNotice } from '../../core/cluster/roster.ts';
import { inWords } from '../options/times.ts';
import { printMessage } from '../speaking/messages.ts';
import { tryServer } from './check-server.ts';
import type { Client } from './connection.ts';
import { whyUnfit } from './fitness.ts';
import { rest } from './leader.ts';
import { type RunNotice, runsOn } from './redis-roster.ts';
import type { ServerTroubles } from './server-troubles.ts';

const millisecondsBetweenLooks = 1000;

interface Search {
  readonly client: Client;
  readonly troubles: ServerTroubles;
  readonly self: HostNotice;
  /** Of the run; any, if undefined. */
  readonly name: string | undefined;
}

/** Waits until there is a run to work for. */
export async function findRun(
  { client, troubles, self, name }: Search,
  signal: AbortSignal,
): Promise<RunNotice> {
  await troubles.outlast(() => tryServer(client), signal);
  for (let tries = 0; ; tries++) {
    const all = await troubles.outlast(() => runsOn(client), signal);
    const runs = all.filter((run) => name === undefined || run.name === name);
    if (runs.length > 1) throw ambiguous(runs, name);
    if (runs.length === 1) {
      const trouble = whyUnfit(self, { ...runs[0], id: runs[0].leader });
      if (trouble === undefined) return runs[0];
      throw new UserError(
        'host-unsuitable',
        `Cannot work for "${runs[0].name}" on this machine: ${trouble}`,
        { details: { choose: 'version' } },
      );
    }
    if (tries === 0) printMessage(`Waiting for ${describeWanted(name)}.${describeLed(all)}`);
    await rest(millisecondsBetweenLooks, signal);
  }
}

/** @param name that was asked for, which is then the name of all of them. */
function ambiguous(runs: readonly RunNotice[], name: string | undefined): UserError {
  const areAlike = new Set(runs.map((run) => run.name)).size === 1;
  const expected = name === undefined ? 'the name of one' : 'one of that name';
  return new UserError(
    'host-unsuitable',
    `Cannot choose a run: ${namesOf(runs)} are led on this server; ${expected} was expected`,
    { details: { choose: areAlike ? 'other-name' : 'run' } },
  );
}

function describeWanted(name: string | undefined): string {
  return name === undefined ? 'a run' : `the run "${name}"`;
}

function describeLed(runs: readonly RunNotice[]): string {
  return runs.length === 0 ? '' : ` Led on this server: ${namesOf(runs)}.`;
}

function namesOf(runs: readonly RunNotice[]): string {
  return runs.map((run) => `"${run.name}"`).join(', ');
}

export function noRun(
  { run, wait }: { readonly run?: string; readonly wait: number },
  { where, troubles }: { where: string; troubles: ServerTroubles },
): UserError {
  const found =
    troubles.current === undefined
      ? 'nobody has led one there'
      : `the server is of no use: ${troubles.current}`;
  return new UserError(
    'host-lost',
    `Cannot work for ${describeWanted(run)} (${where}): for ${inWords(wait)}, ${found}; ` +
      'a coordinator was expected',
    { details: { coordinator: 'missing' } },
  );
}
