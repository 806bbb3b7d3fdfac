/**
 * Ctrl-C, SIGTERM, a terminal that is closed, an output that nobody reads any more: the first one
 * asks to stop at the next step, with a checkpoint; the second leaves at once, and the last
 * checkpoint stands.
 */
import { offOutputClosed, onOutputClosed } from '../speaking/closed-output.ts';

const exitStatuses = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129, SIGPIPE: 141 } as const;

type Signal = keyof typeof exitStatuses;

/** Not SIGPIPE: closed-output.ts says why. */
const listenedFor = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export class StopSignals {
  readonly #onFirst: () => void;
  readonly #listeners: readonly (readonly [Signal, () => void])[];
  readonly #onOutputClosed = (): void => {
    this.#receive('SIGPIPE');
  };
  #received: Signal | undefined;

  constructor(onFirst: () => void) {
    this.#onFirst = onFirst;
    this.#listeners = listenedFor.map((signal) => [signal, () => this.#receive(signal)] as const);
    for (const [signal, listener] of this.#listeners) process.on(signal, listener);
    onOutputClosed(this.#onOutputClosed);
  }

  /** 128 + the number of the signal, as shells expect it; 130 when there was none. */
  get exitStatus(): number {
    return exitStatuses[this.#received ?? 'SIGINT'];
  }

  release(): void {
    for (const [signal, listener] of this.#listeners) process.off(signal, listener);
    offOutputClosed(this.#onOutputClosed);
  }

  #receive(signal: Signal): void {
    if (this.#received === undefined) {
      this.#received = signal;
      this.#onFirst();
    } else if (signal === 'SIGINT' || signal === 'SIGTERM') {
      process.exit(exitStatuses[signal]); // the others come in twos and threes by themselves
    }
  }
}
