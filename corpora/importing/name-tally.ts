/** Which words are names, by how they are written. */
import { UserError } from '../../core/errors.ts';
import { capitalSize } from '../text/capitals.ts';

/** A word seen less often inside sentences is not judged. */
const leastInside = 2;
/** The part of these that is written with a capital. */
const nearlyAlways = 0.9;

/** Names are nearly always written with a capital where no sentence begins. */
export class NameTally {
  readonly #counts = new Map<string, { inside: number; capitals: number }>();

  /**
   * @param capitals what a thread counted; see `CapitalCounter`.
   * @param wordOf the word of a thread's number.
   */
  add(capitals: Uint32Array, wordOf: (number: number) => string): void {
    for (let at = 0; at < capitals.length; at += capitalSize) {
      const word = wordOf(capitals[at]).toLowerCase(); // where case is kept, one word is two
      const counts = this.#counts.get(word) ?? { inside: 0, capitals: 0 };
      this.#counts.set(word, counts);
      counts.inside += capitals[at + 1];
      counts.capitals += capitals[at + 2];
    }
  }

  isName(word: string): boolean {
    const { inside, capitals } = this.#counts.get(word.toLowerCase()) ?? noCounts;
    return inside >= leastInside && capitals >= nearlyAlways * inside;
  }
}

const noCounts = { inside: 0, capitals: 0 };

/** Languages that write every noun with a capital, or have no capitals. */
const tellNoNames: Readonly<Record<string, string>> = {
  ...Object.fromEntries(['de', 'lb'].map((code) => [code, 'all nouns have capitals'])),
  ...Object.fromEntries(
    'am ar bn fa gu he hi ja kn ko km lo ml mr my ne pa ta te th ur zh'
      .split(' ')
      .map((code) => [code, 'there are no capitals']),
  ),
};

/** @throws {UserError} when capitals tell no names in one of the languages. */
export function checkNamesTold(languages: readonly string[]): void {
  const language = languages.find((code) => tellNoNames[code] !== undefined);
  if (language === undefined) return;
  throw new UserError(
    'names-of-language',
    `Cannot recognize names (language ${language}): ${tellNoNames[language]} in it`,
    { hint: 'Give the names as stop words.', details: { language } },
  );
}
