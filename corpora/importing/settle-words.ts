/** Settles how words are chosen, before anything is counted. */
import { existsSync } from 'node:fs';
import { UsageError, UserError } from '../../core/errors.ts';
import type { SourceDocument } from '../readers/document.ts';
import type { ReadContext } from '../readers/reader.ts';
import { languageCodes } from '../text/language-codes.ts';
import { detectLanguages } from '../text/language.ts';
import { loadReduction } from '../text/reduction.ts';
import { hasStopWords, loadStopLists, stopWordLanguages } from '../text/stop-words.ts';
import type { TokenizingSetup } from '../text/tokenizing-messages.ts';
import { phrasesOf, replacementsOf, type WordList, wordsOf } from '../text/word-list.ts';
import { mostStopLists, type StopList, WordRules } from '../text/word-rules.ts';
import type { ImportOptions, WordSettings } from './options.ts';
import { checkNamesTold } from './name-tally.ts';
import { readWordList } from './read-word-list.ts';

/** Everything that decides what becomes of a word. */
export interface SettledWords {
  readonly settings: WordSettings;
  readonly setup: TokenizingSetup;
  readonly rules: WordRules;
  /** What may be counted by a fixed vocabulary: words, stems; undefined when the corpus decides. */
  readonly vocabulary: ReadonlySet<string> | undefined;
  /** Sequences of words that become one word, and that word; see `PhraseMatcher`. */
  readonly joins: ReadonlyMap<string, string>;
}

/**
 * Settles what the options leave open: by the language of a sample and by whether it is text.
 *
 * @throws {UserError} when a list cannot be read, or a language has no stemmer.
 */
export async function settleWords(
  options: ImportOptions,
  sample: readonly SourceDocument[],
  context: ReadContext,
): Promise<SettledWords> {
  checkPattern(options.tokenPattern);
  const settings = await settleSettings(options, sample, context);
  const replacements = settings.replacements && replacementsOf(settings.replacements);
  const phrases = settings.phraseList && phrasesOf(settings.phraseList);
  const joins = new Map([...(replacements?.joins ?? []), ...(phrases ?? [])]);
  const reduce = await loadReduction(settings.reduction, settings.languages);
  const setup: TokenizingSetup = {
    ...settings,
    stopLists: checkLists(await loadStopLists(settings.stopWords)),
    replacements: replacements?.words ?? new Map<string, string>(),
    split: { words: settings.splitWords, paragraphs: settings.splitParagraphs },
    keepDropped: settings.phrases !== undefined || joins.size > 0,
  };
  if (sample.every((document) => !('text' in document))) checkForCounts(setup, settings);
  if (settings.dropNames === true) checkNamesTold(settings.languages);
  const rules = new WordRules({ ...setup, reduce });
  const vocabulary = settings.vocabulary && termsOf(settings.vocabulary, rules, reduce);
  return { settings, setup, rules, vocabulary, joins };
}

/** What may stand in a list of words for what is counted: as it is, as texts are read, and its stem. */
function termsOf(
  list: WordList,
  rules: WordRules,
  reduce: (word: string) => string = (word) => word,
): Set<string> {
  const words = Array.from(wordsOf(list), (word) => word.replace(/\s+/gu, '_'));
  const read = words.map((word) => rules.normalize(word));
  return new Set([...words, ...read, ...read.map(reduce)]);
}

/** @throws {UserError} when an option needs texts, and the documents are counts. */
function checkForCounts({ keepDropped }: TokenizingSetup, settings: WordSettings): void {
  if (keepDropped) {
    throw new UserError(
      'phrases-of-counts',
      'Cannot join words into phrases: the documents are counts, in which the order of words is lost',
      { hint: 'Leave phrases out.' },
    );
  }
  if (settings.dropNames === true) {
    throw new UserError(
      'names-of-counts',
      'Cannot recognize names: the documents are counts, in which capitals are lost',
      { hint: 'Give the names as stop words.' },
    );
  }
  if (settings.minWholes === undefined) return;
  throw new UserError(
    'wholes-of-counts',
    'Cannot count whole works: the documents are counts, which are not cut into pieces',
    { hint: 'Say in how many documents a word must be.' },
  );
}

