/**
 * A host: its workers, the bridge of its blocks, and the orders of the coordinator, one after the other,
 * until the generation ends.
 */
import type { TokenSource } from '../corpus/token-source.ts';
import { assert } from '../errors.ts';
import { Superseded } from '../parameter-server/bridge/arrivals.ts';
import { Bridge } from '../parameter-server/bridge/bridge.ts';
import { Outbox, type Rest } from '../parameter-server/bridge/outbox.ts';
import type { Exchange } from '../parameter-server/exchange.ts';
import { LocalCrew } from '../training/local-crew.ts';
import { type HostShare, type StoredState, clockOf } from '../training/shared-state.ts';
import type { StartWorker } from '../training/worker-host.ts';
import { checkGrid } from './corpus.ts';
import { type OwnShare, fetchCorpus, joinRows } from './own-share.ts';
import { conflictOf } from './failures.ts';
import { onAbort } from './on-abort.ts';
import { OrderTaker } from './order-taker.ts';
import type { Answer, Order } from './orders.ts';
import { type Plan, PlanKeys, blocksOf } from './plan.ts';
import { type Reporting, measureOwn, saveOwn, showOwn } from './reports.ts';
import { nextPlan } from './succession.ts';

export interface HostOptions {
  readonly run: string;
  readonly id: string;
  readonly plan: Plan;
  readonly exchange: Exchange;
  readonly numWorkers: number;
  readonly startWorker: StartWorker;
  /** Where the project file is; elsewhere the corpus comes through the exchange. */
  readonly corpus?: { readonly source: TokenSource; readonly start?: StoredState | undefined };
  readonly rest: Rest;
  /** Aborted to leave at once. */
  readonly signal: AbortSignal;
  readonly onOrder?: ((order: Order) => void) | undefined;
}

/** The run is over, and nothing is wrong. */
class RunOver extends Error {
  override readonly name = 'RunOver';
}

export class Host {
  readonly #options: HostOptions;
  readonly #keys: PlanKeys;
  readonly #index: number;
  readonly #outbox: Outbox;
  readonly #orders: OrderTaker;
  readonly #ending = new AbortController();
  readonly #stopListening: () => void;
  #crew: LocalCrew | undefined;
  #bridge: Bridge | undefined;
  /** What has ended this host first. */
  #failure: Error | undefined;
  /** Why the coordinator has no use for it any more. */
  #dismissal: Error | undefined;

