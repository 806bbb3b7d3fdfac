/** Reports the progress of questions that take long to answer. */

/** What is being done, and how much of it is done, in [0, 1]. */
export type WorkListener = (what: string, share: number) => void;

/**
 * Work that ends sooner than the first is not reported, nor is any reported more often than the
 * second.
 */
const quietMs = 400;
const everyMs = 100;

/**
 * Questions are answered synchronously, so the caller cannot show anything in the meantime: the
 * code that answers reports its progress, and the listener shows it at once.
 */
export class LongWork {
  #listener: WorkListener | undefined;

  /** Receives all progress from now on, instead of the previous listener. */
  listen(listener: WorkListener | undefined): void {
    this.#listener = listener;
  }

  /** Begins something that may take long. @returns what is called with the share that is done. */
  begin(what: string): (share: number) => void {
    let next = performance.now() + quietMs;
    return (share) => {
      if (this.#listener === undefined || performance.now() < next) return;
      next = performance.now() + everyMs;
      this.#listener(what, share);
    };
  }
}
