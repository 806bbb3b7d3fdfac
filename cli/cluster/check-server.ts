/** Whether a server can be trusted with a run; each reason why not is a message of its own. */
import { randomBytes } from 'node:crypto';
import type { Cluster, Redis } from 'ioredis';
import { UserError } from '../../core/errors.ts';
import { count } from '../components/numbers.ts';
import { describeAddress } from './address.ts';
import { answersTo } from './answers.ts';
import type { Client, Connection } from './connection.ts';

const numSlots = 16_384;
const secondsOfTrial = 10;

/**
 * @returns what is no hindrance but should be known.
 * @throws {UserError} when it is too old, forgets things when it is full, or lacks a part of the keys.
 */
export async function checkServer(connection: Connection, client: Client): Promise<string[]> {
  const notes = connection.isPasswordNeedless
    ? ['Note: the server lets everybody in without the password that was given.']
    : [];
  if (connection.isCluster) return [...notes, ...(await checkCluster(connection, client))];
  const info = await (client as Redis).info();
  checkNode(connection, info);
  checkIsMaster(connection, info);
  return notes;
}

/** Tries what a run will do, so that nobody who may not do it begins. @throws what the server answers. */
export async function tryServer(client: Client): Promise<void> {
  const key = `gibbon:{trial.${randomBytes(4).toString('hex')}}`;
  // At once: whoever is killed here leaves nothing for good.
  await answersTo(
    client
      .pipeline()
      .xadd(key, 'MAXLEN', '=', 1, '1-0', 'd', '')
      .expire(key, secondsOfTrial)
      .xtrim(key, 'MINID', '=', '1-0')
      .xlen(key),
  );
  await client.xread('COUNT', 1, 'BLOCK', 1, 'STREAMS', key, '0-0');
  await client.xinfo('STREAM', key);
  await client.xrevrange(key, '+', '-', 'COUNT', 1);
  await client.unlink(key);
}

async function checkCluster(connection: Connection, client: Client): Promise<string[]> {
  await checkShards(connection);
  const cluster = client as Cluster;
  await cluster.ping(); // now it knows the others
  const masters = cluster.nodes('master');
  const infos = await Promise.all(masters.map((node) => node.info()));
  for (const info of infos) checkNode(connection, info);
  const numAlone = infos.filter((info) => fieldOf(info, 'connected_slaves') === '0').length;
  if (numAlone === 0) return [];
  return [
    `Note: of the server's ${count(masters.length, 'master')}, ${numAlone} ` +
      `${numAlone === 1 ? 'has' : 'have'} no replica; if such a master fails, the run waits until it is back.`,
  ];
}

/** Asks one server, because the client of a cluster waits until all shards are there. */
async function checkShards(connection: Connection): Promise<void> {
  const client = connection.openNode();
  const state = String(await client.cluster('INFO').finally(() => client.disconnect()));
  const numAssigned = Number(fieldOf(state, 'cluster_slots_assigned'));
  const numOk = Number(fieldOf(state, 'cluster_slots_ok'));
  if (numAssigned === numSlots && numOk === numSlots) return;
  throw unsuitable(
    connection,
    `${numSlots - Math.min(numAssigned, numOk)} of ${numSlots} slots have no master that can be ` +
      'reached; a cluster with all of its shards was expected',
    'shards',
  );
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

/** Only masters can be written to; in a cluster, the client finds them. */
function checkIsMaster(connection: Connection, info: string): void {
  if (fieldOf(info, 'role') !== 'slave') return;
  const master = `${fieldOf(info, 'master_host')}:${fieldOf(info, 'master_port')}`;
  throw unsuitable(
    connection,
    `it is a replica, which nobody can write to; its master (${master}) was expected`,
    'replica',
  );
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
