/** Runs that look for hosts, and hosts that are there, on the server. */
import type { HostNotice, Roster } from '../../core/cluster/roster.ts';
import { answersTo } from './answers.ts';
import type { Client } from './connection.ts';
import type { ServerTroubles } from './server-troubles.ts';

/** A sign of life lasts this long, and is given every third of it. */
const millisecondsOfLife = 10_000;
export const millisecondsBetweenSigns = 3000;

/** A run that is led by somebody. */
export interface RunNotice {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly protocol: number;
  readonly sampler: string;
  readonly trial: string;
  /** Id of the host that leads it. */
  readonly leader: string;
}

const runsKey = 'gibbon:runs';
/** What a process that was killed has left is removed by the server. */
const secondsToLive = 7 * 24 * 3600;

export class RedisRoster implements Roster {
  readonly #client: Client;
  readonly #run: string;
  readonly #troubles: Pick<ServerTroubles, 'note'> | undefined;

  /** @param troubles told when the server is full. */
  constructor(client: Client, run: string, troubles?: Pick<ServerTroubles, 'note'>) {
    this.#client = client;
    this.#run = run;
    this.#troubles = troubles;
  }

  /** The list of hosts lives as long as the last of them: one that is killed after the end leaves nothing. */
  async announce(host: HostNotice): Promise<void> {
    const [hosts, lease] = [this.#key('hosts'), this.#key(`lease:${host.id}`)];
    const notice = JSON.stringify(host);
    const isKnown = await this.#renew(lease, notice);
    if (isKnown && (await this.#client.pexpire(hosts, millisecondsOfLife)) === 1) return;
    if (!isKnown) await this.#client.set(lease, notice, 'PX', millisecondsOfLife);
    await answersTo(
      this.#client.pipeline().hset(hosts, host.id, '').pexpire(hosts, millisecondsOfLife),
    );
  }

  /**
   * A server that is full refuses to set anything, but a sign of life must get through.
   *
   * @returns whether the key was there.
   */
  async #renew(key: string, value: string): Promise<boolean> {
    try {
      return (await this.#client.set(key, value, 'PX', millisecondsOfLife, 'XX')) !== null;
    } catch (error) {
      if (!/^OOM/.test((error as Error).message)) throw error;
      this.#troubles?.note(error);
      return (await this.#client.pexpire(key, millisecondsOfLife)) === 1;
    }
  }

  async leave(id: string): Promise<void> {
    await this.#client.hdel(this.#key('hosts'), id);
    await this.#client.unlink(this.#key(`lease:${id}`));
  }

  async present(): Promise<readonly HostNotice[]> {
    const ids = await this.#client.hkeys(this.#key('hosts'));
    const leases = await Promise.all(ids.map((id) => this.#client.get(this.#key(`lease:${id}`))));
    return leases.flatMap((lease) => (lease === null ? [] : [JSON.parse(lease) as HostNotice]));
  }

  /**
   * Says that this process leads the run; to be repeated like a sign of life.
   *
   * @returns whether nobody else does.
   */
  async lead(notice: RunNotice): Promise<boolean> {
    const { leader } = notice;
    const key = this.#key('leader');
    const current = await this.#client.get(key);
    if (current === leader) {
      await this.#renew(key, leader);
      if ((await this.#client.hexists(runsKey, this.#run)) === 1) return true;
    } else if (current !== null) return false;
    else if (!(await this.#client.set(key, leader, 'PX', millisecondsOfLife, 'NX'))) return false;
    await this.#client.hset(runsKey, this.#run, JSON.stringify(notice));
    await this.#client.expire(runsKey, secondsToLive);
    return true;
  }

  async hasLeader(): Promise<boolean> {
    return (await this.#client.get(this.#key('leader'))) !== null;
  }

  /** A coordinator that was lost has left the run in the list; one that has ended it has not. */
  async state(): Promise<'led' | 'left' | 'ended'> {
    if (await this.hasLeader()) return 'led';
    return (await this.#client.hexists(runsKey, this.#run)) === 1 ? 'left' : 'ended';
  }

  /** Removes everything of the run but the keys of its exchange. */
  async endLeading(): Promise<void> {
    const ids = await this.#client.hkeys(this.#key('hosts'));
    for (const id of ids) await this.#client.unlink(this.#key(`lease:${id}`));
    await this.#client.unlink(this.#key('hosts'));
    await this.#client.unlink(this.#key('leader'));
    await this.#client.hdel(runsKey, this.#run);
  }

  #key(name: string): string {
    return `gibbon:{${this.#run}}:${name}`;
  }
}

/** Runs that somebody leads right now. */
export async function runsOn(client: Client): Promise<RunNotice[]> {
  const all = Object.values(await client.hgetall(runsKey)).map(
    (text) => JSON.parse(text) as RunNotice,
  );
  const led = await Promise.all(all.map(({ id }) => new RedisRoster(client, id).hasLeader()));
  return all.filter((_, index) => led[index]);
}
