import { expect } from 'chai';
import { toBytes } from '../../../core/cluster/orders.ts';
import { followPlans } from '../../../core/cluster/follow-plans.ts';
import { planKey } from '../../../core/cluster/plan.ts';
import { MemoryExchange } from '../../fixtures/memory-exchange.ts';

describe('A host that is asked to leave', () => {
  let exchange: MemoryExchange;
  let leaving: AbortController;
  let followed: number[];

  beforeEach(() => {
    exchange = new MemoryExchange();
    leaving = new AbortController();
    followed = [];
  });

  async function plan(generation: number, ...hosts: string[]): Promise<void> {
    await exchange.put(planKey('run'), generation, toBytes({ generation, hosts }));
  }

  /** @param work what happens while it follows a plan; then there is a newer one. */
  function follow(work: (generation: number) => Promise<void>): Promise<unknown> {
    const signal = AbortSignal.timeout(5000);
    const follower = { run: 'run', id: 'b', exchange, signal, leaving: leaving.signal };
    return followPlans(follower, 0, async ({ generation }) => {
      followed.push(generation);
      await work(generation);
      return false;
    }).catch((error: unknown) => (error as Error).message);
  }

  // Seen to fail: with a host that left as soon as there was a newer plan.
  it('works on while plans still give it blocks, and goes with the first one that does not', async () => {
    await plan(1, 'a', 'b');
    const ended = follow(async (generation) => {
      leaving.abort(new Error('asked to leave'));
      if (generation === 1) await plan(2, 'a', 'b');
      else await plan(3, 'a');
    });
    expect(await ended).to.equal('asked to leave');
    expect(followed).to.deep.equal([1, 2]);
  });

  // Seen to fail: with one that waited for the next plan.
  it('goes at once while it has no blocks', async () => {
    await plan(1, 'a');
    const ended = follow(() => Promise.resolve());
    leaving.abort(new Error('asked to leave'));
    expect(await ended).to.equal('asked to leave');
    expect(followed).to.deep.equal([]);
  });
});
