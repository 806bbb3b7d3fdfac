/**
 * Connections to the server, a single one or a cluster. This folder is the only place that knows the
 * client package, which is loaded when a server is asked for.
 *
 * The client does not retry anything for long: the outbox of whoever puts something does
 * (core/parameter-server/bridge/outbox.ts).
 */
import type { Cluster, ClusterOptions, Redis, RedisOptions } from 'ioredis';
import { UserError } from '../../core/errors.ts';
import { type ServerAddress, describeAddress } from './address.ts';

export type Client = Redis | Cluster;

export interface Connection {
  readonly address: ServerAddress;
  readonly isCluster: boolean;
  /** Another connection: one that waits cannot do anything else meanwhile. */
  open(): Client;
}

/** Longer than a read waits. */
const socketTimeout = 5000;

/** @throws {UserError} when there is no server, or it does not let us in. */
export async function connect(address: ServerAddress): Promise<Connection> {
  const { Redis, Cluster } = await import('ioredis');
  const { host, port } = address;
  const options = optionsFor(address);
  const isCluster = await askForCluster(
    new Redis({ ...options, retryStrategy: () => null }),
    address,
  );
  const open = (): Client => {
    const client = isCluster
      ? new Cluster([{ host, port }], { ...clusterOptions, redisOptions: options })
      : new Redis({ ...options, retryStrategy: () => 100 });
    client.on('error', () => undefined); // every call reports its own failure
    return client;
  };
  return { address, isCluster, open };
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

/** Whether the server is part of a cluster. */
async function askForCluster(client: Redis, address: ServerAddress): Promise<boolean> {
  let reason: unknown;
  client.on('error', (error) => (reason = error));
  try {
    await client.connect();
    return /cluster_enabled:1/.test(await client.info('cluster'));
  } catch (error) {
    throw explain(reason ?? error, address);
  } finally {
    client.disconnect();
  }
}

function explain(error: unknown, address: ServerAddress): UserError {
  const { message } = error as Error;
  const where = describeAddress(address);
  if (/NOAUTH|WRONGPASS|invalid password|NOPERM/i.test(message)) {
    const found = address.password === undefined ? 'it wants a password' : message;
    return new UserError(
      'server-refuses',
      `Cannot log in to the server ${where}: ${found}; the password of the server was expected`,
      { details: { password: 'wrong' }, cause: error },
    );
  }
  return new UserError(
    'server-unreachable',
    `Cannot reach the server ${where}: ${message}; a running Valkey or Redis was expected`,
    { hint: 'Is it running, and is its port open to this machine?', cause: error },
  );
}
