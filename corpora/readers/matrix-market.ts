/** Reads Matrix Market files. */
import { UserError } from '../../core/errors.ts';
import {
  checkDocuments,
  checkEntries,
  CountVocabulary,
  namesBeside,
  parseCount,
  vocabularyBeside,
} from './counts.ts';
import { type CountedDocument, describePlace, type Place } from './document.ts';
import { readLines } from './lines.ts';
import { likelihood } from './recognition/likelihood.ts';
import type { ReadContext, Reader } from './reader.ts';
import type { Source } from './source.ts';
import { SortedEntries } from './sorted-entries.ts';

/** A matrix of documents x terms, both numbered from 1; `%` begins a comment. */
export const matrixMarketReader: Reader = {
  format: 'matrix-market',
  about: 'counts: a Matrix Market file, documents x terms, with the vocabulary beside it',
  likelihood: (source) =>
    /^%%MatrixMarket/iu.test(source.head.text) ? likelihood.certain : likelihood.no,
  read: readMatrix,
};

async function* readMatrix(source: Source, context: ReadContext): AsyncGenerator<CountedDocument> {
  const words = await vocabularyBeside(source, context);
  const names = await namesBeside(source, context);
  const entries = new SortedEntries();
  let vocabulary: CountVocabulary | undefined;
  let shape: Shape | undefined;
  const documentOf = (row: number, tokens: Uint32Array): CountedDocument => ({
    name: names?.[row] ?? String(row + 1),
    vocabulary: vocabulary!.words,
    tokens,
    place: { path: source.path },
  });
  for await (const { first, lines } of readLines(source, context)) {
    for (const [index, content] of lines.entries()) {
      const place = { path: source.path, line: first + index };
      if (place.line === 1) checkBanner(content, place);
      if (content.startsWith('%') || content.trim() === '') continue;
      if (shape === undefined || vocabulary === undefined) {
        shape = shapeOf(content, words, place);
        vocabulary = new CountVocabulary(words, 1);
        continue;
      }
      const { row, column, count } = entryOf(content, shape, place);
      entries.add({ row, word: vocabulary.indexOf(String(column), place), count });
    }
  }
  if (shape === undefined) throw noSize({ path: source.path });
  checkEntries(entries.length, shape.numEntries, shape.place);
  yield* entries.documents(shape.numDocuments, documentOf, { path: source.path });
}

interface Shape {
  readonly numDocuments: number;
  readonly numTerms: number;
  readonly numEntries: number;
  /** Of the line that tells all this. */
  readonly place: Place;
  /** Terms x documents, as R's tm writes it. */
  readonly isTransposed: boolean;
}

function checkBanner(line: string, place: Place): void {
  const [, object, format, field, symmetry] = line.toLowerCase().trim().split(/\s+/u);
  const isRead =
    object === 'matrix' &&
    format === 'coordinate' &&
    (field === 'real' || field === 'integer') &&
    symmetry === 'general';
  if (isRead) return;
  throw new UserError(
    'counts-invalid',
    `Cannot read ${describePlace(place)}: "${line.slice(0, 60)}" was found; ` +
      '"%%MatrixMarket matrix coordinate integer general" (or real) was expected',
  );
}

function shapeOf(line: string, words: readonly string[] | undefined, place: Place): Shape {
  const numbers = line.trim().split(/\s+/u).map(Number);
  if (numbers.length !== 3 || !numbers.every((number) => Number.isInteger(number) && number >= 0)) {
    throw noSize(place);
  }
  const [rows, columns, numEntries] = numbers;
  const isTransposed = words !== undefined && columns !== words.length && rows === words.length;
  const [numDocuments, numTerms] = isTransposed ? [columns, rows] : [rows, columns];
  checkDocuments(numDocuments, numEntries, place);
  return { numDocuments, numTerms, numEntries, isTransposed, place };
}

function noSize(place: Place): UserError {
  return new UserError(
    'counts-invalid',
    `Cannot read ${describePlace(place)}: the numbers of rows, columns and entries were expected`,
  );
}

/** @returns the document from 0 up, the term from 1 up. */
function entryOf(
  line: string,
  { numDocuments, numTerms, isTransposed }: Shape,
  place: Place,
): { row: number; column: number; count: number } {
  const fields = line.trim().split(/\s+/u);
  const [document, term] = isTransposed ? [fields[1], fields[0]] : fields;
  const row = Number(document) - 1;
  const column = Number(term);
  const isInside =
    fields.length === 3 &&
    Number.isInteger(row) && row >= 0 && row < numDocuments &&
    Number.isInteger(column) && column >= 1 && column <= numTerms; // prettier-ignore
  if (isInside) return { row, column, count: parseCount(fields[2], place) };
  throw new UserError(
    'counts-invalid',
    `Cannot read ${describePlace(place)}: "${line.slice(0, 60)}" was found; ` +
      `a document in 1..${numDocuments}, a term in 1..${numTerms} and a count were expected`,
  );
}
