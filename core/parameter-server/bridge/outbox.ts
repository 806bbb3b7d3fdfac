/**
 * What was put into the exchange and is not known to have been read: kept, and put again while the
 * exchange does not have it. That is all that is done about failures of the exchange: it makes no
 * difference whether a put failed, or was acknowledged and lost.
 */
import { type Exchange, ExchangeConflict } from '../exchange.ts';

interface Letter {
  readonly key: string;
  readonly version: number;
  readonly bytes: Uint8Array;
  readonly isRead: () => boolean;
  wasAcknowledged: boolean;
}

/** How the outbox waits; tests have their own time. */
export type Rest = (milliseconds: number, signal: AbortSignal) => Promise<void>;

const millisecondsBetweenLooks = 500;

export class Outbox {
  readonly #exchange: Exchange;
  readonly #onConflict: (error: ExchangeConflict) => void;
  #letters: Letter[] = [];
  #numRepaired = 0;
  #numBytes = 0;

  /** @param onConflict called when another process has put other bytes: the run must end. */
  constructor(exchange: Exchange, onConflict: (error: ExchangeConflict) => void) {
    this.#exchange = exchange;
    this.#onConflict = onConflict;
  }

  /** How often something was put again that the exchange had acknowledged, and then lost. */
  get numRepaired(): number {
    return this.#numRepaired;
  }

  /** Bytes that were handed in so far. */
  get numBytes(): number {
    return this.#numBytes;
  }

  /** @param isRead whether everybody who wants it has it, as far as is known. */
  put(key: string, version: number, bytes: Uint8Array, isRead: () => boolean): void {
    const letter = { key, version, bytes, isRead, wasAcknowledged: false };
    this.#letters.push(letter);
    this.#numBytes += bytes.length;
    void this.#send(letter);
  }

  /** Everything that was put so far has been read. */
  forgetAll(): void {
    this.#letters = [];
  }

  /** Looks after what is kept, until the signal is aborted. */
  async watch(rest: Rest, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await rest(millisecondsBetweenLooks, signal);
      this.#letters = this.#letters.filter((letter) => !letter.isRead());
      await Promise.all(this.#letters.map((letter) => this.#repeat(letter)));
    }
  }

  async #repeat(letter: Letter): Promise<void> {
    try {
      if (await this.#exchange.has(letter.key, letter.version, letter.bytes.length)) return;
    } catch {
      return; // out of reach: it is looked at again
    }
    if (letter.wasAcknowledged && this.#letters.includes(letter)) this.#numRepaired++;
    await this.#send(letter);
  }

  async #send(letter: Letter): Promise<void> {
    try {
      await this.#exchange.put(letter.key, letter.version, letter.bytes);
      letter.wasAcknowledged = true;
    } catch (error) {
      if (error instanceof ExchangeConflict) this.#onConflict(error);
      // Anything else: it is put again.
    }
  }
}