/** @throws {UsageError} when there are more lists than are told apart. */
function checkLists(lists: readonly StopList[]): readonly StopList[] {
  if (lists.length <= mostStopLists) return lists;
  throw new UsageError(
    'stop-words-too-many',
    `Cannot leave out the words of ${lists.length} lists: at most ${mostStopLists} were expected`,
    { hint: 'Put your own lists into one file.', details: { most: mostStopLists } },
  );
}

function checkPattern(pattern: string | undefined): void {
  if (pattern === undefined) return;
  try {
    new RegExp(pattern, 'gu');
  } catch (error) {
    throw patternInvalid(error as Error);
  }
}

/** The engine's complaint about a user's pattern. */
export function patternInvalid(error: Error): UsageError {
  return new UsageError(
    'token-pattern-invalid',
    `Cannot find words with this pattern: ${error.message}`,
    { hint: "A regular expression of JavaScript was expected, such as '\\p{L}+'.", cause: error },
  );
}

async function settleSettings(
  options: ImportOptions,
  sample: readonly SourceDocument[],
  context: ReadContext,
): Promise<WordSettings> {
  const read = async (list: string | WordList | undefined): Promise<WordList | undefined> =>
    typeof list === 'string' ? readWordList(list, context) : list;
  const texts = sample.flatMap((document) => ('text' in document ? [document.text] : []));
  const isText = texts.length > 0;
  // Filters are for text: the words of counts, and a given vocabulary, have already been chosen.
  const isFiltered = isText && options.vocabulary === undefined;
  const asked = options.languages === undefined ? undefined : languageCodes(options.languages);
  const languages = asked ?? (isText ? await detectLanguages(texts) : []);
  const known = languages.filter((language) => stopWordLanguages.includes(language));
  return {
    languages,
    stopWords: await readStopWords(options.stopWords ?? (isFiltered ? known : []), context),
    reduction: options.reduction ?? 'none',
    minLength: options.minLength ?? (isFiltered ? 3 : 1),
    minDocuments: options.minDocuments ?? (isFiltered ? undefined : 1),
    maxDocumentShare: options.maxDocumentShare ?? (isFiltered ? undefined : 1),
    maxWords: options.maxWords === Infinity ? undefined : options.maxWords, // JSON has no Infinity
    maxWordsBy: options.maxWordsBy ?? 'count',
    vocabulary: isText ? await read(options.vocabulary) : undefined,
    replacements: await read(options.replacements),
    phrases: options.phrases,
    phraseList: await read(options.phraseList),
    keepNumbers: options.keepNumbers ?? false,
    keepCase: options.keepCase ?? false,
    tokenPattern: options.tokenPattern,
    splitWords: options.splitWords,
    splitParagraphs: options.splitParagraphs ?? false,
    minWholes: options.minWholes,
    dropNames: options.dropNames,
    markup: options.markup,
    mail: options.mail,
    lineEndHyphens: options.lineEndHyphens,
  };
}

/**
 * How texts are to be read so that the words of counts are found in them: case and numbers count
 * where they do in the vocabulary.
 */
export function fittingCounts(
  { settings }: Pick<SettledWords, 'settings'>,
  words: readonly { readonly word: string }[],
): Pick<SettledWords, 'settings'> {
  const keepCase = settings.keepCase || words.some(({ word }) => word !== word.toLowerCase());
  const keepNumbers = settings.keepNumbers || words.some(({ word }) => /^\p{N}+$/u.test(word));
  return { settings: { ...settings, keepCase, keepNumbers } };
}

/** Names that are not languages but files are read. */
function readStopWords(
  asked: readonly (string | WordList)[],
  context: ReadContext,
): Promise<(string | WordList)[]> {
  return Promise.all(
    asked.map((list) =>
      typeof list === 'string' && !hasStopWords(list) && existsSync(list)
        ? readWordList(list, context)
        : list,
    ),
  );
}
