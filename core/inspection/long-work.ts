/** Tells of questions that take long to answer. */

/** What is being done, and how much of it is done, in [0, 1]. */
export type WorkListener = (what: string, share: number) => void;

/** Nobody is told of what is done sooner than this, nor more often than that. */
const quietMs = 400;
const everyMs = 100;

/**
 * Questions are answered at once and in one go, so whoever asked can show nothing meanwhile: the
 * one who answers tells how far it is, and the listener shows it there and then.
 */
export class LongWork {
  #listener: WorkListener | undefined;

  /** Told of all long work from now on; the listener before it no more. */
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
