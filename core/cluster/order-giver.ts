/** Gives orders to the hosts of a plan, one after the other, and collects what they answer. */
import { UserError, assert } from '../errors.ts';
import { Outbox } from '../parameter-server/bridge/outbox.ts';
import type { ClusterOptions } from './cluster-options.ts';
import { failureOf } from './failures.ts';
import { type Answer, type Order, fromBytes, toBytes } from './orders.ts';
import { type Plan, PlanKeys, planKey } from './plan.ts';
import type { Progress } from './watch-progress.ts';

type Done = Extract<Answer, { type: 'done' }>;

/** What is put under which key, in which version. */
export type Parcel = readonly [key: string, version: number, bytes: Uint8Array];

export class OrderGiver {
  readonly #cluster: ClusterOptions;
  readonly #plan: Plan;
  readonly #keys: PlanKeys;
  readonly #outbox: Outbox;
  readonly #signal: AbortSignal;
  readonly #fail: (error: Error) => void;
  #number = 0;
  /** Hosts that have not answered the last order. */
  #pending = new Set<number>();
  #answers: readonly Done[] = [];
  readonly #numAnswers = new Map<number, number>();
  /** Keys to be removed after the next order: whoever has put them repeats it until then. */
  #spent: string[] = [];

  /** @param life `fail` ends the run when a host fails, and aborts `signal`. */
  constructor(
    cluster: ClusterOptions,
    plan: Plan,
    life: { signal: AbortSignal; fail: (error: Error) => void },
  ) {
    this.#cluster = cluster;
    this.#plan = plan;
    this.#keys = new PlanKeys(cluster.run, plan.generation);
    this.#signal = life.signal;
    this.#fail = life.fail;
    this.#outbox = new Outbox(cluster.exchange, () => {
      const message = 'Cannot go on training: another process leads this run; one was expected';
      life.fail(new UserError('run-has-coordinator', message));
    });
    void this.#outbox.watch(cluster.rest, life.signal).catch(() => undefined); // aborted
  }

  /** Of the last order. */
  get answers(): readonly Done[] {
    return this.#answers;
  }

  /** Orders that a host has answered. */
  numAnswersOf(host: number): number {
    return this.#numAnswers.get(host) ?? 0;
  }

  /** How far all are, and for whom the others wait. @param clocks of the hosts, as far as they are known. */
  progressAt(clocks: readonly number[]): Progress {
    const slowest = Math.min(...clocks);
    const behind = [...this.#pending].filter((host) => !(clocks[host] > slowest));
    return {
      mark: [this.#number, this.#pending.size, ...clocks].join(' '),
      waitingFor: behind.includes(0) ? [] : behind.map((host) => this.#plan.hosts[host]),
    };
  }

  get numRepaired(): number {
    return this.#outbox.numRepaired;
  }

  /** Keeps parcels in the exchange until the next order is answered. */
  send(parcels: Iterable<Parcel>): void {
    for (const [key, version, bytes] of parcels) {
      this.#outbox.put(key, version, bytes, () => false);
    }
  }

  /** Gives an order to all hosts. @returns their answers, in the order of the hosts. */
  async order(order: Order): Promise<readonly Done[]> {
    this.#signal.throwIfAborted();
    const number = ++this.#number;
    const spent = this.#spent.splice(0);
    if (number > 1) this.#outbox.forgetAll(); // all have answered, so all have read
    this.send([
      [this.#keys.order, number, toBytes(order)],
      [planKey(this.#cluster.run), this.#plan.generation, toBytes(this.#plan)],
    ]);
    this.#pending = new Set(this.#plan.hosts.keys());
    const answers = [...this.#pending].map((host) => this.#answerOf(host, number));
    this.#answers = await Promise.all(answers);
    await this.#remove(spent);
    return this.#answers;
  }

  async #answerOf(host: number, number: number): Promise<Done> {
    const { exchange } = this.#cluster;
    const { bytes } = await exchange.get(this.#keys.answer(host), number, this.#signal);
    const answer = fromBytes(bytes) as Answer;
    this.#pending.delete(host);
    this.#numAnswers.set(host, number);
    if (answer.type === 'done') return answer;
    const failure = failureOf(this.#plan.hosts[host], host, answer);
    this.#fail(failure);
    throw failure;
  }

  /** What hosts have put for the order just answered. */
  async collect(key: string): Promise<Uint8Array> {
    const { exchange } = this.#cluster;
    const { version, bytes } = await exchange.get(key, this.#number, this.#signal);
    assert(version === this.#number, 'only this order is answered');
    this.#spent.push(key);
    return bytes;
  }

  /** Leaves nothing of the generation in the exchange; hosts end when they no longer find orders. */
  async tidyUp(untilOwnHostEnded: () => Promise<void>): Promise<void> {
    const keys = this.#keys.all(this.#plan);
    const answers = this.#plan.hosts.map((_, host) => this.#keys.answer(host));
    this.#outbox.forgetAll();
    await this.#remove(keys.slice(0, -answers.length));
    await untilOwnHostEnded();
    await this.#cluster.rest(1200, new AbortController().signal); // longer than an outbox repeats
    await this.#remove(answers);
  }

  async #remove(keys: readonly string[]): Promise<void> {
    await this.#cluster.exchange.remove(keys).catch(() => undefined); // what is left expires
  }
}
