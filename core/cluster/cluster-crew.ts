/**
 * The crew of several hosts, as the coordinator sees it: the process that has the project file, and is
 * the first host itself. It gives orders and puts the answers together.
 *
 * Sampling is ordered in stretches of about a second, at whose ends all stand at one clock: stopping,
 * pausing and checkpoints by time are "give no further stretch".
 */
import type { Weights } from '../covariates/weights.ts';
import { assert } from '../errors.ts';
import type { Numbers } from '../parameter-server/server.ts';
import type { GatheredCounts } from '../priors/evidence.ts';
import type { Priors } from '../sampler/sampler.ts';
import type { Crew, CrewHost, CrewTotals, MeasuredParts } from '../training/crew.ts';
import type { LocalCrew } from '../training/local-crew.ts';
import type { TrainerOptions } from '../training/shared-state.ts';
import type { WorkerTotals } from '../training/statistics.ts';
import type { ClusterOptions } from './cluster-options.ts';
import { Hearing, describeHosts } from './hearing.ts';
import { Host } from './host.ts';
import { keepWatch } from './keep-watch.ts';
import { onAbort } from './on-abort.ts';
import { OrderGiver } from './order-giver.ts';
import { type Plan, PlanKeys } from './plan.ts';
import { collectRows, collectTopics, partsIn } from './reports.ts';
import { draftOf, ship, withTotals } from './shipment.ts';
import { type Farewell, newestPlan, numberAfter } from './succession.ts';
import { Stints } from './stint.ts';
import { nextStretch } from './stretch.ts';

export class ClusterCrew implements Crew {
  readonly #cluster: ClusterOptions;
  readonly #plan: Plan;
  readonly #keys: PlanKeys;
  readonly #orders: OrderGiver;
  readonly #host: Host;
  readonly #ending = new AbortController();
  readonly #hearing = new Hearing();
  #stopListening: () => void = () => undefined;
  #serving: Promise<void> | undefined;
  #clock: number;
  #stepsOfStretch: number;
  #isEnding = false;
  #memoryBytes = 0;
  #stints: Stints | undefined;
  /** The generation before this one, if it ended without tidying up. */
  #before: Plan | Farewell | undefined;

