/**
 * Several hosts in one thread, with everything real but sampler, threads and network: server, clients,
 * clocks, bridges, outboxes. A unit counts something that depends on all that it reads, so that one
 * wrong number anywhere makes another result.
 */
import { Arena } from '../../core/memory/arena.ts';
import { Bridge } from '../../core/parameter-server/bridge/bridge.ts';
import { PlainCoder } from '../../core/parameter-server/bridge/coder.ts';
import { Outbox } from '../../core/parameter-server/bridge/outbox.ts';
import { createServer, openServer } from '../../core/parameter-server/open.ts';
import { holderBefore, shardOf } from '../../core/parameter-server/rotation.ts';
import type { OpenedServer, ParameterServer } from '../../core/parameter-server/server.ts';
import { RandomStream } from '../../core/random/stream.ts';
import { type Faults, MemoryExchange } from '../fixtures/memory-exchange.ts';

export const numBlocks = 6;
const numColumns = 5;
const rowsPerShard = 2;
const goal = 3 * numBlocks;

export interface SystemShape {
  /** First block of each host, and B at the end. */
  readonly starts: readonly number[];
  /** A host that is played twice. */
  readonly twin?: number;
  readonly isForgetful?: boolean;
  readonly withoutGates?: boolean;
}

export interface Outcome {
  /** Rows of all ranges, each from the host that holds it at the end, and each host's totals. */
  readonly rows: number[];
  readonly totals: number[][];
  readonly numRepaired: number;
}

interface Place {
  readonly arena: Arena;
  readonly server: ParameterServer;
  readonly opened: OpenedServer;
}

function openPlace(): Place {
  const arena = new Arena(2 ** 20);
  const starts = Array.from({ length: numBlocks + 1 }, (_, shard) => rowsPerShard * shard);
  const server = createServer(arena, {
    numRows: rowsPerShard * numBlocks,
    numColumns,
    shardStarts: Uint32Array.from(starts),
    numClients: numBlocks,
    reading: 'lockstep',
    staleness: 0,
  });
  return { arena, server, opened: openServer(server.connect(1)) };
}

export class HostsSystem {
  readonly #places: Place[] = [];

