/** Which host has which blocks, and who gives ranges to whom: arithmetic. */

export interface Deal {
  /** First block of each host, in order, and B at the end. */
  readonly starts: readonly number[];
  /** Which of them this one is. */
  readonly host: number;
}

export class DealtBlocks {
  readonly #starts: readonly number[];
  readonly #host: number;

  constructor({ starts, host }: Deal) {
    this.#starts = starts;
    this.#host = host;
  }

  get numHosts(): number {
    return this.#starts.length - 1;
  }

  get numBlocks(): number {
    return this.#starts[this.numHosts];
  }

  /** Own blocks: first to end - 1. */
  get first(): number {
    return this.#starts[this.#host];
  }

  get end(): number {
    return this.#starts[this.#host + 1];
  }

  get others(): number[] {
    return [...this.#starts.keys()].slice(0, -1).filter((host) => host !== this.#host);
  }

  /** Who takes over the ranges of our first block. */
  get receiver(): number {
    return (this.#host + this.numHosts - 1) % this.numHosts;
  }

  /** Whose first block hands its ranges to our last one. */
  get supplier(): number {
    return (this.#host + 1) % this.numHosts;
  }

  blocksOf(host: number): number[] {
    const numBlocks = this.#starts[host + 1] - this.#starts[host];
    return Array.from({ length: numBlocks }, (_, index) => this.#starts[host] + index);
  }
}
