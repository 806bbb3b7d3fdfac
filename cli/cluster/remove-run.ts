/** Leaves nothing of a run on the server, whatever was lost of what was removed before. */
import type { Cluster, Redis } from 'ioredis';
import type { Client, Connection } from './connection.ts';
import type { RedisRoster } from './redis-roster.ts';

/** Keys that the server looks at in one go: it does nothing else meanwhile. */
const keysAtOnce = '1000';
const millisecondsForReplicas = 3000;

const numSlots = 16_384;
/** First and last slot, and who has them: the master first. */
type SlotRange = [number, number, [string, number], ...unknown[]];

interface Place {
  readonly connection: Pick<Connection, 'isCluster'>;
  readonly client: Client;
  readonly roster: Pick<RedisRoster, 'endLeading'>;
}

/**
 * @param run id of the run, in whose keys it stands in braces: "gibbon:{R...".
 * @throws {Error} while the cluster changes its masters, and the server's errors.
 */
export async function removeRun({ connection, client, roster }: Place, run: string): Promise<void> {
  const { isCluster } = connection;
  const masters = isCluster ? await mastersOf(client as Cluster) : [client as Redis];
  // By looking at what is there: what was removed before may have come back with a replica.
  for (const master of masters) {
    for await (const key of keysOf(master, `gibbon:{${run}*`)) await client.unlink(key);
  }
  await roster.endLeading();
  if (isCluster) await letReplicasKnow(masters);
}

/**
 * All of them, as they say themselves. The client knows of one less while a master is lost, and what
 * the replica has that is about to take its place would be left.
 */
async function mastersOf(cluster: Cluster): Promise<readonly Redis[]> {
  const masters = cluster.nodes('master');
  const known = new Set(masters.map(({ options }) => `${options.host}:${options.port}`));
  const slots = (await masters.at(0)?.cluster('SLOTS')) as SlotRange[] | undefined;
  const owners = new Set(slots?.map(([, , [host, port]]) => `${host}:${port}`));
  const isSame = owners.size === known.size && [...owners].every((owner) => known.has(owner));
  if (!isSame || slots?.reduce((sum, [first, last]) => sum + last - first + 1, 0) !== numSlots) {
    throw new Error('the cluster is changing its masters');
  }
  return masters;
}

/**
 * Waits, but not for long, until every master has a replica that knows what was removed: it would bring
 * it back in the place of a master that is lost at this moment.
 */
async function letReplicasKnow(masters: readonly Redis[]): Promise<void> {
  await Promise.all(masters.map((master) => master.wait(1, millisecondsForReplicas)));
}

async function* keysOf(master: Redis, pattern: string): AsyncGenerator<string> {
  let cursor = '0';
  do {
    const [next, keys] = await master.scan(cursor, 'MATCH', pattern, 'COUNT', keysAtOnce);
    yield* keys;
    cursor = next;
  } while (cursor !== '0');
}
