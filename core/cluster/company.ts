/**
 * Who takes part in a run. Hosts come and leave while it goes on: at each checkpoint the coordinator looks who
 * is there, and has the blocks dealt again where that is worth the while.
 */
import { dealBlocks, secondsOfStep } from './deal-blocks.ts';
import { HostLost } from './failures.ts';
import type { Pace } from './pace.ts';
import type { HostNotice } from './roster.ts';

export interface CompanyOptions {
  /** Those who are there and fit for the run; some may be on their way out. */
  readonly present: () => Promise<readonly HostNotice[]>;
  readonly pace: Pace;
  readonly say: (message: string) => void;
}

/** What is ahead of a run at a checkpoint. */
export interface Prospect {
  readonly numBlocks: number;
  readonly stepsLeft: number;
  /** Why blocks are to be dealt again among the same hosts; undefined: they are not. */
  readonly slow: string | undefined;
}

/** To begin again takes some seconds: with fewer sweeps left nobody is taken in. */
const fewestSweeps = 4;
/** A machine that was lost this often comes only to die again. A loss costs a checkpoint interval at most. */
export const mostLosses = 5;

export class Company {
  readonly #options: CompanyOptions;
  readonly #numLosses = new Map<string, number>();
  /** Hosts that have said themselves that they cannot go on: they are there for some seconds yet. */
  readonly #ending = new Set<string>();
  /** Hosts of whom it was said that they are not taken. */
  readonly #refused = new Set<string>();
  #hosts: readonly HostNotice[] = [];

  constructor(options: CompanyOptions) {
    this.#options = options;
  }

  /** Among whom blocks are dealt next; the first is the coordinator. */
  get hosts(): readonly HostNotice[] {
    return this.#hosts;
  }

  /**
   * At first, and after a loss.
   *
   * @param hosts those who are there, the coordinator first.
   * @returns whether others take part than before.
   */
  begin([coordinator, ...others]: readonly HostNotice[]): boolean {
    const before = this.#hosts;
    const stays = (host: HostNotice) => before.some(({ id }) => id === host.id);
    const taken = others.filter(
      (host) => !this.#ending.has(host.id) && (stays(host) || this.#isWelcome(host)),
    );
    this.#hosts = [coordinator, ...taken];
    return this.#hosts.length !== before.length || !this.#hosts.every(stays);
  }

  /** Of a generation, what ended it. */
  noteFailure(reason: Error): void {
    if (!(reason instanceof HostLost)) return;
    if (reason.isEnding) this.#ending.add(reason.host);
    const lost = this.#hosts.find(({ id }) => id === reason.host);
    if (lost !== undefined) this.#numLosses.set(lost.name, this.#numLossesOf(lost) + 1);
  }

  /** Of its machine: whoever is started again there has another id. */
  #numLossesOf({ name }: HostNotice): number {
    return this.#numLosses.get(name) ?? 0;
  }

  /**
   * At a checkpoint: lets those go who want to leave, takes in those who have come, and says so.
   *
   * @returns whether blocks are to be dealt again among `hosts`.
   */
  async wantsNewDeal(run: Prospect): Promise<boolean> {
    const changes = await this.#change(run);
    // Among others, a slow host gets another number of blocks than what was said of it.
    const reasons = changes.length === 0 && run.slow !== undefined ? [run.slow] : changes;
    for (const reason of reasons) this.#options.say(reason);
    return reasons.length > 0;
  }

  async #change(run: Prospect): Promise<string[]> {
    // Where the server is out of reach, the next checkpoint will do.
    const present = await this.#options.present().catch(() => undefined);
    if (present === undefined) return [];
    const [coordinator, ...others] = this.#hosts;
    const isLeaving = ({ id }: HostNotice) =>
      present.some((host) => host.id === id && host.isLeaving === true);
    const leaving = others.filter(isLeaving);
    const staying = [coordinator, ...others.filter((host) => !isLeaving(host))];
    const coming = this.#newcomers(present, staying, run);
    this.#hosts = [...staying, ...coming];
    return [
      ...leaving.map(({ id }) => `Host ${id} leaves, and the others go on with its blocks.`),
      ...this.#welcome(coming, run.numBlocks),
    ];
  }

  #newcomers(
    present: readonly HostNotice[],
    staying: readonly HostNotice[],
    { numBlocks, stepsLeft }: Prospect,
  ): readonly HostNotice[] {
    if (stepsLeft < fewestSweeps * numBlocks) return [];
    const coming = present
      .filter((host) => this.#hosts.every(({ id }) => id !== host.id))
      .filter((host) => host.isLeaving !== true && !this.#ending.has(host.id))
      .filter((host) => this.#isWelcome(host))
      .slice(0, numBlocks - staying.length);
    const secondsWith = (hosts: readonly HostNotice[]): number => {
      const dealt = this.#options.pace.dealt(hosts);
      return secondsOfStep(dealBlocks(numBlocks, dealt), dealt);
    };
    return secondsWith([...staying, ...coming]) < secondsWith(staying) ? coming : [];
  }

  #isWelcome(host: HostNotice): boolean {
    const numLosses = this.#numLossesOf(host);
    if (numLosses < mostLosses) return true;
    if (!this.#refused.has(host.id)) {
      this.#options.say(
        `Not taken: host ${host.id}; its machine was lost ${numLosses} times in this run.`,
      );
    }
    this.#refused.add(host.id);
    return false;
  }

  #welcome(coming: readonly HostNotice[], numBlocks: number): string[] {
    const numOf = dealBlocks(numBlocks, this.#options.pace.dealt(this.#hosts));
    return coming.map(({ id }, index) => {
      const own = numOf[this.#hosts.length - coming.length + index];
      return `Host ${id} has come and gets ${own} ${own === 1 ? 'block' : 'blocks'}.`;
    });
  }
}
