/** The coordinator of a run on several hosts: finds them, tells them of the run, and leads them. */
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../core/errors.ts';
import { ClusterCrew } from '../../core/cluster/cluster-crew.ts';
import { Company } from '../../core/cluster/company.ts';
import { Pace } from '../../core/cluster/pace.ts';
import { persistently } from '../../core/cluster/persistently.ts';
import { protocol } from '../../core/cluster/plan.ts';
import { type HostNotice, namesOf } from '../../core/cluster/roster.ts';
import { bidFarewell } from '../../core/cluster/succession.ts';
import type { StartCrew } from '../../core/training/crew.ts';
import type { StoredRun } from '../../corpora/database/runs.ts';
import { readAddress } from './address.ts';
import { checkServer, tryServer } from './check-server.ts';
import { type Client, type Connection, connect, endClient } from './connection.ts';
import { withDeadline } from './deadline.ts';
import { explainServer } from './explain-server.ts';
import { HostSearch, type WantedHosts } from './find-hosts.ts';
import { describeHost, noticeOfThisHost } from './fitness.ts';
import { anotherLeader, idOf } from './led-run.ts';
import { RedisExchange } from './redis-exchange.ts';
import { removeRun } from './remove-run.ts';
import { RedisRoster, millisecondsBetweenSigns } from './redis-roster.ts';
import { ServerTroubles } from './server-troubles.ts';
import { describeUnusedHosts } from './unused-hosts.ts';

export interface LeaderOptions extends WantedHosts {
  readonly numWorkers: number;
}

/** A cluster needs some ten seconds to put a replica in the place of a master. */
const secondsOfTidying = 60;

/** A rest that an abort ends. */
export async function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal });
}

export class Leader {
  readonly #options: LeaderOptions;
  readonly #connection: Connection;
  readonly #client: Client;
  readonly #self: HostNotice;
  readonly #troubles: ServerTroubles;
  readonly #search: HostSearch;
  readonly #pace = new Pace();
  #company: Company | undefined;
  #askForCheckpoint: () => void = () => undefined;
  #exchange: RedisExchange | undefined;
  #roster: RedisRoster | undefined;
  #run: string | undefined;
  #signs: NodeJS.Timeout | undefined;
  #signing: Promise<void> | undefined;
  #crew: ClusterCrew | undefined;
  /** Somebody else leads the run now: nothing of it is ours. */
  #isOusted = false;

  private constructor(
    options: LeaderOptions,
    self: HostNotice,
    { connection, client }: { connection: Connection; client: Client },
  ) {
    this.#options = options;
    this.#connection = connection;
    this.#client = client;
    this.#troubles = new ServerTroubles(connection.address, options.say);
    this.#self = self;
    this.#search = new HostSearch(options, self, this.#troubles);
  }

  /** @param ask has the run write a checkpoint soon: a host wants to leave at it. */
  askForCheckpointsBy(ask: () => void): void {
    this.#askForCheckpoint = ask;
  }

  /** @throws {UserError} when the server cannot be reached, or is not fit for it. */
  static async open(options: LeaderOptions): Promise<Leader> {
    const connection = await connect(readAddress(options.server, process.env));
    const client = connection.open();
    try {
      const notes = await checkServer(connection, client);
      for (const note of notes) options.say(note);
    } catch (error) {
      endClient(client);
      throw explainServer(error, connection.address);
    }
    const self = await noticeOfThisHost(options.numWorkers);
    return new Leader(options, self, { connection, client });
  }

