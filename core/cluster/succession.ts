/**
 * What follows a plan: the plan of the next generation, or a farewell. A coordinator that ends, whatever
 * the reason, says so; hosts that hear nothing take it for lost, and wait for it.
 */
import { UserError } from '../errors.ts';
import type { Rest } from '../parameter-server/bridge/outbox.ts';
import type { Exchange } from '../parameter-server/exchange.ts';
import { fromBytes, toBytes } from './orders.ts';
import { type Plan, planKey } from './plan.ts';
import type { Roster } from './roster.ts';

/** Plain JSON, in the place of a plan: there will be no other. */
export interface Farewell {
  readonly generation: number;
  readonly isOver: true;
  /** Why the coordinator could not go on; absent when nothing is wrong. */
  readonly cause?: string | undefined;
}

interface Place {
  readonly exchange: Exchange;
  readonly run: string;
}

/** The newest plan of the run that is still in the exchange, or its farewell. */
export async function newestPlan({ exchange, run }: Place): Promise<Plan | Farewell | undefined> {
  const last = await exchange.last(planKey(run));
  if (last === undefined) return undefined;
  const { bytes } = await exchange.get(planKey(run), last, AbortSignal.timeout(10_000));
  return fromBytes(bytes) as Plan | Farewell;
}

/**
 * Generations are numbered by the clock, in seconds: a server that came back empty knows no others, and
 * hosts never follow an older one.
 */
export function numberAfter(newest: { readonly generation: number } | undefined): number {
  return Math.max((newest?.generation ?? 0) + 1, Math.floor(Date.now() / 1000));
}

/**
 * Waits for what follows a generation.
 *
 * @returns the next plan; undefined when the run is over.
 * @throws {UserError} when the coordinator could not go on.
 */
export async function nextPlan(
  { exchange, run }: Place,
  generation: number,
  signal: AbortSignal,
): Promise<Plan | undefined> {
  const { bytes } = await exchange.get(planKey(run), generation + 1, signal);
  const found = fromBytes(bytes) as Plan | Farewell;
  if (!('isOver' in found)) return found;
  if (found.cause === undefined) return undefined;
  throw new UserError(
    'run-given-up',
    `Cannot go on working: the coordinator has ended the run (${found.cause}); it was expected to go on`,
  );
}

const millisecondsBetweenLooks = 300;
/** Longer than a sign of life lasts: who is still present then is gone. */
const mostLooks = 40;

/**
 * Tells all hosts that there will be no other plan, and waits until they have left.
 *
 * @param self the coordinator's own id.
 */
export async function bidFarewell(
  { exchange, run, roster, rest }: Place & { readonly roster: Roster; readonly rest: Rest },
  self: string,
  cause?: string,
): Promise<void> {
  const newest = await newestPlan({ exchange, run }).catch(() => undefined); // out of reach
  const generation = numberAfter(newest);
  const bytes = toBytes({ generation, isOver: true, cause } satisfies Farewell);
  const { signal } = new AbortController();
  for (let look = 0; look < mostLooks; look++) {
    await exchange.put(planKey(run), generation, bytes).catch(() => undefined); // put again, soon
    const present = await roster.present().catch(() => undefined);
    if (present?.every(({ id }) => id === self)) return;
    await rest(millisecondsBetweenLooks, signal);
  }
}
