/** Whether a server can be trusted with a run; each reason why not is a message of its own. */
import type { Cluster, Redis } from 'ioredis';
import { UserError } from '../../core/errors.ts';
import { describeAddress } from './address.ts';
import type { Client, Connection } from './connection.ts';

const numSlots = 16_384;

/**
 * @returns what is no hindrance but should be known.
 * @throws {UserError} when it is too old, forgets things when it is full, or lacks a part of the keys.
 */
export async function checkServer(connection: Connection, client: Client): Promise<string[]> {
  if (!connection.isCluster) {
    checkNode(connection, await (client as Redis).info());
    return [];
  }
  const cluster = client as Cluster;
  const state = await cluster.cluster('INFO');
  const numAssigned = Number(fieldOf(String(state), 'cluster_slots_assigned'));
  const numOk = Number(fieldOf(String(state), 'cluster_slots_ok'));
  if (numAssigned !== numSlots || numOk !== numSlots) {
    throw unsuitable(
      connection,
      `${numSlots - Math.min(numAssigned, numOk)} of ${numSlots} slots have no master that can be ` +
        'reached; a cluster with all of its shards was expected',
      'shards',
    );
  }
  const masters = cluster.nodes('master');
  const infos = await Promise.all(masters.map((node) => node.info()));
  for (const info of infos) checkNode(connection, info);
  const numAlone = infos.filter((info) => fieldOf(info, 'connected_slaves') === '0').length;
  if (numAlone === 0) return [];
  return [
    `Note: ${numAlone} of the server's ${masters.length} masters have no replica; if one of them ` +
      'fails, the run waits until it is back.',
  ];
}

function checkNode(connection: Connection, info: string): void {
  const valkey = fieldOf(info, 'valkey_version');
  const redis = fieldOf(info, 'redis_version') ?? '0';
  const [name, version, least] = valkey ? ['Valkey', valkey, 8] : ['Redis', redis, 7];
  if (Number(version.split('.')[0]) < least) {
    throw unsuitable(
      connection,
      `it is ${name} ${version}; Valkey 8.0 or Redis 7.0, or newer, was expected`,
      'version',
    );
  }
  const policy = fieldOf(info, 'maxmemory_policy') ?? 'unknown';
  if (policy !== 'noeviction') {
    throw unsuitable(
      connection,
      `its maxmemory-policy is ${policy}, so that it forgets things when it is full; noeviction was expected`,
      'eviction',
    );
  }
}

function unsuitable(connection: Connection, reason: string, what: string): UserError {
  return new UserError(
    'server-unsuitable',
    `Cannot use the server ${describeAddress(connection.address)}: ${reason}`,
    { details: { what } },
  );
}

/** A line "name:value" of what INFO answers. */
function fieldOf(info: string, name: string): string | undefined {
  return new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1];
}
