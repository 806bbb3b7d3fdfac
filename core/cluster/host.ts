/**
 * A host: its workers, the bridge of its blocks, and the orders of the coordinator, one after the other,
 * until the generation ends.
 */
import { cutCorpus } from '../corpus/grid.ts';
import type { TokenSource } from '../corpus/token-source.ts';
import { UserError, assert } from '../errors.ts';
import { Superseded } from '../parameter-server/bridge/arrivals.ts';
import { Bridge } from '../parameter-server/bridge/bridge.ts';
import { Outbox, type Rest } from '../parameter-server/bridge/outbox.ts';
import type { Exchange } from '../parameter-server/exchange.ts';
import { LocalCrew } from '../training/local-crew.ts';
import { type HostShare, type StoredState, clockOf } from '../training/shared-state.ts';
import type { StartWorker } from '../training/worker-host.ts';
import { hashOfGrid } from './corpus.ts';
import { type OwnShare, fetchCorpus, joinRows } from './own-share.ts';
import { type Answer, type Order, fromBytes, toBytes } from './orders.ts';
import { type Plan, PlanKeys, blocksOf } from './plan.ts';
import { type Reporting, measureOwn, saveOwn, showOwn } from './reports.ts';

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

export class Host {
  readonly #options: HostOptions;
  readonly #keys: PlanKeys;
  readonly #index: number;
  readonly #outbox: Outbox;
  /** Aborted when the host ends, whatever the reason. */
  readonly #ending = new AbortController();
  #crew: LocalCrew | undefined;
  #bridge: Bridge | undefined;

  constructor(options: HostOptions) {
    const { run, id, plan, exchange, signal } = options;
    this.#options = options;
    this.#keys = new PlanKeys(run, plan.generation);
    this.#index = plan.hosts.indexOf(id);
    assert(this.#index >= 0, 'a host is in the plan that it follows');
    this.#outbox = new Outbox(exchange, (conflict) => {
      this.#fail(
        new UserError(
          'hosts-differ',
          `Cannot go on training: two hosts have computed different numbers (${conflict.message}); ` +
            'the same numbers were expected of every host',
          { cause: conflict },
        ),
      );
    });
    const leave = () => {
      this.#fail(signal.reason as Error);
    };
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
  }

  /** The workers of this host; undefined until they have begun. */
  get crew(): LocalCrew | undefined {
    return this.#crew;
  }

  get numRepaired(): number {
    return this.#outbox.numRepaired;
  }

  /**
   * Follows orders until the last one.
   *
   * @returns why the coordinator has ended it.
   * @throws {Superseded} when somebody else goes on as this host; the signal's reason; or a failure.
   */
  async serve(): Promise<string> {
    const { exchange, onOrder, rest } = this.#options;
    const { signal } = this.#ending;
    const watching = this.#outbox.watch(rest, signal).catch(() => undefined);
    try {
      for (let number = 1; ; number++) {
        const found = await exchange.get(this.#keys.order, number, signal);
        if (found.version !== number) throw new Superseded('orders were followed already');
        this.#outbox.forgetAll(); // everybody has answered, so everybody has read
        const order = fromBytes(found.bytes) as Order;
        onOrder?.(order);
        this.#answer(number, await this.#tryToFollow(order, number));
        if (order.type !== 'end') continue;
        await this.#untilHeard();
        return order.why;
      }
    } finally {
      this.#ending.abort(new Error('the host has ended'));
      await watching;
      await this.#crew?.close();
    }
  }

  #answer(number: number, answer: Answer): void {
    this.#outbox.put(this.#keys.answer(this.#index), number, toBytes(answer), () => false);
  }

  /** The coordinator removes its orders when it has all answers. */
  async #untilHeard(): Promise<void> {
    const { exchange, rest } = this.#options;
    for (let tries = 0; tries < 50; tries++) {
      const last = await exchange.last(this.#keys.order).catch(() => 0);
      if (last === undefined) return;
      await rest(200, this.#ending.signal);
    }
  }

  /** A failure is an answer, too; then the host ends. */
  async #tryToFollow(order: Order, number: number): Promise<Answer> {
    try {
      return await this.#follow(order, number);
    } catch (error) {
      if (error instanceof Superseded || this.#options.signal.aborted) throw error;
      const { message } = this.#failure ?? (error as Error);
      this.#answer(number, { type: 'failed', message });
      await this.#options.rest(3000, this.#options.signal).catch(() => undefined);
      throw this.#failure ?? error;
    }
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
          saveOwn(number, this.#reporting);
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
    this.#checkGrid(source);
    this.#crew = await LocalCrew.start(
      {
        source,
        settings: plan.settings,
        start,
        numWorkers,
        startWorker,
        share: this.#share(),
        signal: this.#ending.signal,
      },
      clockOf(start, plan.settings),
    );
    const crew = this.#crew;
    this.#bridge = new Bridge(crew.connect(), {
      deal: { starts: plan.starts, host: this.#index },
      exchange,
      outbox: this.#outbox,
      prefix: this.#keys.prefix,
      onRows: (first, end) => {
        crew.noteRows(first, end);
      },
    });
  }

  #checkGrid(source: TokenSource): void {
    const { numBlocks } = this.#options.plan.settings;
    const hash = hashOfGrid(cutCorpus(source, numBlocks, numBlocks));
    assert(hash === this.#options.plan.gridHash, 'this host cuts the corpus as the others do');
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

  #failure: Error | undefined;

  /** Ends everything that waits here, for this reason. */
  #fail(error: Error): void {
    this.#failure ??= error;
    this.#ending.abort(error);
    this.#crew?.abandon(error);
  }
}
