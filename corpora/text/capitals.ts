/** How often words are written with a capital where no sentence begins. */

/** Numbers for each word: which, how often inside a sentence, how often with a capital there. */
export const capitalSize = 3;

const insideSentence = /^,? {1,2}$/u;
const capital = /^\p{Lu}/u;

/** Counts for the words of a batch; a capital at the beginning of a sentence or line tells nothing. */
export class CapitalCounter {
  readonly #counts = new Map<number, { inside: number; capitals: number }>();

  /** @param previousEnd where the token before it ended in the text; 0 for the first. */
  see(
    text: string,
    word: number,
    { previousEnd, start }: { previousEnd: number; start: number },
  ): void {
    if (start - previousEnd > 3 || !insideSentence.test(text.slice(previousEnd, start))) return;
    const counts = this.#counts.get(word) ?? { inside: 0, capitals: 0 };
    this.#counts.set(word, counts);
    counts.inside++;
    if (capital.test(text.slice(start, start + 2))) counts.capitals++;
  }

  /** The counts so far, `capitalSize` numbers a word; it begins again after that. */
  take(): Uint32Array {
    const taken = Uint32Array.from(
      [...this.#counts].flatMap(([word, { inside, capitals }]) => [word, inside, capitals]),
    );
    this.#counts.clear();
    return taken;
  }
}
