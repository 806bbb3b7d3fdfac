/** The coordinator of a run on several hosts: finds them, tells them of the run, and leads them. */
import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../core/errors.ts';
import { ClusterCrew } from '../../core/cluster/cluster-crew.ts';
import { planKey, protocol } from '../../core/cluster/plan.ts';
import type { HostNotice } from '../../core/cluster/roster.ts';
import { bidFarewell } from '../../core/cluster/succession.ts';
import { bestSamplerName } from '../../core/sampler/open.ts';
import type { StartCrew } from '../../core/training/crew.ts';
import type { StoredRun } from '../../corpora/database/runs.ts';
import { gibbonVersion } from '../../corpora/version.ts';
import { readAddress } from './address.ts';
import { checkServer } from './check-server.ts';
import { type Client, type Connection, connect } from './connection.ts';
import { RedisExchange } from './redis-exchange.ts';
import { RedisRoster, millisecondsBetweenSigns } from './redis-roster.ts';

export interface LeaderOptions {
  readonly server: string;
  /** How many to wait for, this one included. */
  readonly numHosts: number;
  readonly numWorkers: number;
  readonly say: (message: string) => void;
}

const millisecondsBetweenLooks = 500;
const secondsBetweenLines = 10;

/** A rest that an abort ends. */
export async function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal });
}

/** This process, as others see it. */
export function noticeOfThisHost(workers: number): HostNotice {
  const name = hostname();
  return {
    id: `${name}-${process.pid}-${randomBytes(2).toString('hex')}`,
    name,
    workers,
    version: gibbonVersion(),
    protocol,
    sampler: bestSamplerName(),
  };
}

export class Leader {
  readonly #options: LeaderOptions;
  readonly #connection: Connection;
  readonly #client: Client;
  readonly #self: HostNotice;
  #exchange: RedisExchange | undefined;
  #roster: RedisRoster | undefined;
  #run: string | undefined;
  #signs: NodeJS.Timeout | undefined;
  #signing: Promise<void> | undefined;
  #crew: ClusterCrew | undefined;
  #hasBegun = false;
  /** Somebody else leads the run now: nothing of it is ours. */
  #isOusted = false;

  private constructor(options: LeaderOptions, connection: Connection, client: Client) {
    this.#options = options;
    this.#connection = connection;
    this.#client = client;
    this.#self = noticeOfThisHost(options.numWorkers);
  }

  /** @throws {UserError} when the server cannot be reached, or is not fit for it. */
  static async open(options: LeaderOptions): Promise<Leader> {
    const connection = await connect(readAddress(options.server, process.env));
    const client = connection.open();
    try {
      const notes = await checkServer(connection, client);
      for (const note of notes) options.say(note);
    } catch (error) {
      client.disconnect();
      throw error;
    }
    return new Leader(options, connection, client);
  }

