/**
 * The exchange on a Valkey or Redis server. Each key is a stream of one entry, whose id is the version:
 *
 *     XADD key MAXLEN = 1 v-0 d BYTES n PIECES h HASH     an id not above the last is refused: it is known
 *     XREAD BLOCK 1000 STREAMS key (v-1)-0                a wait for version v or a newer one
 *     XTRIM key MINID = v-0, XLEN key                     whether it has version v or a newer one: 1 or 0
 *
 * Large things are cut into pieces, each under a key of its own (key:0, key:1, ...): under one key a later
 * piece may survive a failover that an earlier one did not, which could then never be added. All exists
 * since Redis 6.2, without scripts and without clusters, too.
 */
import { createHash } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as rest } from 'node:timers/promises';
import {
  type Exchange,
  ExchangeConflict,
  type Versioned,
} from '../../core/parameter-server/exchange.ts';
import { answersTo } from './answers.ts';
import { type Client, type Connection, endClient } from './connection.ts';
import type { ServerTroubles } from './server-troubles.ts';

const bytesOfPiece = 2 ** 20;
const millisecondsOfWait = 1000;
const millisecondsAfterFailure = 100;
/** What nobody has used for this long is removed by the server. */
const secondsToLive = 7 * 24 * 3600;

interface Piece {
  readonly version: number;
  readonly bytes: Buffer;
  readonly numPieces: number;
  readonly hash: string;
}

export class RedisExchange implements Exchange {
  readonly #connection: Connection;
  readonly #client: Client;
  /** Connections that wait for something, one for each. */
  readonly #waiters: Client[] = [];
  readonly #idle: Client[] = [];
  readonly #troubles: Pick<ServerTroubles, 'note'>;

  /** @param troubles told of everything that fails and is tried again. */
  constructor(connection: Connection, troubles: Pick<ServerTroubles, 'note'>) {
    this.#connection = connection;
    this.#client = connection.open();
    this.#troubles = troubles;
  }

  async put(key: string, version: number, bytes: Uint8Array): Promise<void> {
    try {
      await this.#putPieces(key, version, bytes);
    } catch (error) {
      if (!(error instanceof ExchangeConflict)) this.#troubles.note(error);
      throw error;
    }
  }

  async #putPieces(key: string, version: number, bytes: Uint8Array): Promise<void> {
    const numPieces = numPiecesOf(bytes.length);
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
    // The first piece last: who finds it finds all.
    for (let index = numPieces - 1; index >= 0; index--) {
      const start = index * bytesOfPiece;
      const part = Buffer.from(bytes.buffer, bytes.byteOffset + start).subarray(
        0,
        Math.min(bytesOfPiece, bytes.length - start),
      );
      await this.#putPiece(`${key}:${index}`, { version, bytes: part, numPieces, hash });
    }
  }

  async #putPiece(key: string, { version, bytes, numPieces, hash }: Piece): Promise<void> {
    const fields = ['d', bytes, 'n', numPieces, 'h', hash];
    const [added] =
      (await this.#client
        .pipeline()
        .xadd(key, 'MAXLEN', '=', 1, `${version}-0`, ...fields)
        .expire(key, secondsToLive)
        .exec()) ?? [];
    const error = added?.[0];
    if (!error) return;
    if (!/equal or smaller/.test(error.message)) throw error;
    const known = piecesIn(await this.#client.xrevrangeBuffer(key, '+', '-', 'COUNT', 1));
    if (known[0]?.version === version && known[0].hash !== hash) {
      throw new ExchangeConflict(key.replace(/:\d+$/, ''), version); // without the piece
    }
  }

  async get(key: string, version: number, signal: AbortSignal): Promise<Versioned> {
    setMaxListeners(0, signal); // many wait at the same time, and none of them is forgotten
    const first = await this.#getPiece(`${key}:0`, version, signal);
    const parts = [first.bytes];
    for (let index = 1; index < first.numPieces; index++) {
      const piece = await this.#getPiece(`${key}:${index}`, first.version, signal);
      if (piece.hash !== first.hash) return this.get(key, piece.version, signal); // a newer one
      parts.push(piece.bytes);
    }
    return { version: first.version, bytes: parts.length === 1 ? parts[0] : Buffer.concat(parts) };
  }

  /** Waits for a piece; failures of the server are part of the waiting. */
  async #getPiece(key: string, version: number, signal: AbortSignal): Promise<Piece> {
    for (;;) {
      signal.throwIfAborted();
      const client = this.#idle.pop() ?? this.#openWaiter();
      const reading = client
        .xreadBuffer('COUNT', 1, 'BLOCK', millisecondsOfWait, 'STREAMS', key, `${version - 1}-0`)
        .finally(() => this.#idle.push(client));
      try {
        const reply = await unlessAborted(reading, signal);
        const [piece] = piecesIn(reply?.[0]?.[1] ?? []);
        if (piece !== undefined) return piece;
      } catch (error) {
        signal.throwIfAborted();
        this.#troubles.note(error);
        await rest(millisecondsAfterFailure);
      }
    }
  }

  #openWaiter(): Client {
    const client = this.#connection.open();
    this.#waiters.push(client);
    return client;
  }

  async has(key: string, version: number, numBytes: number): Promise<boolean> {
    for (let index = 0; index < numPiecesOf(numBytes); index++) {
      if (!(await this.#hasPiece(`${key}:${index}`, version))) return false;
    }
    return true;
  }

  /** XINFO tells the last version, but answers with its bytes, too: far more than hosts put. */
  async #hasPiece(key: string, version: number): Promise<boolean> {
    const [, length] = await answersTo(
      this.#client.pipeline().xtrim(key, 'MINID', '=', `${version}-0`).xlen(key),
    );
    return length === 1;
  }

  async last(key: string): Promise<number | undefined> {
    try {
      const fields = (await this.#client.xinfo('STREAM', `${key}:0`)) as unknown[];
      const id = fields[fields.indexOf('last-generated-id') + 1];
      return Number(String(id).split('-')[0]);
    } catch (error) {
      if (/no such key/i.test((error as Error).message)) return undefined;
      throw error;
    }
  }

  async remove(keys: readonly string[]): Promise<void> {
    await Promise.all(keys.map((key) => this.#remove(key)));
  }

  async #remove(key: string): Promise<void> {
    for (let index = 0; ; index++) {
      if ((await this.#client.unlink(`${key}:${index}`)) === 0) return;
    }
  }

  close(): void {
    for (const client of [this.#client, ...this.#waiters]) endClient(client);
  }
}

function numPiecesOf(numBytes: number): number {
  return Math.max(1, Math.ceil(numBytes / bytesOfPiece));
}

type Entry = [id: Buffer, fields: Buffer[]];

function piecesIn(entries: readonly Entry[]): Piece[] {
  return entries.map(([id, [, bytes, , numPieces, , hash]]) => ({
    version: Number(id.toString().split('-')[0]),
    bytes,
    numPieces: Number(numPieces.toString()),
    hash: hash.toString(),
  }));
}

async function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
    work.catch(() => undefined);
  }
}
