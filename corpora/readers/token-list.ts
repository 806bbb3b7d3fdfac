/** Collects the tokens of a document that comes as counts. */
import { UserError } from '../../core/errors.ts';
import { mostTokens } from './counts.ts';
import { describePlace, type Place } from './document.ts';

/** The tokens of a document that comes as counts. */
export class TokenList {
  #length = 0;
  #tokens = new Uint32Array(1024);

  /** @throws {UserError} when the document becomes longer than any real one. */
  add(word: number, count: number, place: Place): void {
    const end = this.#length + count;
    if (end > mostTokens) throw tooLong(place);
    if (end > this.#tokens.length) {
      const grown = new Uint32Array(Math.max(end, this.#tokens.length * 2));
      grown.set(this.#tokens);
      this.#tokens = grown;
    }
    this.#tokens.fill(word, this.#length, end);
    this.#length = end;
  }

  /** The tokens so far; the list is empty afterwards. */
  take(): Uint32Array {
    const tokens = this.#tokens.slice(0, this.#length);
    this.#length = 0;
    return tokens;
  }
}

function tooLong(place: Place): UserError {
  return new UserError(
    'too-long',
    `Cannot read ${describePlace(place)}: the document has more than ${mostTokens / 1e6} million tokens`,
    { hint: 'Is the count on this line right?' },
  );
}