  /**
   * Waits for hosts, the first time until all that are wanted are there.
   *
   * @returns what starts the workers of them all.
   * @throws {UserError} when somebody else leads the run.
   */
  async gather(run: StoredRun): Promise<StartCrew> {
    const roster = await this.#lead(run);
    const hosts = await this.#awaitHosts(roster, run);
    const exchange = (this.#exchange ??= new RedisExchange(this.#connection, this.#options.say));
    return async (options, clock) => {
      this.#crew = await ClusterCrew.start(options, clock, {
        run: idOf(run),
        exchange,
        roster,
        hosts,
        rest,
        say: this.#options.say,
      });
      return this.#crew;
    };
  }

  async #lead(run: StoredRun): Promise<RedisRoster> {
    if (this.#roster !== undefined) return this.#roster;
    const id = idOf(run);
    const roster = new RedisRoster(this.#client, id);
    const { version, sampler } = this.#self;
    const notice = { id, name: run.name, version, protocol, sampler };
    const sign = async (): Promise<void> => {
      if (!(await roster.lead(notice, this.#self.id))) throw anotherLeader(run);
      await roster.announce(this.#self);
    };
    await sign();
    this.#run = id;
    this.#roster = roster;
    this.#signs = setInterval(() => {
      this.#signing = sign().catch((error: unknown) => {
        // Out of reach: the next sign may get through.
        if (!(error instanceof UserError)) return;
        this.#isOusted = true;
        this.#crew?.abandon(error);
      });
    }, millisecondsBetweenSigns);
    return roster;
  }

  async #awaitHosts(roster: RedisRoster, run: StoredRun): Promise<HostNotice[]> {
    const { numHosts, say } = this.#options;
    const { numBlocks, sampler } = run.settings;
    const wanted = this.#hasBegun ? 1 : Math.min(numHosts, numBlocks);
    const refused = new Set<string>();
    let saidAt = -Infinity;
    for (;;) {
      const others = (await roster.present()).filter(({ id }) => id !== this.#self.id);
      const fit = others.filter((host) => this.#isFit(host, sampler, refused));
      if (fit.length + 1 >= wanted) {
        this.#hasBegun = true;
        const hosts = [this.#self, ...fit].slice(0, numBlocks);
        say(`Training on ${hosts.map(describeHost).join(', ')}.`);
        return hosts;
      }
      if (performance.now() - saidAt > 1000 * secondsBetweenLines) {
        saidAt = performance.now();
        say(
          `Waiting for hosts: ${fit.length + 1} of ${wanted} are there. ` +
            `On another machine: gibbon work ${this.#options.server}`,
        );
      }
      await sleep(millisecondsBetweenLooks);
    }
  }

  #isFit(host: HostNotice, sampler: string, refused: Set<string>): boolean {
    const trouble = whyUnfit(host, { ...this.#self, sampler });
    if (trouble === undefined) return true;
    if (!refused.has(host.id)) this.#options.say(`Not taken: ${describeHost(host)}, ${trouble}.`);
    refused.add(host.id);
    return false;
  }

  /**
   * Lets all hosts go, and leaves nothing of the run on the server.
   *
   * @param cause why the run could not go on.
   */
  async close(cause?: unknown): Promise<void> {
    try {
      await this.#letHostsGo(cause);
    } catch {
      // Out of reach: what is left expires by itself.
    }
    clearInterval(this.#signs);
    this.#exchange?.close();
    this.#client.disconnect();
  }

  async #letHostsGo(cause: unknown): Promise<void> {
    const [exchange, roster, run] = [this.#exchange, this.#roster, this.#run];
    if (this.#isOusted || roster === undefined || run === undefined) return;
    if (exchange !== undefined) {
      await bidFarewell({ exchange, run, roster, rest }, this.#self.id, messageOf(cause));
      await exchange.remove([planKey(run)]);
    }
    clearInterval(this.#signs);
    await this.#signing;
    await roster.endLeading();
  }
}

function messageOf(cause: unknown): string | undefined {
  return cause instanceof Error ? cause.message : undefined;
}

/** Why a host cannot take part; undefined when it can. */
export function whyUnfit(
  host: Pick<HostNotice, 'version' | 'protocol' | 'sampler'>,
  leader: Pick<HostNotice, 'version' | 'protocol' | 'sampler'>,
): string | undefined {
  if (host.version !== leader.version || host.protocol !== leader.protocol) {
    return `it has gibbon ${host.version}, and ${leader.version} was expected`;
  }
  if (host.sampler !== leader.sampler) {
    return `it has the sampler ${host.sampler}, and ${leader.sampler} was expected`;
  }
  return undefined;
}

function describeHost({ name, workers }: HostNotice): string {
  return `${name} (${workers} ${workers === 1 ? 'worker' : 'workers'})`;
}

function anotherLeader(run: StoredRun): UserError {
  return new UserError(
    'run-has-coordinator',
    `Cannot train "${run.name}" on several hosts: another process leads this run on the same server; ` +
      'one coordinator was expected',
    { hint: 'If that process was killed a moment ago, wait 10 seconds.' },
  );
}

/** The same for the same run, in copies of its file too. */
function idOf({ name, fingerprint, created, settings: { seed } }: StoredRun): string {
  const text = JSON.stringify([fingerprint, name, created, seed]);
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
