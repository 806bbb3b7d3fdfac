/**
 * The crash machine for runs on several hosts: kills masters of the server and hosts, the coordinator
 * included, at random moments, lets the run go on to its end, and compares that with the end of a run on
 * one machine.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RandomStream } from '../../core/random/stream.ts';
import { RedisCluster } from '../fixtures/redis-cluster.ts';
import { SharedRun } from '../fixtures/shared-run.ts';
import { Crew } from './cluster-crew.ts';
import { until } from '../fixtures/redis-server.ts';

export interface ClusterCrashOptions {
  /** At least as many of each. */
  readonly numMasters: number;
  readonly numHosts: number;
  /** Decides whom and when, as far as a clock can be decided. */
  readonly seed: number;
  readonly tell?: (line: string) => void;
}

export interface ClusterCrashes {
  masters: number;
  hosts: number;
  /** Of these. */
  coordinators: number;
  /** Runs that came to their end, and were compared. */
  compared: number;
  /** Of all runs: the longest time from the last kill to the end. */
  longestSeconds: number;
  /** What went wrong: must be empty. */
  readonly findings: string[];
}

const mostKillsOfRun = 12;
const milliseconds = { least: 300, most: 4000 };
/**
 * From the last kill to the end of a run. Announced are 15 s until a host counts as lost, as many until a
 * new coordinator may lead, some seconds for a replica; the rest is training.
 */
const limitSeconds = 150;
/** What a trial of the server leaves lasts 10 s; what is left of a run lasts for days. */
const secondsOfTrial = 15;

export async function crashCluster(options: ClusterCrashOptions): Promise<ClusterCrashes> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gibbon-crash-'));
  const cluster = await RedisCluster.start(folder, 1000);
  try {
    const run = await SharedRun.prepare(folder, { numDocuments: 120, numSweeps: 150 });
    return await new Machine(cluster, run, options).work();
  } finally {
    await cluster.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

class Machine {
  readonly #cluster: RedisCluster;
  readonly #run: SharedRun;
  readonly #options: ClusterCrashOptions;
  readonly #random: RandomStream;
  readonly #result: ClusterCrashes = {
    masters: 0, hosts: 0, coordinators: 0, compared: 0, longestSeconds: 0, findings: [],
  }; // prettier-ignore

  constructor(cluster: RedisCluster, run: SharedRun, options: ClusterCrashOptions) {
    this.#cluster = cluster;
    this.#run = run;
    this.#options = options;
    this.#random = new RandomStream({ seed: options.seed, sweep: 0, unit: 0 });
  }

  async work(): Promise<ClusterCrashes> {
    const { numMasters, numHosts, tell = () => undefined } = this.#options;
    for (let number = 1; !this.#isEnough(); number++) {
      await this.#runOnce(`run-${number}`);
      const { masters, hosts, findings } = this.#result;
      tell(
        `${number} runs: ${masters} of ${numMasters} masters, ${hosts} of ${numHosts} hosts, found ${findings.length}`,
      );
    }
    return this.#result;
  }

  #isEnough(): boolean {
    const { masters, hosts } = this.#result;
    return masters >= this.#options.numMasters && hosts >= this.#options.numHosts;
  }

  /** One run, with as many kills as come before its end; then it is left alone. */
  async #runOnce(name: string): Promise<void> {
    const crew = new Crew(this.#run, this.#cluster, name);
    try {
      for (let kills = 0; kills < mostKillsOfRun && !this.#isEnough(); kills++) {
        await sleep(milliseconds.least + this.#random.next() * milliseconds.most);
        if (crew.isDone) break;
        await this.#kill(crew);
      }
      await this.#compare(crew, name);
    } catch (error) {
      this.#found(name, `${(error as Error).message}\n${crew.said()}`);
    } finally {
      await this.#run.end();
    }
    await this.#cluster.untilWell();
    for (const master of this.#cluster.masters()) this.#cluster.servers[master].ask('flushall');
  }

  async #kill(crew: Crew): Promise<void> {
    const { masters, hosts } = this.#result;
    const wantsMaster = masters < this.#options.numMasters;
    const wantsHost = hosts < this.#options.numHosts;
    if (wantsMaster && (!wantsHost || this.#random.next() < 0.5)) {
      await this.#killMaster();
    } else {
      const isCoordinator = this.#random.next() < 0.25;
      await (isCoordinator ? crew.killCoordinator() : crew.killWorkHost(this.#random.next()));
      this.#result.hosts++;
      if (isCoordinator) this.#result.coordinators++;
    }
  }

  /** One at a time: two at once would be more than replicas make up for. */
  async #killMaster(): Promise<void> {
    await this.#cluster.untilWell();
    const masters = this.#cluster.masters();
    const victim = this.#cluster.servers[masters[Math.floor(this.#random.next() * masters.length)]];
    await victim.kill();
    this.#result.masters++;
    await until('a replica has taken over', () => this.#cluster.masters().length === 3);
    await victim.restart();
  }

  async #compare(crew: Crew, name: string): Promise<void> {
    const begun = performance.now();
    await crew.untilDone(limitSeconds);
    const seconds = (performance.now() - begun) / 1000;
    this.#result.longestSeconds = Math.max(this.#result.longestSeconds, seconds);
    const [found, alone] = [this.#run.stored(name), this.#run.stored()];
    this.#result.compared++;
    if (JSON.stringify(found) !== JSON.stringify(alone)) this.#found(name, 'its end is different');
    await this.#cluster.untilWell();
    const left = await this.#keysLeft();
    if (left.length > 0) this.#found(name, `left behind: ${left.join(', ')}\n${crew.said()}`);
  }

  /** Hosts that have come too late try the server, with keys of their own, which expire by themselves. */
  async #keysLeft(): Promise<string[]> {
    const isEmpty = () => this.#cluster.keys().length === 0;
    await until('nothing is left', isEmpty, secondsOfTrial).catch(() => undefined);
    return this.#cluster.keys();
  }

  #found(name: string, what: string): void {
    this.#options.tell?.(`FOUND in ${name}: ${what}`);
    this.#result.findings.push(`${name}: ${what}`);
  }
}
