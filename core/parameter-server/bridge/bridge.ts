/**
 * The part of a host that copies between shared memory and the exchange, so that several processes
 * train one model by the same rotation as one. Blocks of other hosts are clients like any other, whose
 * pushes and ticks are made here.
 *
 * Every host has consecutive blocks, first to end - 1. In each step exactly one range leaves a host,
 * that of its first block, and one arrives, for its last block. What is put after a step is *version*
 * v = steps completed:
 *
 *     rows of the range that leaves       to the host before this one, which needs them in step v
 *     the change of the topic totals      to all other hosts: what its units of step v - 1 have added
 *
 * A unit is a pure function, so version v of anything is one certain string of bytes, whoever computes
 * it. Twins that play the same host do no harm, because of these gates, which do not rely on
 * anybody's waiting for us. What arrives as version v is written when
 *
 * 1. the last departure of the same range is coded (rows lie in one place per range);
 * 2. every block, here and elsewhere, has completed v - 1 steps, and our own change of version v - 1 is
 *    computed: nobody reads version v - 4 of the totals any more, which v replaces;
 * 3. v is not beyond the goal that the workers of this host have been given.
 *
 * Of the shards' parts of the totals only sums are ever read, so a change may be added to any part. Parts
 * of remote shards are carried from version to version here, as clients do with theirs.
 */
import { assert } from '../../errors.ts';
import type { StaleClocks } from '../clocks.ts';
import { type EmbeddedConnection, openClocks } from '../embedded/open.ts';
import { totalsParts } from '../embedded/table.ts';
import type { Exchange } from '../exchange.ts';
import { numVersions, shardOf, versionBefore } from '../rotation.ts';
import type { Connection } from '../server.ts';
import { add, bytesOf, changeIn, checkVersion } from './arrivals.ts';
import type { RangeCoder, Stretch } from './coder.ts';
import { type Deal, DealtBlocks } from './deal.ts';
import type { Outbox } from './outbox.ts';

export interface BridgeOptions {
  readonly deal: Deal;
  readonly exchange: Exchange;
  readonly outbox: Pick<Outbox, 'put'>;
  /** Begins the keys of this generation, as in "gibbon:{R.g.": the rest closes the brace. */
  readonly prefix: string;
  readonly coder: RangeCoder;
  /** For tests: without its gates the bridge is wrong. */
  readonly withoutGates?: boolean;
}

export class Bridge {
  readonly #options: BridgeOptions;
  readonly #dealt: DealtBlocks;
  readonly #clocks: StaleClocks;
  readonly #stride: number;
  readonly #rangeStarts: Uint32Array;
  readonly #parts: Int32Array[][]; // [version][shard]
  readonly #numBlocks: number;
  /** Own blocks: first to end - 1. */
  readonly #first: number;
  readonly #end: number;
  /** Versions up to which departures are coded, own changes computed, arrivals written. */
  #departed = 0;
  #changed = 0;
  #arrived = 0;
  /** Of each host: the newest version of its totals that was seen. */
  readonly #seen: number[];

  constructor(connection: Connection, options: BridgeOptions) {
    const layout = connection as EmbeddedConnection;
    this.#dealt = new DealtBlocks(options.deal);
    this.#options = options;
    this.#clocks = openClocks(layout);
    this.#stride = layout.table.stride;
    this.#rangeStarts = layout.table.shardStarts;
    this.#numBlocks = layout.table.numShards;
    this.#parts = Array.from({ length: numVersions }, (_, version) =>
      totalsParts(layout.memory, layout.table, version),
    );
    assert(this.#dealt.numBlocks === this.#numBlocks, 'all blocks are dealt');
    this.#first = this.#dealt.first;
    this.#end = this.#dealt.end;
    this.#seen = Array.from({ length: this.#dealt.numHosts }, () => 0);
  }

  /**
   * Carries what belongs to the steps from `clock` to `goal - 1`, while the workers do them. All others
   * have got everything before `clock`.
   *
   * @returns when everything of version `goal` is here.
   * @throws {Superseded} when others no longer wait for this host.
   */
  async carry(clock: number, goal: number, signal: AbortSignal): Promise<void> {
    if (this.#end - this.#first === this.#numBlocks) return;
    this.#departed = this.#changed = this.#arrived = clock;
    this.#seen.fill(clock);
    const steps = { clock, goal, signal };
    await Promise.all([
      this.#sendRows(steps),
      this.#sendChanges(steps),
      this.#receiveRows(steps),
      ...this.#dealt.others.map((host) => this.#receiveChanges(host, steps)),
    ]);
  }

  /** Steps that hosts are known to have completed, this one included. */
  get clocksOfHosts(): readonly number[] {
    const { host } = this.#options.deal;
    const clockOf = (block: number) => this.#clocks.completed(this.#numBlocks - 1, block);
    const own = this.#dealt.blocksOf(host).map(clockOf);
    return this.#seen.with(host, Math.min(...own));
  }

  async #sendRows({ clock, goal, signal }: Steps): Promise<void> {
    const { outbox, coder } = this.#options;
    const { receiver } = this.#dealt;
    for (let version = clock + 1; version <= goal; version++) {
      await this.#until(() => this.#clocks.hasCompleted(this.#first, version), signal);
      const range = shardOf(this.#first, version - 1, this.#numBlocks);
      outbox.put(this.#rowsKey(range), version, coder.encode(this.#rowsOf(range)), () => {
        return this.#seen[receiver] > version;
      });
      this.#departed = version;
      this.#clocks.wake();
    }
  }

