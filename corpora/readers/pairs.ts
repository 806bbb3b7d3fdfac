/** Reads counts as pairs of term and count: LDA-C and SVMlight. */
import { UserError } from '../../core/errors.ts';
import { CountVocabulary, namesBeside, parseCount, vocabularyBeside } from './counts.ts';
import { type CountedDocument, describePlace, type Place } from './document.ts';
import { readLines } from './lines.ts';
import { likelihood, mostLines, shareOf } from './recognition/likelihood.ts';
import type { ReadContext, Reader } from './reader.ts';
import { openSource, type Source } from './source.ts';
import { TokenList } from './token-list.ts';

/** `3 0:2 7:1 9:1`: how many terms, then term and count, terms numbered from 0. */
export const ldaCReader: Reader = {
  format: 'lda-c',
  about: 'counts: LDA-C lines, with the vocabulary in a file beside them',
  likelihood: (source) =>
    shareOf(source.head.lines, isLdaC) >= mostLines ? likelihood.strong : likelihood.no,
  read: readLdaC,
};

/** `label 1:2 8:1`: a label, then feature and count, features numbered from 1 or from 0. */
export const svmlightReader: Reader = {
  format: 'svmlight',
  about: 'counts: SVMlight (libsvm) lines, features by number or name',
  likelihood: (source) =>
    shareOf(source.head.lines.filter(isNoComment), isSvmlight) >= mostLines
      ? likelihood.byName
      : likelihood.no,
  read: readSvmlight,
};

async function* readLdaC(source: Source, context: ReadContext): AsyncGenerator<CountedDocument> {
  const words = await vocabularyBeside(source, context);
  const { least, most } = await featureRange(source, context, words !== undefined);
  const isFromOne = words !== undefined && least > 0 && most === words.length;
  const vocabulary = new CountVocabulary(words, isFromOne ? 1 : 0);
  yield* readPairs(source, context, vocabulary, (line, place) => {
    const [announced, ...pairs] = line.split(/\s+/u);
    if (Number(announced) === pairs.length) return { label: undefined, pairs };
    throw new UserError(
      'counts-invalid',
      `Cannot read ${describePlace(place)}: ${pairs.length} terms were found; ` +
        `"${announced.slice(0, 20)}" says how many were expected`,
      { hint: 'A line of LDA-C is: number-of-terms term:count term:count ...' },
    );
  });
}

async function* readSvmlight(
  source: Source,
  context: ReadContext,
): AsyncGenerator<CountedDocument> {
  const words = await vocabularyBeside(source, context);
  const { least } = await featureRange(source, context, words !== undefined);
  const vocabulary = new CountVocabulary(words, least === 0 ? 0 : 1);
  yield* readPairs(source, context, vocabulary, (line) => {
    if (!isNoComment(line)) return undefined;
    const [label, ...pairs] = withoutComment(line).split(/\s+/u);
    return { label, pairs: pairs.filter((pair) => !pair.startsWith('qid:')) };
  });
}

interface PairLine {
  readonly label: string | undefined;
  readonly pairs: readonly string[];
}

/** @param parse gives undefined for a line that holds no document, not even an empty one. */
async function* readPairs(
  source: Source,
  context: ReadContext,
  vocabulary: CountVocabulary,
  parse: (line: string, place: Place) => PairLine | undefined,
): AsyncGenerator<CountedDocument> {
  const names = await namesBeside(source, context);
  const tokens = new TokenList();
  let number = 0;
  for await (const { first, lines } of readLines(source, context)) {
    for (const [index, content] of lines.entries()) {
      const place = { path: source.path, line: first + index };
      const line = content.trim();
      const parsed = line === '' ? { label: undefined, pairs: [] } : parse(line, place);
      if (parsed === undefined) continue;
      for (const pair of parsed.pairs) addPair(pair, { tokens, vocabulary, place });
      const name = names?.[number++] ?? `${source.name}:${place.line}`;
      const { label } = parsed;
      yield { name, label, vocabulary: vocabulary.words, tokens: tokens.take(), place };
    }
  }
}

/** A term that comes twice counts twice. */
function addPair(
  pair: string,
  { tokens, vocabulary, place }: { tokens: TokenList; vocabulary: CountVocabulary; place: Place },
): void {
  const colon = pair.lastIndexOf(':');
  if (colon <= 0) {
    throw new UserError(
      'counts-invalid',
      `Cannot read ${describePlace(place)}: "${pair.slice(0, 40)}" was found; word:count was expected`,
    );
  }
  const word = vocabulary.indexOf(pair.slice(0, colon), place);
  tokens.add(word, parseCount(pair.slice(colon + 1), place), place);
}

/** The least and the largest number of a feature, which tell whether they begin with 0 or 1. */
async function featureRange(
  source: Source,
  context: ReadContext,
  isNeeded: boolean,
): Promise<{ least: number; most: number }> {
  let [least, most] = [Infinity, -Infinity];
  if (!isNeeded || source.isStream) return { least, most };
  const again = await openSource(source.path);
  for await (const { lines } of readLines(again, context)) {
    for (const line of lines) {
      for (const [, feature] of withoutComment(line).matchAll(/(\d{1,16}):\d/gu)) {
        least = Math.min(least, Number(feature));
        most = Math.max(most, Number(feature));
      }
    }
  }
  return { least, most };
}

function isLdaC(line: string): boolean {
  const [announced, ...pairs] = line.trim().split(/\s+/u);
  return Number(announced) === pairs.length && pairs.every((pair) => /^\d+:\d+$/u.test(pair));
}

function isSvmlight(line: string): boolean {
  const [label, ...pairs] = withoutComment(line).split(/\s+/u);
  // With a weight in the place of a count, too: the reader says that counts are needed.
  const isPair = (pair: string): boolean =>
    /^[^\s:]\S*:[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu.test(pair);
  return pairs.length > 0 && !label.includes(':') && pairs.every(isPair);
}

function isNoComment(line: string): boolean {
  return !/^\s*#/u.test(line);
}

/** One begins with the line, behind a blank or behind a count: a feature may be called `c#`. */
function withoutComment(line: string): string {
  // Looked at from its sign backwards: from every other character it would take the square of the line.
  return line.replace(/#(?<=(?:^|\s|:[\d.]+)#).*$/su, '').trim();
}