  private constructor(options: TrainerOptions, cluster: ClusterOptions, plan: Plan) {
    const { exchange, run, hosts, rest } = cluster;
    this.#cluster = cluster;
    this.#plan = plan;
    this.#keys = new PlanKeys(run, plan.generation);
    this.#clock = 0;
    this.#stepsOfStretch = plan.settings.numBlocks;
    this.#orders = new OrderGiver(cluster, plan, {
      signal: this.#ending.signal,
      fail: (error) => {
        this.abandon(error);
      },
    });
    this.#host = new Host({
      run,
      id: hosts[0].id,
      plan,
      exchange,
      numWorkers: options.numWorkers,
      startWorker: options.startWorker,
      corpus: { source: options.source, start: options.start },
      rest,
      signal: this.#ending.signal,
    });
  }

  /** Deals the blocks, sends every host its own, and waits until all have begun. */
  static async start(
    options: TrainerOptions,
    clock: number,
    cluster: ClusterOptions,
  ): Promise<ClusterCrew> {
    const { signal = new AbortController().signal } = options;
    const before = await cluster.outlast(() => newestPlan(cluster), signal);
    const startedAt = performance.now();
    const draft = draftOf(options, cluster, numberAfter(before));
    const shipped = ship(options, draft);
    const plan = withTotals(draft, options, shipped.totals);
    const crew = new ClusterCrew(options, cluster, plan);
    crew.#clock = clock;
    crew.#before = before;
    crew.#stopListening = onAbort(signal, crew.abandon.bind(crew));
    try {
      crew.#orders.send(shipped.parcels(crew.#keys));
      crew.#watch();
      await crew.#orders.order({ type: 'begin' });
      crew.#stints = new Stints(cluster, plan, (performance.now() - startedAt) / 1000);
      crew.#memoryBytes = crew.#local.memoryBytes;
      await crew.#removeBefore();
    } catch (error) {
      crew.abandon(error as Error); // hosts that lack their part would never answer a last order
      await crew.close();
      throw error;
    }
    return crew;
  }

  get numWorkers(): number {
    return this.#cluster.hosts.reduce((sum, { workers }) => sum + workers, 0);
  }

  get rowOfWord(): Uint32Array {
    return this.#local.rowOfWord;
  }

  get memoryBytes(): number {
    return this.#memoryBytes;
  }

  get clock(): number {
    return this.#host.crew?.clock ?? this.#clock;
  }

  get #local(): LocalCrew {
    assert(this.#host.crew !== undefined, 'all hosts have begun');
    return this.#host.crew;
  }

  async sample(clock: number, goal: number): Promise<number> {
    this.#isEnding = false;
    this.#clock = clock;
    while (this.#clock < goal && !this.#isEnding) {
      const end = Math.min(goal, this.#clock + this.#stepsOfStretch);
      const startedAt = performance.now();
      await this.#orders.order({ type: 'sample', clock: this.#clock, goal: end });
      const done = { numSteps: end - this.#clock, milliseconds: performance.now() - startedAt };
      this.#stepsOfStretch = nextStretch(done, this.#stepsOfStretch);
      this.#stints?.add(done);
      this.#clock = end;
    }
    return this.#clock;
  }

  endSoon(): void {
    this.#isEnding = true;
  }

  abandon(reason: Error): void {
    if (!this.#ending.signal.aborted) this.#cluster.company.noteFailure(reason);
    this.#ending.abort(reason);
  }

  async gather(): Promise<readonly GatheredCounts[]> {
    const answers = await this.#orders.order({ type: 'gather' });
    return answers.flatMap(({ gathered = [] }) => gathered);
  }

  async usePriors({ alpha, beta }: Priors): Promise<void> {
    await this.#orders.order({ type: 'usePriors', alpha: [...alpha], beta });
  }

  /** Covariates are refused where a run is led. */
  stepWeights(): Promise<Weights> {
    assert(false, 'documents on several hosts have no priors of their own');
  }

  settleWeights(): Promise<Weights> {
    assert(false, 'documents on several hosts have no priors of their own');
  }

  meanAlpha(): undefined {
    return undefined;
  }

  async measure(): Promise<MeasuredParts> {
    const answers = await this.#orders.order({ type: 'measure' });
    return partsIn(answers, this.#plan.settings.numBlocks);
  }

  totals(): Promise<CrewTotals> {
    return this.#local.totals();
  }

  async counts(): Promise<Numbers> {
    await this.#orders.order({ type: 'show' });
    await collectRows(this.#orders, { plan: this.#plan, keys: this.#keys, crew: this.#local });
    return this.#local.peek();
  }

  peek(): Numbers {
    return this.#local.peek();
  }

  async *assignments(): AsyncGenerator<Uint16Array> {
    await this.#orders.order({ type: 'save' });
    yield* await collectTopics(this.#orders, { plan: this.#plan, keys: this.#keys });
  }

  workerTotals(): WorkerTotals[] {
    return this.#orders.answers.flatMap(({ workers }) => workers);
  }

  hosts(): readonly CrewHost[] {
    const { answers } = this.#orders;
    const marks = this.#host.clocksOfHosts.map(
      (clock, host) => `${clock} ${this.#orders.numAnswersOf(host)}`,
    );
    const silent = this.#hearing.secondsSilent(marks);
    return describeHosts(this.#cluster.hosts, this.#plan, answers, silent);
  }

  wantsNewDeal(stepsLeft: number): Promise<boolean> {
    const slow = this.#stints?.look(this.#orders.answers, stepsLeft);
    const { numBlocks } = this.#plan.settings;
    return this.#cluster.company.wantsNewDeal({ numBlocks, stepsLeft, slow });
  }

  /** What had to be put again after it was acknowledged, by all hosts. */
  get numRepaired(): number {
    const ofHosts = this.#orders.answers.reduce((sum, { traffic }) => sum + traffic.numRepaired, 0);
    return ofHosts + this.#orders.numRepaired;
  }

  /** Ends the generation on all hosts that still follow it, and leaves nothing in the exchange. */
  async close({ isFollowed } = { isFollowed: false }): Promise<void> {
    if (isFollowed) this.abandon(new Error('the blocks are dealt again'));
    if (!this.#ending.signal.aborted) {
      await this.#orders.order({ type: 'end' }).catch(() => undefined);
    }
    await this.#orders.tidyUp(async () => {
      await this.#serving;
    });
    await this.#removeBefore();
    this.#ending.abort(new Error('the run has ended'));
    this.#stopListening();
    this.#host.release(); // the next generation lays out its own
  }

  /** Whoever still follows the generation before may have put something after it was tidied up. */
  async #removeBefore(): Promise<void> {
    if (this.#before === undefined || 'isOver' in this.#before) return;
    const keys = new PlanKeys(this.#cluster.run, this.#before.generation).all(this.#before);
    await this.#cluster.exchange.remove(keys).catch(() => undefined);
  }

  #watch(): void {
    const fail = this.abandon.bind(this);
    this.#serving = this.#host.serve().catch(fail);
    const look = () => this.#orders.progressAt(this.#host.clocksOfHosts);
    keepWatch(this.#cluster, this.#plan, { signal: this.#ending.signal, fail, look });
  }
}
