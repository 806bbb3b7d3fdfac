/** Messages that wait while a screen is shown, which they would draw over. */
import { printMessage } from './messages.ts';

export class HeldMessages {
  #held: string[] | undefined;

  readonly say = (message: string): void => {
    if (this.#held === undefined) printMessage(message);
    else this.#held.push(message);
  };

  hold(): void {
    this.#held ??= [];
  }

  /** Says what was held, and everything else at once. */
  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const message of held) printMessage(message);
  }
}
