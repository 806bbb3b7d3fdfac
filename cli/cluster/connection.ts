/**
 * Connections to the server, a single one or a cluster. This folder is the only place that knows the
 * client package, which is loaded when a server is asked for.
 *
 * The client does not retry anything for long: the outbox of whoever puts something does
 * (core/parameter-server/bridge/outbox.ts).
 */
import type { Cluster, ClusterOptions, Redis, RedisOptions } from 'ioredis';
import type { ServerAddress } from './address.ts';
import { answersTheOtherWay } from './encryption.ts';
import { explainServer, passesByItself, unreachable } from './explain-server.ts';

export type Client = Redis | Cluster;

export interface Connection {
  readonly address: ServerAddress;
  readonly isCluster: boolean;
  /** Whether a password was given to a server that lets everybody in. */
  readonly isPasswordNeedless: boolean;
  /** Another connection: one that waits cannot do anything else meanwhile. */
  open(): Client;
  /** A connection to the server of the address alone, which gives up when that one does not answer. */
  openNode(): Redis;
}

/** Longer than a read waits. */
const socketTimeout = 5000;
/** Of a command that got lost with its connection: everybody waits for some answer. */
const commandTimeout = 10_000;

/** @throws {UserError} when there is no server, or it does not let us in. */
export async function connect(address: ServerAddress): Promise<Connection> {
  const { Redis, Cluster } = await import('ioredis');
  const ask = (options: RedisOptions) => new Redis({ ...options, retryStrategy: () => null });
  const isPasswordNeedless = await letsEverybodyIn(ask, address);
  // The client package complains on the screen about a password that nobody asked for.
  const used = isPasswordNeedless ? { ...address, password: undefined } : address;
  const options = optionsFor(used);
  const isCluster = await askForCluster(ask(options)).catch(async (error: unknown) => {
    throw await explain(error, address);
  });
  const { host, port } = address;
  const open = (): Client => {
    const client = isCluster
      ? new Cluster([{ host, port }], { ...clusterOptions, redisOptions: options })
      : new Redis({ ...options, retryStrategy: () => 100 });
    client.on('error', () => undefined); // every call reports its own failure
    return client;
  };
  const openNode = (): Redis => {
    const client = ask(options);
    client.on('error', () => undefined);
    return client;
  };
  return { address, isCluster, isPasswordNeedless, open, openNode };
}

function optionsFor({ host, port, user, password, isEncrypted }: ServerAddress): RedisOptions {
  return {
    host,
    port,
    username: user,
    password,
    tls: isEncrypted ? {} : undefined,
    protocol: 2,
    maxRetriesPerRequest: 1,
    connectTimeout: socketTimeout,
    socketTimeout,
    commandTimeout,
    lazyConnect: true,
  };
}

const clusterOptions: ClusterOptions = {
  lazyConnect: true,
  maxRedirections: 3,
  retryDelayOnFailover: 50,
  slotsRefreshInterval: 1000,
  clusterRetryStrategy: () => 100,
};

async function letsEverybodyIn(
  ask: (options: RedisOptions) => Redis,
  address: ServerAddress,
): Promise<boolean> {
  if (address.password === undefined || address.user !== undefined) return false;
  const client = ask(optionsFor({ ...address, password: undefined }));
  return askForCluster(client).then(
    () => true,
    () => false, // the reason comes up again
  );
}

/** Whether the server is part of a cluster. */
async function askForCluster(client: Redis): Promise<boolean> {
  let reason: unknown;
  client.on('error', (error) => (reason = error));
  try {
    await client.connect();
    return /cluster_enabled:1/.test(await client.info('cluster'));
  } catch (error) {
    throw reason ?? error;
  } finally {
    client.disconnect();
  }
}

async function explain(error: unknown, address: ServerAddress): Promise<unknown> {
  const isSettled = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN/.test((error as Error).message);
  if (isSettled || !passesByItself(error) || !(await answersTheOtherWay(address))) {
    return explainServer(error, address);
  }
  const [found, scheme] = address.isEncrypted
    ? ['it answers without encryption (TLS) only', 'redis']
    : ['it answers with encryption (TLS) only', 'rediss'];
  return unreachable(found, address, { cause: error, details: { scheme } });
}

/**
 * Ends a connection for good. The client of a cluster (ioredis 6.0.0) that is looking for the masters at this
 * very moment would go on doing so once a second, and the program would never end.
 */
export function endClient(client: Client): void {
  if ('refreshSlotsCache' in client) client.refreshSlotsCache = () => undefined;
  client.disconnect();
}
