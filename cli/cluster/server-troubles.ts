/** Says what a run waits for while its server is full or out of reach, now and then. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type ServerAddress, describeAddress } from './address.ts';
import { describeTrouble, explainServer, passesByItself } from './explain-server.ts';

/** A failover takes some seconds, and nobody needs to know. */
const secondsBeforeWords = 2;
const secondsBetweenWords = 30;
/** After as long without a failure the next one is another trouble. */
const secondsOfPeace = 12;
const millisecondsBetweenTries = 500;
/** Longer than a connection takes to be given up. */
const millisecondsOfAnswer = 8000;

export class ServerTroubles {
  readonly #address: ServerAddress;
  readonly #say: (message: string) => void;
  readonly #now: () => number;
  #since = -Infinity;
  #lastAt = -Infinity;
  #saidAt = -Infinity;
  #last: string | undefined;

  /** @param now seconds of a clock that never goes back. */
  constructor(
    address: ServerAddress,
    say: (message: string) => void,
    now = () => performance.now() / 1000,
  ) {
    this.#address = address;
    this.#say = say;
    this.#now = now;
  }

  /** The trouble of this moment, in a few words. */
  get current(): string | undefined {
    return this.#now() - this.#lastAt < secondsOfPeace ? this.#last : undefined;
  }

  /** Something failed, and is tried again. */
  note(error: unknown): void {
    const now = this.#now();
    if (now - this.#lastAt > secondsOfPeace) this.#since = now;
    this.#lastAt = now;
    this.#last = describeTrouble(error);
    if (now - this.#since < secondsBeforeWords || now - this.#saidAt < secondsBetweenWords) return;
    this.#saidAt = now;
    this.#say(`Waiting for the server ${describeAddress(this.#address)}: ${this.#last}.`);
  }

  /**
   * Asks again and again while the server is full or out of reach.
   *
   * @throws {UserError} when it refuses; the signal's reason.
   */
  async outlast<Answer>(ask: () => Promise<Answer>, signal: AbortSignal): Promise<Answer> {
    for (;;) {
      signal.throwIfAborted();
      try {
        return await withinTime(ask(), signal);
      } catch (error) {
        if (!passesByItself(error)) throw explainServer(error, this.#address);
        this.note(error);
      }
      await sleep(millisecondsBetweenTries, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** A client may keep what it is asked for until a lost shard is back. */
async function withinTime<Answer>(asked: Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  asked.catch(() => undefined); // it may come after we have given up
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  const tooLong = sleep(millisecondsOfAnswer, undefined, { signal: either }).then(() => {
    throw new Error('Socket timeout: no answer from the cluster');
  });
  try {
    return await Promise.race([asked, tooLong]);
  } finally {
    over.abort();
    tooLong.catch(() => undefined);
  }
}