  constructor(options: HostOptions) {
    const { run, id, plan, exchange, signal } = options;
    this.#options = options;
    this.#keys = new PlanKeys(run, plan.generation);
    this.#index = plan.hosts.indexOf(id);
    assert(this.#index >= 0, 'a host is in the plan that it follows');
    this.#outbox = new Outbox(exchange, (conflict) => {
      // What an answer says of the time is not the same in two processes.
      if (conflict.key !== this.#keys.answer(this.#index)) this.#fail(conflictOf(id, conflict));
    });
    this.#orders = new OrderTaker({
      ...options,
      outbox: this.#outbox,
      keys: this.#keys,
      host: this.#index,
    });
    this.#stopListening = onAbort(signal, this.#fail.bind(this));
  }

  /** The workers of this host; undefined until they have begun. */
  get crew(): LocalCrew | undefined {
    return this.#crew;
  }

  /** Clocks that hosts are known to have completed, by their places; none before all have begun. */
  get clocksOfHosts(): readonly number[] {
    return this.#bridge?.clocksOfHosts ?? [];
  }

  get numRepaired(): number {
    return this.#outbox.numRepaired;
  }

  /**
   * Follows orders until the last one.
   *
   * @returns when the run is over.
   * @throws {Superseded} when there is a newer plan, or somebody else goes on as this host; the signal's
   *   reason; or a failure, of this host or of the coordinator.
   */
  async serve(): Promise<void> {
    const posting = new AbortController();
    const watching = this.#outbox.watch(this.#options.rest, posting.signal).catch(() => undefined);
    this.#heedSuccession();
    try {
      await this.#orders.followAll(
        (order, number) => this.#follow(order, number),
        this.#ending.signal,
      );
    } catch (error) {
      const cause = this.#dismissal ?? this.#failure ?? error;
      if (cause instanceof RunOver) return;
      const { signal } = this.#options;
      const isDismissed = signal.aborted || cause === this.#dismissal;
      if (!isDismissed && !(cause instanceof Superseded)) await this.#orders.report(cause, signal);
      throw cause;
    } finally {
      this.#ending.abort(new Error('the host has ended'));
      posting.abort();
      await watching;
      await this.#crew?.close();
      this.#stopListening();
    }
  }

  /** Lets go of the memory of its workers. When it has ended, and nobody reads anything from there. */
  release(): void {
    this.#crew = undefined;
    this.#bridge = undefined;
  }

  /** Whoever follows a plan leaves it at once when there is a newer one, or none will be any more. */
  #heedSuccession(): void {
    const { plan } = this.#options;
    const dismiss = (reason: Error) => {
      if (this.#ending.signal.aborted) return;
      this.#dismissal = reason;
      this.#fail(reason);
    };
    nextPlan(this.#options, plan.generation, this.#ending.signal).then((next) => {
      dismiss(next === undefined ? new RunOver() : new Superseded('there is a newer plan'));
    }, dismiss);
  }

  async #follow(order: Order, number: number): Promise<Answer> {
    const answer = async (): Promise<Partial<Answer>> => {
      switch (order.type) {
        case 'begin':
          await this.#begin();
          return {};
        case 'sample':
          await this.#sample(order);
          return {};
        case 'measure':
          return { parts: await measureOwn(this.#reporting) };
        case 'gather':
          return { gathered: await this.#workers.gather() };
        case 'usePriors':
          await this.#workers.usePriors({
            alpha: Float64Array.from(order.alpha),
            beta: order.beta,
          });
          return {};
        case 'save':
          await saveOwn(number, this.#reporting);
          return {};
        case 'show':
          showOwn(number, this.#reporting);
          return {};
        case 'end':
          return {};
      }
    };
    const { numBytes: bytesPut, numRepaired } = this.#outbox;
    return {
      type: 'done',
      ...(await answer()),
      workers: this.#crew?.workerTotals() ?? [],
      traffic: { bytesPut, numRepaired },
    } as Answer;
  }

  get #own(): OwnShare {
    const { plan, exchange } = this.#options;
    return { plan, host: this.#index, keys: this.#keys, exchange, signal: this.#ending.signal };
  }

  get #workers(): LocalCrew {
    assert(this.#crew !== undefined, 'a host has begun before it is given anything else to do');
    return this.#crew;
  }

  async #begin(): Promise<void> {
    const { plan, numWorkers, startWorker, exchange } = this.#options;
    const { source, start } = this.#options.corpus ?? (await fetchCorpus(this.#own));
    checkGrid(source, plan);
    const own = {
      source,
      settings: plan.settings,
      start,
      numWorkers,
      startWorker,
      share: this.#share(),
      signal: this.#ending.signal,
    };
    const crew = new LocalCrew(own);
    this.#crew = crew;
    await crew.open(own, clockOf(start, plan.settings));
    this.#bridge = new Bridge(crew.connect(), {
      deal: { starts: plan.starts, host: this.#index },
      exchange,
      outbox: this.#outbox,
      prefix: this.#keys.prefix,
      coder: crew.coder,
    });
  }

  /** Hosts count their own tokens, and give each other their parts of the ranges at hand. */
  #share(): HostShare {
    const { plan } = this.#options;
    return {
      blocks: blocksOf(plan, this.#index),
      join: async (rows, grid) => {
        await joinRows(rows, grid, { ...this.#own, outbox: this.#outbox });
        return Int32Array.from(plan.start?.totals ?? []);
      },
    };
  }

  async #sample({ clock, goal }: { clock: number; goal: number }): Promise<void> {
    const carrying = this.#bridge?.carry(clock, goal, this.#ending.signal);
    const guarded = carrying?.catch((error: unknown) => {
      this.#fail(error as Error); // the workers would wait forever
      throw error;
    });
    await Promise.all([this.#workers.sample(clock, goal), guarded]);
  }

  get #reporting(): Reporting {
    return { ...this.#own, crew: this.#workers, outbox: this.#outbox };
  }

  /** Ends everything that waits here, for this reason. */
  #fail(error: Error): void {
    this.#failure ??= error;
    this.#ending.abort(error);
    this.#crew?.abandon(error);
  }
}
