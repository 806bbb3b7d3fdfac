/** The programs of a run on several hosts, for killing them. */
import type { Gibbon } from '../end-to-end/gibbon.ts';
import type { RedisCluster } from '../fixtures/redis-cluster.ts';
import { until } from '../fixtures/redis-server.ts';
import type { SharedRun } from '../fixtures/shared-run.ts';

const numWorkHosts = 2;

/** The programs of one run. Whatever is killed is started again. */
export class Crew {
  readonly #run: SharedRun;
  readonly #cluster: RedisCluster;
  readonly #name: string;
  #coordinator: Gibbon;
  #workHosts: Gibbon[];
  /** All that were ever started. */
  readonly #all: Gibbon[] = [];

  constructor(run: SharedRun, cluster: RedisCluster, name: string) {
    this.#run = run;
    this.#cluster = cluster;
    this.#name = name;
    this.#coordinator = this.#note(this.#train());
    this.#workHosts = Array.from({ length: numWorkHosts }, () => this.#newWorkHost());
  }

  get isDone(): boolean {
    return this.#coordinator.child.exitCode === 0;
  }

  async killWorkHost(share: number): Promise<void> {
    const index = Math.floor(share * this.#workHosts.length);
    await killed(this.#workHosts[index]);
    this.#workHosts[index] = this.#newWorkHost();
  }

  async killCoordinator(): Promise<void> {
    await killed(this.#coordinator);
    this.#coordinator = this.#note(this.#resume());
  }

  /** Waits for the end of the run, and for that of the hosts. */
  async untilDone(seconds: number): Promise<void> {
    const begun = performance.now();
    await until('the run ends', () => this.#goesOn(), seconds);
    const left = seconds - (performance.now() - begun) / 1000;
    // Whoever has come too late waits for another run.
    const isLeft = ({ stderr }: Gibbon) => !stderr.includes('Working for');
    const haveEnded = () =>
      this.#workHosts.every((host) => host.child.exitCode !== null || isLeft(host));
    await until('all hosts end', haveEnded, left);
  }

  /** @returns whether the run is done; whatever could not begin is begun again. */
  #goesOn(): boolean {
    this.#workHosts = this.#workHosts.map((host) =>
      canTryAgain(host) ? this.#newWorkHost() : host,
    );
    if (canTryAgain(this.#coordinator)) this.#coordinator = this.#note(this.#resume());
    return this.isDone;
  }

  /** A coordinator that was killed before it had made the run has left nothing to resume. */
  #resume(): Gibbon {
    if (this.#coordinator.stderr.includes('nothing has been trained')) return this.#train();
    return this.#run.resume(this.#name, '--server', this.#cluster.address);
  }

  #train(): Gibbon {
    const options = ['--hosts', String(numWorkHosts + 1), '--checkpoint-every', '10'];
    return this.#run.train(this.#name, this.#cluster.address, ...options);
  }

  #newWorkHost(): Gibbon {
    return this.#note(this.#run.work(this.#cluster.address));
  }

  #note(program: Gibbon): Gibbon {
    this.#all.push(program);
    return program;
  }

  /** What all have said, and how they ended. */
  said(): string {
    return this.#all.map((program) => describe(program, this.#isCurrent(program))).join('\n');
  }

  #isCurrent(program: Gibbon): boolean {
    return program === this.#coordinator || this.#workHosts.includes(program);
  }
}

function describe({ child, stderr }: Gibbon, isCurrent: boolean): string {
  const end = child.signalCode ?? child.exitCode ?? 'goes on';
  const role = isCurrent ? 'current' : 'former';
  return `--- ${child.spawnargs.slice(2).join(' ')} (${child.pid}, ${role}: ${end})\n${stderr}`;
}

/**
 * Whether a program has refused to begin, for a reason that passes: a master of the server was just killed,
 * or the coordinator before was.
 *
 * @throws {Error} when it has ended for another reason.
 */
function canTryAgain({ child, stderr }: Gibbon): boolean {
  if (child.exitCode === null || child.exitCode === 0) return false;
  if (whatPasses.test(stderr)) return true;
  throw new Error(`${child.spawnargs.slice(2).join(' ')} ended with ${child.exitCode}`);
}

const whatPasses =
  /another process leads|nothing has been trained|Cannot reach|Connection is closed|Too many Cluster|have no master|CLUSTERDOWN/;

async function killed(program: Gibbon): Promise<void> {
  program.kill('SIGKILL');
  await program.ended;
}
