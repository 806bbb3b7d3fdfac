/** What the readers of counts share: numbers, vocabularies, names. */
import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '../../core/errors.ts';
import { describePlace, type Place } from './document.ts';
import { checkLink } from './folder-walk.ts';
import type { ReadContext } from './reader.ts';
import type { Source } from './source.ts';
import { readVocabulary } from './vocabulary-file.ts';

/** Of one document: ten million tokens are possible, a count of a billion is a mistake. */
export const mostTokens = 20_000_000;

/** Some documents may have no words; so many more than those that have any are a mistake. */
const mostWithoutWords = 1_000_000;
const mostWithoutPerEntry = 100;

/** @throws {UserError} when a source announces documents out of all proportion to its entries. */
export function checkDocuments(numDocuments: number, numEntries: number, place: Place): void {
  if (numDocuments <= mostWithoutWords + mostWithoutPerEntry * numEntries) return;
  throw new UserError(
    'counts-invalid',
    `Cannot read ${describePlace(place)}: ${numDocuments} documents for ${numEntries} entries; ` +
      'most documents were expected to have some',
    { hint: 'Is the file damaged, or are its numbers in another order?' },
  );
}

/** @throws {UserError} when a source has more or fewer entries than it announces. */
export function checkEntries(found: number, announced: number, place: Place): void {
  if (found === announced) return;
  throw new UserError(
    'counts-invalid',
    `Cannot read ${describePlace(place)}: ${announced} entries are announced there, and ${found} were found`,
    { hint: 'Was the file cut short? Download or make it again.' },
  );
}

/** A word by its number in the file, and how often it occurs. */
export interface WordCount {
  readonly word: number;
  readonly count: number;
}

/** The words of a source of counts, by the numbers that it uses. */
export class CountVocabulary {
  /** Grows when the source has no vocabulary of its own. */
  readonly words: string[];
  readonly #isKnown: boolean;
  readonly #base: number;
  readonly #named = new Map<string, number>();

  /** @param base the number of the first word. */
  constructor(words: readonly string[] | undefined, base: number) {
    this.words = [...(words ?? [])];
    this.#isKnown = words !== undefined;
    this.#base = base;
  }

  /** @returns the place in `words` of the word with this number or name. */
  indexOf(feature: string, place: Place): number {
    if (!this.#isKnown) return this.#indexOfName(feature);
    const index = Number(feature) - this.#base;
    if (Number.isInteger(index) && index >= 0 && index < this.words.length) return index;
    throw new UserError(
      'counts-invalid',
      `Cannot read ${describePlace(place)}: word ${feature.slice(0, 40)} is not in ` +
        `${this.#base}..${this.words.length - 1 + this.#base}`,
      {
        hint: `The vocabulary has ${this.words.length} words. Is it the file that came with these counts?`,
      },
    );
  }

  #indexOfName(name: string): number {
    let index = this.#named.get(name);
    if (index === undefined) {
      index = this.words.length;
      this.#named.set(name, index);
      this.words.push(name);
    }
    return index;
  }
}

/** A count: a whole number from 0 up, which some programs write as `2.0`. */
export function parseCount(text: string, place: Place): number {
  const count = /^\+?\d+(?:\.0*)?(?:e[+-]?\d+)?$/iu.test(text) ? Number(text) : NaN;
  if (Number.isInteger(count) && count <= mostTokens) return count;
  throw new UserError(
    'counts-invalid',
    `Cannot read ${describePlace(place)}: "${text.slice(0, 40)}" was found; a count was expected`,
    {
      hint: 'LDA needs how often each word occurs, as whole numbers; weights such as tf-idf will not do.',
    },
  );
}

/**
 * The words of a source of counts: given as such, else from a file beside it whose name
 * says that it belongs to it; undefined when there is none.
 */
export async function vocabularyBeside(
  source: Source,
  context: ReadContext,
): Promise<string[] | undefined> {
  const { vocabulary } = context.options;
  if (typeof vocabulary === 'object') return [...vocabulary.lines];
  const beside = vocabulary === undefined ? vocabularyFileBeside(source) : undefined;
  if (beside !== undefined) checkLink(beside, context.options);
  const file = vocabulary ?? beside;
  return file === undefined ? undefined : readVocabulary(file, context);
}

/** A file beside the counts whose name says that it holds their words. */
export function vocabularyFileBeside(source: Source): string | undefined {
  return fileBeside(source, ['vocab', 'vocab.txt', 'dict.txt', 'tokens', 'words']);
}

/** The names of the documents, from a file beside the counts; undefined when there is none. */
export async function namesBeside(
  source: Source,
  context: ReadContext,
): Promise<string[] | undefined> {
  const file = fileBeside(source, ['docnames', 'docnames.txt']);
  if (file !== undefined) checkLink(file, context.options);
  return file === undefined ? undefined : readVocabulary(file, context);
}

/** `ap.vocab`, `vocab` or the like beside `ap.dat`. */
function fileBeside(source: Source, ends: readonly string[]): string | undefined {
  const folder = path.dirname(source.path);
  const stem = source.name.replace(/\.[^.]+$/u, '');
  return ends
    .flatMap((end) => [`${stem}.${end}`, `${source.name}.${end}`, end])
    .flatMap((name) => [name, `${name}.gz`])
    .map((name) => path.join(folder, name))
    .find((file) => fs.existsSync(file) && path.resolve(file) !== path.resolve(source.path));
}