  /**
   * Waits for hosts, the first time until all that are wanted are there.
   *
   * @param signal aborted to wait no longer.
   * @returns what starts the workers of them all.
   * @throws {UserError} when somebody else leads the run, or hosts do not come; the signal's reason.
   */
  async gather(run: StoredRun, signal: AbortSignal): Promise<StartCrew> {
    const { seconds } = this.#options;
    const exchange = (this.#exchange ??= new RedisExchange(this.#connection, this.#troubles));
    const hosts = await withDeadline(
      { seconds, signal },
      {
        wait: async (either) => {
          await this.#troubles.outlast(() => tryServer(this.#client), either);
          const roster = await this.#troubles.outlast(() => this.#lead(run), either);
          return this.#search.untilEnough(roster, { run, signal: either });
        },
        explain: () => this.#search.tooLate(run),
      },
    );
    const roster = this.#roster as RedisRoster;
    if (this.#company === undefined) this.#sayWhoIsUnused(run, hosts);
    const company = (this.#company ??= this.#companyOf(run, roster));
    company.begin(hosts);
    this.#sayWho(company);
    let isFirst = true;
    return async (options, clock) => {
      if (isFirst) await this.#lookAgain(company, run, options.signal);
      isFirst = false;
      this.#crew = await ClusterCrew.start(options, clock, {
        run: idOf(run),
        exchange,
        roster,
        hosts: company.hosts,
        company,
        pace: this.#pace,
        rest,
        outlast: (ask, either) => this.#troubles.outlast(ask, either),
        say: this.#options.say,
        askForCheckpoint: () => {
          this.#askForCheckpoint();
        },
      });
      return this.#crew;
    };
  }

  /** While the corpus grew on this machine, hosts may have gone, and others may have come. */
  async #lookAgain(
    company: Company,
    run: StoredRun,
    signal = new AbortController().signal,
  ): Promise<void> {
    const roster = this.#roster as RedisRoster;
    if (company.begin(await this.#search.untilEnough(roster, { run, signal }))) {
      this.#sayWho(company);
    }
  }

  #sayWho(company: Company): void {
    const names = namesOf(company.hosts);
    const described = company.hosts.map((host, at) => describeHost({ ...host, name: names[at] }));
    this.#options.say(`Training on ${described.join(', ')}.`);
  }

  #sayWhoIsUnused({ settings: { numBlocks } }: StoredRun, hosts: readonly HostNotice[]): void {
    const { numHosts, say } = this.#options;
    const numWorkers = hosts.reduce((sum, { workers }) => sum + workers, 0);
    const note = describeUnusedHosts(numBlocks, { numHosts, numWorkers });
    if (note !== undefined) say(note);
  }

  /** It outlives hosts that are lost, as it remembers them. */
  #companyOf(run: StoredRun, roster: RedisRoster): Company {
    const present = () => this.#search.fitHosts(roster, run);
    return new Company({ present, pace: this.#pace, say: this.#options.say });
  }

  /** For a run with nothing left to do: whoever waits for it, or was left of it, goes when this closes. */
  async letGo(run: StoredRun): Promise<void> {
    this.#exchange ??= new RedisExchange(this.#connection, this.#troubles);
    await this.#troubles.outlast(() => this.#lead(run), new AbortController().signal);
  }

  async #lead(run: StoredRun): Promise<RedisRoster> {
    if (this.#roster !== undefined) return this.#roster;
    const id = idOf(run);
    const roster = new RedisRoster(this.#client, id, this.#troubles);
    const { id: leader, version, sampler, trial } = this.#self;
    const notice = { id, name: run.name, version, protocol, sampler, trial, leader };
    const sign = async (): Promise<void> => {
      if (!(await roster.lead(notice))) throw anotherLeader(run);
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

  /**
   * Lets all hosts go, and leaves nothing of the run on the server.
   *
   * @param cause why the run could not go on.
   */
  async close(cause?: unknown): Promise<void> {
    try {
      await this.#letHostsGo(cause);
    } catch {
      this.#options.say('Something of the run is left on the server; it expires within a week.');
    }
    clearInterval(this.#signs);
    this.#exchange?.close();
    endClient(this.#client);
  }

  async #letHostsGo(cause: unknown): Promise<void> {
    const [exchange, roster, run] = [this.#exchange, this.#roster, this.#run];
    if (this.#isOusted || roster === undefined || run === undefined) return;
    if (exchange !== undefined) {
      await bidFarewell({ exchange, run, roster, rest }, this.#self.id, messageOf(cause));
    }
    clearInterval(this.#signs);
    await this.#signing;
    const signal = AbortSignal.timeout(1000 * secondsOfTidying);
    const place = { connection: this.#connection, client: this.#client, roster };
    await persistently(() => removeRun(place, run), { rest, signal });
  }
}

function messageOf(cause: unknown): string | undefined {
  return cause instanceof Error ? cause.message : undefined;
}
