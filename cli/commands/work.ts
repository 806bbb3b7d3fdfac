/** `gibbon work`: lends this machine's cores to a run that another machine leads. */
import { setMaxListeners } from 'node:events';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Command, Option } from 'commander';
import { UserError } from '../../core/errors.ts';
import { Host } from '../../core/cluster/host.ts';
import type { Order } from '../../core/cluster/orders.ts';
import { type Plan, planKey } from '../../core/cluster/plan.ts';
import type { HostNotice } from '../../core/cluster/roster.ts';
import { nextPlan } from '../../core/cluster/succession.ts';
import { Superseded } from '../../core/parameter-server/bridge/arrivals.ts';
import { WorkerError } from '../../core/training/worker-pool.ts';
import { startTrainingThread } from '../../corpora/threads/training-threads.ts';
import { describeAddress, readAddress } from '../cluster/address.ts';
import { checkServer } from '../cluster/check-server.ts';
import { connect, endClient } from '../cluster/connection.ts';
import { withDeadline } from '../cluster/deadline.ts';
import { explainServer } from '../cluster/explain-server.ts';
import { findRun, noRun } from '../cluster/find-run.ts';
import { noticeOfThisHost } from '../cluster/fitness.ts';
import { rest } from '../cluster/leader.ts';
import { defaultSecondsOfWait } from '../cluster/options.ts';
import { RedisExchange } from '../cluster/redis-exchange.ts';
import { RedisRoster, type RunNotice, millisecondsBetweenSigns } from '../cluster/redis-roster.ts';
import { ServerTroubles } from '../cluster/server-troubles.ts';
import { seconds } from '../options/times.ts';
import { printMessage } from '../speaking/messages.ts';
import { settingParser } from '../training/options.ts';
import { StopSignals } from '../training/stop-signals.ts';

const examples = `
Examples:
  gibbon work redis://10.0.0.5:6379                    help whatever run is led there
  gibbon work redis://10.0.0.5:6379 --run topics-1000 --wait 8h
  GIBBON_SERVER_PASSWORD_FILE=secret gibbon work rediss://me@valkey.example.org`;

/** Hosts wait this long for a coordinator that was lost. */
const secondsWithoutLeader = 600;
/** A server that came back empty knows of the run again after the coordinator's next sign of life. */
const secondsUnlisted = 12;

interface WorkOptions {
  readonly workers: number;
  readonly run?: string;
  readonly wait: number;
}

export function defineCommand(command: Command): void {
  command
    .arguments('<server>')
    .description(
      'Takes part in a run that "gibbon train --server" leads on another machine: it samples a share ' +
        'of the documents. No file is needed. It ends when the run does.',
    )
    .addOption(
      new Option('-w, --workers <number>', 'worker threads')
        .argParser(settingParser('numWorkers'))
        .default(availableParallelism(), `${availableParallelism()}, one per core`),
    )
    .option('--run <name>', 'name of the run, where several are led on one server')
    .addOption(
      new Option('--wait <time>', 'how long to wait for a run')
        .argParser(seconds)
        .default(defaultSecondsOfWait, `${defaultSecondsOfWait / 60}m`),
    )
    .addHelpText('after', examples)
    .action(work);
}

async function work(server: string, options: WorkOptions): Promise<void> {
  const connection = await connect(readAddress(server, process.env));
  const client = connection.open();
  const leaving = new AbortController();
  const signals = new StopSignals(() => {
    leaving.abort(new Error('asked to leave'));
  });
  const troubles = new ServerTroubles(connection.address, printMessage);
  const exchange = new RedisExchange(connection, troubles);
  setMaxListeners(0, leaving.signal);
  try {
    for (const note of await checkServer(connection, client)) printMessage(note);
    const self = await noticeOfThisHost(options.workers);
    const search = { client, troubles, self, name: options.run };
    const run = await withDeadline(
      { seconds: options.wait, signal: leaving.signal },
      {
        wait: (signal) => findRun(search, signal),
        explain: () => noRun(options, { where: describeAddress(connection.address), troubles }),
      },
    );
    await takePart(new RedisRoster(client, run.id, troubles), {
      run,
      self,
      exchange,
      signal: leaving.signal,
    });
  } catch (error) {
    if (!leaving.signal.aborted) throw explainServer(error, connection.address);
    printMessage('Left. The others go on from their last checkpoint.');
    process.exitCode = signals.exitStatus;
  } finally {
    signals.release();
    exchange.close();
    endClient(client);
  }
}