  /** @throws {Error} when it takes too long, naming the blocks that are furthest behind. */
  async run(shape: SystemShape, faults: Faults): Promise<Outcome> {
    const numHosts = shape.starts.length - 1;
    const hosts = [...Array.from({ length: numHosts }).keys()];
    if (shape.twin !== undefined) hosts.push(shape.twin);
    while (this.#places.length < hosts.length) this.#places.push(openPlace());
    const exchange = new MemoryExchange(faults);
    const life = new AbortController();
    const outboxes: Outbox[] = [];
    const running = hosts.map(async (host, index) => {
      const outbox = new Outbox(exchange, (conflict) => {
        life.abort(conflict);
      });
      outboxes.push(outbox);
      const random = new RandomStream({ seed: faults.seed, sweep: 1, unit: index });
      await playHost(this.#places[index], { ...shape, host, exchange, outbox, life, random });
    });
    /** Of twins one may be overtaken: the other has all numbers. */
    const finishedAs = new Map<number, number>();
    running.forEach((host, index) => {
      host.then(
        () => finishedAs.set(hosts[index], index),
        () => undefined,
      );
    });
    const isTwin = (index: number) => shape.twin !== undefined && hosts[index] === shape.twin;
    const finished = Promise.all(
      running.map((host, index) => (isTwin(index) ? host.catch(superseded) : host)),
    );
    try {
      await Promise.race([finished, this.#watchdog(life)]);
    } finally {
      life.abort(new Error('over'));
      for (const { server } of this.#places) server.clocks.wake();
      await Promise.allSettled(running);
      for (let turns = 0; turns < 5; turns++) await turn(); // until nobody waits on a place any more
    }
    return this.#outcome(shape, { outboxes, placeOf: (host) => finishedAs.get(host) ?? host });
  }

  async #watchdog(life: AbortController): Promise<never> {
    const patience = 2000;
    await rest(patience, life.signal);
    const behind = this.#places.map(({ server }) => server.clocks.slowest(numBlocks - 1));
    throw new Error(`hung: hosts have seen everybody complete ${behind.join(', ')} steps`);
  }

  #outcome(
    { starts }: SystemShape,
    { outboxes, placeOf }: { outboxes: Outbox[]; placeOf: (host: number) => number },
  ): Outcome {
    const rows: number[] = [];
    for (let host = 0; host + 1 < starts.length; host++) {
      const { ints: cells, stride } = this.#places[placeOf(host)].server.rows;
      for (let block = starts[host]; block < starts[host + 1]; block++) {
        const first = rowsPerShard * shardOf(block, goal, numBlocks) * stride;
        const own = cells.subarray(first, first + rowsPerShard * stride);
        own.forEach((count, cell) => (rows[first + cell] = count));
      }
    }
    const totals = starts.slice(0, -1).map((_, host) => {
      return [...this.#places[placeOf(host)].server.peek().totals.subarray(0, numColumns)];
    });
    return { rows, totals, numRepaired: outboxes.reduce((sum, own) => sum + own.numRepaired, 0) };
  }
}

interface Player extends SystemShape {
  readonly host: number;
  readonly exchange: MemoryExchange;
  readonly outbox: Outbox;
  readonly life: AbortController;
  readonly random: RandomStream;
}

async function playHost(place: Place, player: Player): Promise<void> {
  const { starts, host, exchange, outbox, life, random, isForgetful, withoutGates } = player;
  const { arena, server, opened } = place;
  new Uint8Array(arena.memory.buffer).fill(0);
  server.clocks.reset(0, goal);
  const bridge = new Bridge(server.connect(0), {
    deal: { starts, host },
    exchange,
    outbox: isForgetful ? forgetful(outbox) : outbox,
    prefix: 'g{',
    coder: new PlainCoder(server.connect(0)),
    withoutGates: withoutGates ?? false,
  });
  void outbox.watch(restQuickly, life.signal).catch(() => undefined);
  const blocks = Array.from(
    { length: starts[host + 1] - starts[host] },
    (_, i) => starts[host] + i,
  );
  await Promise.all([
    bridge.carry(0, goal, life.signal),
    ...blocks.map((block) => playBlock(block, opened, { random, signal: life.signal })),
  ]);
}

async function playBlock(
  block: number,
  { clocks, clients, rows }: OpenedServer,
  { random, signal }: { random: RandomStream; signal: AbortSignal },
): Promise<void> {
  for (let clock = 0; clock < goal; clock++) {
    await clocks.waitWithoutSleeping(() => {
      signal.throwIfAborted();
      const before = holderBefore(block, numBlocks);
      return clocks.ask(clock, [block, before]) === 'start' ? true : undefined;
    });
    while (random.next() < 0.4) await turn();
    const step = { client: block, shard: shardOf(block, clock, numBlocks), clock };
    const [client] = clients;
    void client.pull(step);
    countSomething(rows, client.totals, step);
    void client.push(step);
  }
}

/** Stands for sampling: what is counted depends on the rows, on the totals, on block and clock. */
function countSomething(
  { ints: cells, stride }: OpenedServer['rows'],
  totals: Int32Array,
  { client, shard, clock }: { client: number; shard: number; clock: number },
): void {
  let hash = 17 + 31 * client + 7 * clock;
  for (const total of totals) hash = Math.imul(hash ^ total, 0x01000193);
  for (let row = rowsPerShard * shard; row < rowsPerShard * (shard + 1); row++) {
    for (let column = 0; column < numColumns; column++) {
      hash = Math.imul(hash ^ cells[row * stride + column], 0x01000193);
    }
    const column = (hash >>> 8) % numColumns;
    cells[row * stride + column]++;
    totals[column]++;
  }
}

function forgetful(outbox: Outbox): Pick<Outbox, 'put'> {
  return {
    put: (key, version, bytes) => {
      outbox.put(key, version, bytes, () => true);
    },
  };
}

function superseded(error: unknown): void {
  if ((error as Error).name !== 'Superseded') throw error;
}

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Half a second of the outbox takes ten turns here. */
async function restQuickly(_milliseconds: number, signal: AbortSignal): Promise<void> {
  for (let turns = 0; turns < 10; turns++) {
    signal.throwIfAborted();
    await turn();
  }
}

function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
    });
  });
}
