/** Reads MALLET's state: the topic of every token, with the priors. */
import { UserError } from '../../core/errors.ts';
import type { Priors } from '../../core/sampler/sampler.ts';
import { expectationOf, isAllowed, settingRanges } from '../../core/training/settings.ts';
import { checkDocuments } from './counts.ts';
import { type CountedDocument, describePlace, type Place } from './document.ts';
import { readLines } from './lines.ts';
import { unescapedName } from '../writers/mallet/fields.ts';
import { likelihood } from './recognition/likelihood.ts';
import type { ReadContext, Reader } from './reader.ts';
import type { Source } from './source.ts';
import { TokenList } from './token-list.ts';

const firstLine = '#doc source pos typeindex type topic';

/** What `train-topics --output-state` writes: a corpus together with a model of it. */
export const malletStateReader: Reader = {
  format: 'mallet-state',
  about: "a model: MALLET's state, the topic of every token",
  likelihood: ({ head }) =>
    head.rawLines[0]?.trimEnd() === firstLine ? likelihood.certain : likelihood.no,
  read: readState,
};

/**
 * Documents come in rising order, and those without a token have no line: they are empty, called by
 * their numbers. What comes after the last line is not known.
 */
async function* readState(source: Source, context: ReadContext): AsyncGenerator<CountedDocument> {
  const state = new State(source.path);
  for await (const { first, lines } of readLines(source, context)) {
    for (const [index, line] of lines.entries()) {
      yield* state.take(line, { path: source.path, line: first + index });
    }
  }
  yield* state.end();
}

/** One token, as its line has it. */
interface TokenLine {
  readonly document: number;
  readonly name: string;
  readonly typeIndex: number;
  readonly word: string;
  readonly topic: number;
}

/** A state, as far as it has been read. */
class State {
  readonly #path: string;
  readonly #words = new StateWords();
  readonly #tokens = new TokenList();
  readonly #topics = new TokenList();
  #alpha: Float64Array | undefined;
  #priors: Priors | undefined;
  #numTokens = 0;
  /** Of the document that is being gathered. */
  #document = 0;
  #name = '';

  constructor(path: string) {
    this.#path = path;
  }

  /** @returns the documents that end before this line. */
  *take(line: string, place: Place & { readonly line: number }): Generator<CountedDocument> {
    if (place.line > 3) {
      if (line !== '') yield* this.#takeToken(tokenOf(line, place), place);
    } else if (place.line === 3) {
      this.#priors = { alpha: this.#alpha!, beta: betaOf(line, place) };
    } else if (place.line === 2) this.#alpha = alphaOf(line, place);
    else if (line.trimEnd() !== firstLine) throw invalid(place, line, `"${firstLine}"`);
  }

  /** @throws {UserError} when it ends before its first token. */
  *end(): Generator<CountedDocument> {
    if (this.#numTokens === 0) {
      throw new UserError(
        'counts-invalid',
        `Cannot read ${this.#path}: it ends before the first token`,
        { hint: 'Was the file cut short? Download or make it again.' },
      );
    }
    yield this.#takeDocument();
  }

