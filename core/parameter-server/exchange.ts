/**
 * Where processes put bytes for each other. It may lose what it has acknowledged, be out of reach for
 * a while, and come back empty: whoever puts something keeps it until it is known to have been read
 * (bridge/outbox.ts).
 *
 * Everything has a version, and what is put under a key with some version is the same bytes whoever
 * puts it. So putting twice is the same as once, and an older version never replaces a newer one.
 */
export interface Exchange {
  /**
   * Puts bytes unless the key has this version or a newer one already.
   *
   * @throws {ExchangeConflict} when it has this version with other bytes.
   * @throws any other error when it may not have been put.
   */
  put(key: string, version: number, bytes: Uint8Array): Promise<void>;

  /**
   * Waits for this version of a key or a newer one, for as long as it takes.
   *
   * @throws the signal's reason when it is aborted.
   */
  get(key: string, version: number, signal: AbortSignal): Promise<Versioned>;

  /**
   * Whether a key has this version whole, or a newer one. An older one may be gone after the question:
   * only whoever puts this version asks.
   *
   * @param numBytes how long it is: large things may be kept in pieces.
   */
  has(key: string, version: number, numBytes: number): Promise<boolean>;

  /** The newest version that a key has had; undefined when it was never put, or removed. */
  last(key: string): Promise<number | undefined>;

  /** Removes keys that nobody needs any more. */
  remove(keys: readonly string[]): Promise<void>;
}

export interface Versioned {
  readonly version: number;
  readonly bytes: Uint8Array;
}

/** Two processes have computed different things where there is only one right one. */
export class ExchangeConflict extends Error {
  override readonly name = 'ExchangeConflict';
  readonly key: string;

  constructor(key: string, version: number) {
    super(`${key}, version ${version}`);
    this.key = key;
  }
}
