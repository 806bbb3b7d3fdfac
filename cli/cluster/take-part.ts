/** A machine's part in a run that another one leads: signs of life, and work by plan after plan. */
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../core/errors.ts';
import { followPlans } from '../../core/cluster/follow-plans.ts';
import { Host } from '../../core/cluster/host.ts';
import type { Order } from '../../core/cluster/orders.ts';
import { type Plan, planKey } from '../../core/cluster/plan.ts';
import type { HostNotice } from '../../core/cluster/roster.ts';
import { Superseded } from '../../core/parameter-server/bridge/arrivals.ts';
import { WorkerError } from '../../core/training/worker-pool.ts';
import { startTrainingThread } from '../../corpora/threads/training-threads.ts';
import { printMessage } from '../speaking/messages.ts';
import { count } from '../components/numbers.ts';
import { rest } from './leader.ts';
import type { RedisExchange } from './redis-exchange.ts';
import { type RedisRoster, type RunNotice, millisecondsBetweenSigns } from './redis-roster.ts';

/** Hosts wait this long for a coordinator that was lost. */
const secondsWithoutLeader = 600;
/** A server that came back empty knows of the run again after the coordinator's next sign of life. */
const secondsUnlisted = 12;

interface Part {
  readonly run: RunNotice;
  readonly self: HostNotice;
  readonly exchange: RedisExchange;
  /** Aborted when somebody asks it to leave. */
  readonly leaving: AbortSignal;
}

/**
 * Gives signs of life, and follows plan after plan until the run ends.
 *
 * @throws the reason of `leaving` when it has left: at once while it has no blocks, else when the others have them.
 */
export async function takePart(roster: RedisRoster, part: Part): Promise<void> {
  const { run, self, exchange, leaving } = part;
  const since = (await exchange.last(planKey(run.id))) ?? 0;
  await roster.announce(self);
  printMessage(`Working for "${run.name}" as ${self.id}, with ${count(self.workers, 'worker')}.`);
  const ending = new AbortController();
  const sign = () => {
    const notice = leaving.aborted ? { ...self, isLeaving: true } : self;
    roster.announce(notice).catch(() => undefined); // the next one may get through
  };
  const signs = setInterval(sign, millisecondsBetweenSigns);
  leaving.addEventListener('abort', sign, { once: true });
  const ended = whenItHasEnded(roster, ending.signal);
  const place = { run: run.id, id: self.id, exchange, signal: ending.signal, leaving };
  try {
    const followed = followPlans(place, since, (plan) => followPlan(plan, part, ending.signal));
    await Promise.race([followed, ended]);
    printMessage('The run has ended.');
  } finally {
    ending.abort();
    clearInterval(signs);
    leaving.removeEventListener('abort', sign);
    // Where the server is out of reach, the last sign of life expires by itself.
    await Promise.race([roster.leave(self.id).catch(() => undefined), sleep(3000)]);
  }
}

/** @returns whether the run is over; else there is a newer plan. */
async function followPlan(plan: Plan, part: Part, signal: AbortSignal): Promise<boolean> {
  const { run, self, exchange, leaving } = part;
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
  const sayLeaving = () => {
    printMessage(
      'Leaving at the next checkpoint, when the others have its blocks. Ctrl-C once more leaves at once.',
    );
  };
  if (leaving.aborted) sayLeaving();
  else leaving.addEventListener('abort', sayLeaving, { once: true });
  try {
    await host.serve();
    return true;
  } catch (error) {
    if (!(error instanceof Superseded)) throw failed(error, run);
    printMessage('The blocks are dealt again.');
    return false;
  } finally {
    leaving.removeEventListener('abort', sayLeaving);
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