  *#takeToken(token: TokenLine, place: Place): Generator<CountedDocument> {
    const { document, name, topic } = token;
    checkDocuments(document, ++this.#numTokens, place);
    if (document < this.#document) {
      throw new UserError(
        'counts-invalid',
        `Cannot read ${describePlace(place)}: document ${document} was found after document ` +
          `${this.#document}; documents were expected in rising order`,
      );
    }
    if (topic >= this.#priors!.alpha.length) {
      throw new UserError(
        'counts-invalid',
        `Cannot read ${describePlace(place)}: topic ${topic} was found; ` +
          `line 2 has an alpha for topics 0 to ${this.#priors!.alpha.length - 1}`,
        { hint: 'Is the file damaged?' },
      );
    }
    while (this.#document < document) yield this.#takeDocument();
    this.#name = name;
    this.#tokens.add(this.#words.numberOf(token, place), 1, place);
    this.#topics.add(topic, 1, place);
  }

  /** The document that has been gathered, which may be empty; the next one is begun. */
  #takeDocument(): CountedDocument {
    const number = String(this.#document++);
    const isUnnamed = this.#name === '' || this.#name === noName;
    const name = isUnnamed ? number : unescapedName(this.#name);
    this.#name = '';
    const assigned = { topics: Uint16Array.from(this.#topics.take()), priors: this.#priors! };
    const vocabulary = this.#words.names;
    const place = { path: this.#path };
    return { name, isUnnamed, vocabulary, tokens: this.#tokens.take(), assigned, place };
  }
}

/** What MALLET writes where documents have no source of their own. */
const noName = 'NA';

/** The words of a state by their numbers there, which need not be all numbers up to the last. */
class StateWords {
  readonly names: string[] = [];
  readonly #places = new Map<number, number>();

  /** @returns the place of the word in `names`. */
  numberOf({ typeIndex, word }: TokenLine, place: Place): number {
    const known = this.#places.get(typeIndex);
    if (known === undefined) {
      this.#places.set(typeIndex, this.names.length);
      return this.names.push(word) - 1;
    }
    if (this.names[known] === word) return known;
    throw new UserError(
      'counts-invalid',
      `Cannot read ${describePlace(place)}: word ${typeIndex} is "${word.slice(0, 40)}"; ` +
        `"${this.names[known].slice(0, 40)}" was expected, as above`,
      { hint: 'Is the file damaged, or two files joined?' },
    );
  }
}

/**
 * Document, source, place, number of the word, word, topic. A source (or a word) may have spaces in
 * it, though MALLET's own reader is lost then.
 */
const tokenPattern = /^(\d{1,10}) (.+) \d+ (\d{1,10}) (.+) (\d{1,5})\s*$/u;

function tokenOf(line: string, place: Place): TokenLine {
  const fields = tokenPattern.exec(line);
  if (fields === null) {
    throw invalid(place, line, 'document, source, place, number of the word, word, and topic');
  }
  const [, document, name, typeIndex, word, topic] = fields;
  return {
    document: Number(document),
    name,
    typeIndex: Number(typeIndex),
    word,
    topic: Number(topic),
  };
}

function alphaOf(line: string, place: Place): Float64Array {
  const [mark, colon, ...numbers] = line.trim().split(/\s+/u);
  if (mark !== '#alpha' || colon !== ':' || numbers.length === 0) {
    throw invalid(place, line, '"#alpha : " and a number for each topic');
  }
  const { most } = settingRanges.numTopics;
  if (numbers.length > most) {
    throw new UserError(
      'too-many-topics',
      `Cannot read ${describePlace(place)}: ${numbers.length} topics were found; at most ${most} were expected`,
    );
  }
  return Float64Array.from(numbers, (number) => priorOf(number, 'alpha', place));
}

function betaOf(line: string, place: Place): number {
  const [mark, colon, number, ...more] = line.trim().split(/\s+/u);
  if (mark !== '#beta' || colon !== ':' || number === undefined || more.length > 0) {
    throw invalid(place, line, '"#beta : " and a number');
  }
  return priorOf(number, 'beta', place);
}

function priorOf(text: string, name: 'alpha' | 'beta', place: Place): number {
  const value = Number(text);
  if (isAllowed(name, value)) return value;
  throw invalid(place, text, `${expectationOf(name)}, as ${name},`);
}

function invalid(place: Place, found: string, expected: string): UserError {
  const plural = /,.* and /u.test(expected) ? 'were' : 'was';
  return new UserError(
    'counts-invalid',
    `Cannot read ${describePlace(place)}: "${found.slice(0, 60)}" was found; ${expected} ${plural} expected`,
    { hint: 'Is the file a state that MALLET wrote, and whole?' },
  );
}
