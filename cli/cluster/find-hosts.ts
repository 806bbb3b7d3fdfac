/** Finds hosts for a run: waits until enough of them are there, and knows those that come later. */
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../core/errors.ts';
import type { HostNotice, Roster } from '../../core/cluster/roster.ts';
import type { StoredRun } from '../../corpora/database/runs.ts';
import { inWords } from '../options/times.ts';
import { count } from '../components/numbers.ts';
import { describeHost, whyUnfit } from './fitness.ts';
import type { ServerTroubles } from './server-troubles.ts';

export interface WantedHosts {
  readonly server: string;
  /** How many to wait for, this one included. */
  readonly numHosts: number;
  /** How long to wait for hosts. */
  readonly seconds: number;
  readonly say: (message: string) => void;
}

const millisecondsBetweenLooks = 500;
const secondsBetweenLines = 10;

export class HostSearch {
  readonly #wanted: WantedHosts;
  readonly #self: HostNotice;
  readonly #troubles: ServerTroubles;
  readonly #refused = new Set<string>();
  #hasBegun = false;
  #numThere = 1;

  /** @param self the coordinator. */
  constructor(wanted: WantedHosts, self: HostNotice, troubles: ServerTroubles) {
    this.#wanted = wanted;
    this.#self = self;
    this.#troubles = troubles;
  }

  /** Waits until as many are there as are wanted; later, only until the server answers. */
  async untilEnough(
    roster: Roster,
    { run, signal }: { readonly run: StoredRun; readonly signal: AbortSignal },
  ): Promise<HostNotice[]> {
    const { say, server } = this.#wanted;
    const wanted = this.#numWanted(run);
    let saidAt = -Infinity;
    for (;;) {
      const fit = await this.#troubles.outlast(() => this.fitHosts(roster, run), signal);
      const others = fit.filter(({ isLeaving }) => isLeaving !== true);
      this.#numThere = others.length + 1;
      if (this.#numThere >= wanted) {
        this.#hasBegun = true;
        return [this.#self, ...others].slice(0, run.settings.numBlocks);
      }
      if (performance.now() - saidAt > 1000 * secondsBetweenLines) {
        saidAt = performance.now();
        say(
          `Waiting for hosts: ${this.#areThere(wanted)}. ` +
            `On another machine: gibbon work ${server}`,
        );
      }
      await sleep(millisecondsBetweenLooks, undefined, { signal });
    }
  }

  /** Others that are there and can work for the run. */
  async fitHosts(roster: Roster, { settings }: StoredRun): Promise<HostNotice[]> {
    const present = await roster.present();
    const others = present.filter(({ id }) => id !== this.#self.id);
    return others.filter((host) => this.#isFit(host, settings.sampler));
  }

  #isFit(host: HostNotice, sampler: string): boolean {
    const trouble = whyUnfit(host, { ...this.#self, sampler });
    if (trouble === undefined) return true;
    if (!this.#refused.has(host.id)) {
      this.#wanted.say(`Not taken: ${describeHost(host)}, ${trouble}.`);
    }
    this.#refused.add(host.id);
    return false;
  }

  #numWanted({ settings: { numBlocks } }: StoredRun): number {
    return this.#hasBegun ? 1 : Math.min(this.#wanted.numHosts, numBlocks);
  }

  #areThere(wanted: number): string {
    return `${this.#numThere} of ${wanted} ${this.#numThere === 1 ? 'is' : 'are'} there`;
  }

  /** Why the waiting is over. */
  tooLate(run: StoredRun): UserError {
    const { seconds, server } = this.#wanted;
    const trouble = this.#troubles.current;
    const wanted = this.#numWanted(run);
    const found =
      trouble === undefined
        ? `${this.#areThere(wanted)} after ${inWords(seconds)}, this one included`
        : `after ${inWords(seconds)} the server is still of no use: ${trouble}`;
    return new UserError(
      'host-lost',
      `Cannot train "${run.name}" on ${count(wanted, 'machine')}: ${found}; all of them were expected`,
      { details: trouble === undefined ? { server, there: this.#numThere } : {} },
    );
  }
}
