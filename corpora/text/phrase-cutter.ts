/** Cuts phrases that a person lists into words, as texts are cut. */
import { CodeUnits } from './code-units.ts';
import type { FoundTokens } from './found-tokens.ts';
import { Tokenizer, type TokenizerOptions } from './tokenizer.ts';

const letterOrDigit = /[\p{L}\p{N}]/u;

/** Cuts phrases into the forms of their words. */
export class PhraseCutter {
  readonly #tokenizers: readonly Tokenizer[];
  readonly #units = new CodeUnits();

  constructor(options: TokenizerOptions) {
    const usual = new Tokenizer({ ...options, tokenPattern: undefined });
    // A pattern of one's own may want capitals, which the words of a list do not have.
    this.#tokenizers =
      options.tokenPattern === undefined ? [usual] : [new Tokenizer(options), usual];
  }

  /**
   * @returns none when a part of the phrase is no word in texts, such as a number that is left out:
   *   the rest of it would be another phrase.
   */
  cut(phrase: string): string[] {
    for (const tokenizer of this.#tokenizers) {
      const tokens = tokenizer.tokenize(phrase, this.#units.of(phrase));
      const forms = formsOf(phrase, tokens);
      if (forms.length > 0) return forms;
    }
    return [];
  }
}

/** Empty when a letter or digit is in no token. */
function formsOf(phrase: string, tokens: FoundTokens): string[] {
  const forms: string[] = [];
  let end = 0;
  for (let token = 0; token < tokens.length; token++) {
    const start = tokens.startOf(token);
    if (letterOrDigit.test(phrase.slice(end, start))) return [];
    end = tokens.endOf(token);
    forms.push(phrase.slice(start, end));
  }
  return letterOrDigit.test(phrase.slice(end)) ? [] : forms;
}