interface Part {
  readonly run: RunNotice;
  readonly self: HostNotice;
  readonly exchange: RedisExchange;
  readonly signal: AbortSignal;
}

/** Gives signs of life, and follows plan after plan until the run ends. */
async function takePart(roster: RedisRoster, part: Part): Promise<void> {
  const { run, self, exchange } = part;
  const since = (await exchange.last(planKey(run.id))) ?? 0;
  await roster.announce(self);
  printMessage(`Working for "${run.name}" as ${self.id}, with ${self.workers} workers.`);
  const ending = new AbortController();
  const signs = setInterval(() => {
    roster.announce(self).catch(() => undefined); // the next one may get through
  }, millisecondsBetweenSigns);
  const signal = AbortSignal.any([part.signal, ending.signal]);
  const ended = whenItHasEnded(roster, ending.signal);
  try {
    await Promise.race([followPlans({ ...part, signal }, since), ended]);
    printMessage('The run has ended.');
  } finally {
    ending.abort();
    clearInterval(signs);
    // Where the server is out of reach, the last sign of life expires by itself.
    await Promise.race([roster.leave(self.id).catch(() => undefined), sleep(3000)]);
  }
}

/** @param since generation that was there before this host: it has no part in it. */
async function followPlans({ run, self, exchange, signal }: Part, since: number): Promise<void> {
  let generation = since;
  for (;;) {
    const plan = await nextPlan({ exchange, run: run.id }, generation, signal);
    if (plan === undefined) break;
    generation = plan.generation;
    if (!plan.hosts.includes(self.id)) continue;
    if (await followPlan(plan, { run, self, exchange, signal })) break;
  }
}

/** @returns whether the run is over; else there is a newer plan. */
async function followPlan(plan: Plan, { run, self, exchange, signal }: Part): Promise<boolean> {
  const index = plan.hosts.indexOf(self.id);
  const numBlocks = plan.starts[index + 1] - plan.starts[index];
  printMessage(`Got ${numBlocks} of ${plan.settings.numBlocks} blocks.`);
  const host = new Host({
    run: run.id,
    id: self.id,
    plan,
    exchange,
    numWorkers: self.workers,
    startWorker: startTrainingThread,
    rest,
    signal,
    onOrder: sayProgress(plan),
  });
  try {
    await host.serve();
    return true;
  } catch (error) {
    if (!(error instanceof Superseded)) throw failed(error, run);
    printMessage('The blocks are dealt again.');
    return false;
  }
}

/** A worker that failed, as an error of the world around: the coordinator has been told. */
function failed(error: unknown, { name }: RunNotice): unknown {
  if (!(error instanceof WorkerError)) return error;
  return new UserError(
    'worker-failed',
    `Cannot go on working for "${name}" on this machine: ${error.message}`,
    { cause: error },
  );
}

const secondsBetweenLines = 10;

function sayProgress({ settings: { numBlocks } }: Plan): (order: Order) => void {
  let saidAt = performance.now();
  return (order) => {
    if (order.type !== 'sample' || performance.now() - saidAt < 1000 * secondsBetweenLines) return;
    saidAt = performance.now();
    printMessage(`Sweep ${Math.floor(order.clock / numBlocks)}.`);
  };
}

/**
 * Whoever comes as a run ends may not be told, but sees that it is no longer listed.
 *
 * @throws {UserError} when it is, and nobody has led it for ten minutes.
 */
async function whenItHasEnded(roster: RedisRoster, signal: AbortSignal): Promise<void> {
  let [ledAt, listedAt] = [performance.now(), performance.now()];
  while (performance.now() - listedAt < 1000 * secondsUnlisted) {
    await sleep(millisecondsBetweenSigns, undefined, { signal });
    const state = await roster.state().catch(() => 'unknown');
    if (state === 'led') ledAt = performance.now();
    if (state !== 'ended') listedAt = performance.now();
    if (performance.now() - ledAt < 1000 * secondsWithoutLeader) continue;
    throw new UserError(
      'host-lost',
      'Cannot go on working: nobody has led the run for ten minutes; ' +
        'a coordinator was expected to come back',
    );
  }
}
