/** Texts from all of an import, evenly and by their numbers, for what is too slow to be asked of all. */
import { LanguageTally, type MinorLanguage } from '../text/language-tally.ts';
import { RepeatedLines, type RepeatedLine } from '../text/repeated-lines.ts';

/** The first texts are all looked at; then half as many each time their number doubles. */
const firstTexts = 32;

/** What a sample of the texts shows: lines that many of them share, and their languages. */
export class SampledTexts {
  readonly #lines = new RepeatedLines();
  #languages: LanguageTally | undefined;
  #numSeen = 0;
  #stride = 1;

  /** Before the first text, where it matters in which languages they are. */
  async load(): Promise<void> {
    this.#languages = await LanguageTally.load();
  }

  note(text: string): void {
    const number = this.#numSeen++;
    if (number >= 2 * firstTexts * this.#stride) this.#stride *= 2;
    if (number % this.#stride !== 0) return;
    this.#lines.note(text);
    this.#languages?.note(text);
  }

  get repeatedLines(): RepeatedLine[] {
    return this.#lines.found;
  }

  /** @param known languages whose stop words are left out already. */
  minorLanguages(known: readonly string[]): MinorLanguage[] {
    return this.#languages?.minor(known) ?? [];
  }
}
