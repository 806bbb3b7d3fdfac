/** Takes the orders of a coordinator, one after the other, and hands in the answers. */
import { Superseded } from '../parameter-server/bridge/arrivals.ts';
import type { Outbox, Rest } from '../parameter-server/bridge/outbox.ts';
import type { Exchange } from '../parameter-server/exchange.ts';
import { failureAnswer } from './failures.ts';
import { type Answer, type Order, fromBytes, toBytes } from './orders.ts';
import type { PlanKeys } from './plan.ts';

export interface OrderTakerOptions {
  readonly exchange: Exchange;
  readonly outbox: Outbox;
  readonly keys: PlanKeys;
  /** Place of the host in the plan. */
  readonly host: number;
  readonly rest: Rest;
  readonly onOrder?: ((order: Order) => void) | undefined;
}

export class OrderTaker {
  readonly #options: OrderTakerOptions;
  /** Of the order that is followed, or waited for. */
  #number = 1;

  constructor(options: OrderTakerOptions) {
    this.#options = options;
  }

  /**
   * Follows orders until the last one was answered.
   *
   * @throws {Superseded} when somebody else follows them as this host.
   */
  async followAll(
    follow: (order: Order, number: number) => Promise<Answer>,
    signal: AbortSignal,
  ): Promise<void> {
    const { exchange, keys, outbox, onOrder } = this.#options;
    for (;;) {
      const found = await exchange.get(keys.order, this.#number, signal);
      if (found.version !== this.#number) throw new Superseded('orders were followed already');
      outbox.forgetAll(); // everybody has answered, so everybody has read
      const order = fromBytes(found.bytes) as Order;
      onOrder?.(order);
      this.#answer(await follow(order, this.#number));
      this.#number++;
      if (order.type !== 'end') continue;
      await this.#untilHeard(signal);
      return;
    }
  }

  /** A failure is an answer, too. */
  async report(cause: unknown, signal: AbortSignal): Promise<void> {
    this.#answer(failureAnswer(cause));
    await this.#options.rest(3000, signal).catch(() => undefined); // it is put again meanwhile
  }

  #answer(answer: Answer): void {
    const { outbox, keys, host } = this.#options;
    outbox.put(keys.answer(host), this.#number, toBytes(answer), () => false);
  }

  /** The coordinator removes its orders when it has all answers. */
  async #untilHeard(signal: AbortSignal): Promise<void> {
    const { exchange, keys, rest } = this.#options;
    for (let tries = 0; tries < 50; tries++) {
      const last = await exchange.last(keys.order).catch(() => 0);
      if (last === undefined) return;
      await rest(200, signal);
    }
  }
}
