/** A host's way through a run: from plan to plan, until the run is over or it has left. */
import type { Exchange } from '../parameter-server/exchange.ts';
import type { Plan } from './plan.ts';
import { nextPlan } from './succession.ts';

export interface Follower {
  readonly run: string;
  /** Of the host. */
  readonly id: string;
  readonly exchange: Exchange;
  /** Aborted to leave at once, with whatever blocks it has. */
  readonly signal: AbortSignal;
  /** Aborted to leave as soon as it has no blocks; it asks for that by its signs of life (roster.ts). */
  readonly leaving: AbortSignal;
}

/**
 * @param since generation that was there before this host: it has no part in it.
 * @param follow works by a plan. @returns whether the run is over; else there is a newer plan.
 * @throws the reason of either signal when it has left; what `follow` throws.
 */
export async function followPlans(
  { run, id, exchange, signal, leaving }: Follower,
  since: number,
  follow: (plan: Plan) => Promise<boolean>,
): Promise<void> {
  let [generation, hasBlocks] = [since, false];
  for (;;) {
    // The next plan says whether the others can do without it.
    const either = hasBlocks ? signal : AbortSignal.any([signal, leaving]);
    const plan = await nextPlan({ exchange, run }, generation, either);
    if (plan === undefined) return;
    generation = plan.generation;
    hasBlocks = plan.hosts.includes(id);
    if (hasBlocks && (await follow(plan))) return;
  }
}
