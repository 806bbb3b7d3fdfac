/** Cuts a stream of JSON into its values, without parsing them. */
import { UserError } from '../../../core/errors.ts';
import { longestDocument } from '../limits.ts';

/** A JSON value as it stands in the source. */
export interface JsonText {
  readonly json: string;
  /** The line where it begins, from 1 up. */
  readonly line: number;
  /** Whether it is an element of an array that holds everything. */
  readonly isElement: boolean;
}

const charCode = (character: string): number => character.charCodeAt(0);
const [quote, backslash, comma, newline] = ['"', '\\', ',', '\n'].map(charCode);
const [openBrace, closeBrace, openBracket, closeBracket] = ['{', '}', '[', ']'].map(charCode);
const space = 32;

/**
 * Cuts JSON into values without holding all of it: values one after the other, on any number of
 * lines, or the elements of one large array.
 */
export class JsonSplitter {
  readonly #path: string;
  #values: JsonText[] = [];
  /** The value that is being gathered, from the chunks before this one. */
  #parts: string[] = [];
  #length = 0;
  #line = 1;
  #firstLine = 1;
  #depth = 0;
  /** The depth of the values that are handed out: 1 inside an array. */
  #level = 0;
  #isInString = false;
  #isEscaped = false;
  #isInValue = false;

  constructor(path: string) {
    this.#path = path;
  }

  /** The values that were completed since the last call. */
  take(): JsonText[] {
    const values = this.#values;
    this.#values = [];
    return values;
  }

  push(chunk: string): void {
    let start = 0; // of the value in this chunk
    for (let at = 0; at < chunk.length; at++) {
      const unit = chunk.charCodeAt(at);
      if (unit === newline) this.#line++;
      if (this.#isInString) {
        this.#inString(unit);
        continue;
      }
      if (!this.#isInValue) {
        if (unit <= space || unit === 0xfeff || this.#between(unit)) continue;
        this.#begin();
        start = at;
      } else if (this.#depth === this.#level && this.#endsBefore(unit)) {
        this.#end(chunk.slice(start, at));
        at--; // looked at again, as what stands between values
        if (unit === newline) this.#line--;
        continue;
      }
      if (unit === quote) this.#isInString = true;
      else if (unit === openBrace || unit === openBracket) this.#depth++;
      else if (unit === closeBrace || unit === closeBracket) {
        this.#depth--;
        if (this.#depth === this.#level) this.#end(chunk.slice(start, at + 1));
      }
    }
    if (this.#isInValue) this.#keep(chunk.slice(start));
  }

  /** @throws {UserError} when a value has no end. */
  finish(): void {
    if (this.#isInValue && this.#depth === this.#level && !this.#isInString) this.#end('');
    if (!this.#isInValue && this.#level === 0) return;
    throw this.#wrong('it ends in the middle of a value', this.#firstLine);
  }

  #inString(unit: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (unit === backslash) this.#isEscaped = true;
    else if (unit === quote) this.#isInString = false;
  }

  /** Whether it is one of the signs around values, which is taken in. */
  #between(unit: number): boolean {
    if (unit === comma) return true;
    if (unit === openBracket && this.#level === 0) {
      this.#firstLine = this.#line;
      this.#level = this.#depth = 1;
      return true;
    }
    if (unit === closeBracket && this.#level === 1) {
      this.#level = this.#depth = 0;
      return true;
    }
    if (unit === closeBracket || unit === closeBrace) {
      throw this.#wrong(`"${String.fromCharCode(unit)}" closes nothing`, this.#line);
    }
    return false;
  }

  #begin(): void {
    this.#isInValue = true;
    this.#firstLine = this.#line;
  }

  /** A number, a word or a string at the level of values ends there. */
  #endsBefore(unit: number): boolean {
    return unit <= space || unit === comma || unit === closeBracket || unit === openBrace;
  }

  #keep(part: string): void {
    this.#length += part.length;
    if (this.#length > longestDocument) {
      throw this.#wrong('the value has more than 100 million characters', this.#firstLine);
    }
    this.#parts.push(part);
  }

  #end(last: string): void {
    this.#keep(last);
    const json = this.#parts.join('');
    this.#values.push({ json, line: this.#firstLine, isElement: this.#level === 1 });
    this.#parts = [];
    this.#length = 0;
    this.#isInValue = false;
  }

  #wrong(what: string, line: number): UserError {
    return new UserError('json-invalid', `Cannot read ${this.#path}, line ${line}: ${what}`, {
      hint: 'Is the file whole? Objects, one after the other or in an array, were expected.',
      details: { path: this.#path, line },
    });
  }
}