  async #sendChanges({ clock, goal, signal }: Steps): Promise<void> {
    const { outbox, deal } = this.#options;
    for (let version = clock + 1; version <= goal; version++) {
      await this.#until(() => this.#ownHaveCompleted(version), signal);
      const change = this.#changeOf(version);
      outbox.put(this.#changeKey(deal.host, version), version, bytesOf(change), () => {
        return this.#dealt.others.every((host) => this.#seen[host] > version + 1);
      });
      this.#changed = version;
      this.#clocks.wake();
    }
  }

  async #receiveRows({ clock, goal, signal }: Steps): Promise<void> {
    const { exchange, coder } = this.#options;
    const supplied = this.#end % this.#numBlocks; // the block that has had the range
    const isAlone = this.#dealt.blocksOf(this.#dealt.supplier).length === 1;
    for (let version = clock + 1; version <= goal; version++) {
      const range = shardOf(this.#end - 1, version, this.#numBlocks);
      const found = await exchange.get(this.#rowsKey(range), version, signal);
      checkVersion(found.version, version);
      await this.#gate(
        () => this.#departed >= version - this.#numBlocks + (this.#end - this.#first),
        signal,
      );
      coder.decode(found.bytes, this.#rowsOf(range));
      await this.#gateOfTotals(version, signal);
      this.#carryPart(range, version);
      this.#arrived = version;
      if (isAlone) this.#clocks.wake();
      else this.#clocks.tickAll(supplied, version);
    }
  }

  async #receiveChanges(host: number, { clock, goal, signal }: Steps): Promise<void> {
    const { exchange } = this.#options;
    const isSupplier = host === this.#dealt.supplier;
    const blocks = this.#dealt.blocksOf(host);
    const rest = isSupplier ? blocks.slice(1) : blocks;
    let next = exchange.get(this.#changeKey(host, clock + 1), clock + 1, signal);
    for (let version = clock + 1; version <= goal; version++) {
      const { version: found, bytes } = await next;
      checkVersion(found, version);
      this.#seen[host] = version;
      if (version < goal) {
        next = exchange.get(this.#changeKey(host, version + 1), version + 1, signal);
        next.catch(() => undefined); // it is awaited below, unless something fails before
      }
      await this.#gateOfTotals(version, signal);
      for (const block of rest) {
        this.#carryPart(shardOf(block, version - 1, this.#numBlocks), version);
      }
      if (rest.length === 0) await this.#until(() => this.#arrived >= version, signal);
      const last = shardOf(blocks[blocks.length - 1], version - 1, this.#numBlocks);
      add(this.#partsBefore(version)[last], changeIn(bytes));
      for (const block of rest.length === 0 ? blocks : rest) this.#clocks.tickAll(block, version);
    }
  }

  /** What our units of the step before have added to the totals. */
  #changeOf(version: number): Int32Array {
    const [before, after] = [this.#partsBefore(version - 1), this.#partsBefore(version)];
    const change = new Int32Array(this.#stride);
    for (let block = this.#first; block < this.#end; block++) {
      const shard = shardOf(block, version - 1, this.#numBlocks);
      const [old, now] = [before[shard], after[shard]];
      for (let column = 0; column < change.length; column++)
        change[column] += now[column] - old[column];
    }
    return change;
  }

  #carryPart(shard: number, version: number): void {
    this.#partsBefore(version)[shard].set(this.#partsBefore(version - 1)[shard]);
  }

  #partsBefore(clock: number): Int32Array[] {
    return this.#parts[versionBefore(clock)];
  }

  #gateOfTotals(version: number, signal: AbortSignal): Promise<void> {
    const isOpen = () => this.#changed >= version - 1 && this.#clocks.haveCompleted(version - 1);
    return this.#gate(isOpen, signal);
  }

  async #gate(isOpen: () => boolean, signal: AbortSignal): Promise<void> {
    if (!this.#options.withoutGates) await this.#until(isOpen, signal);
  }

  async #until(isSo: () => boolean, signal: AbortSignal): Promise<void> {
    await this.#clocks.waitWithoutSleeping(() => {
      signal.throwIfAborted();
      return isSo() ? true : undefined;
    });
  }

  #ownHaveCompleted(version: number): boolean {
    for (let block = this.#first; block < this.#end; block++) {
      if (!this.#clocks.hasCompleted(block, version)) return false;
    }
    return true;
  }

  #rowsOf(range: number): Stretch {
    return { first: this.#rangeStarts[range], end: this.#rangeStarts[range + 1] };
  }

  #rowsKey(range: number): string {
    return `${this.#options.prefix}r${range}}:rows`;
  }

  /** A key for each of four versions in turn: one may survive a failover that an earlier did not. */
  #changeKey(host: number, version: number): string {
    return `${this.#options.prefix}t}:${host}:${versionBefore(version)}`;
  }
}

interface Steps {
  readonly clock: number;
  readonly goal: number;
  readonly signal: AbortSignal;
}
