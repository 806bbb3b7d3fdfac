/** The word settings of a project file, of any version. */
import { existsSync } from 'node:fs';
import { UserError } from '../../core/errors.ts';
import { hasStopWords } from '../text/stop-words.ts';
import type { ImportOptions, WordSettings } from './options.ts';

/** Gibbon 0.1 stored where lists of words were, not what was in them. */
interface SettingsOfFirstVersion {
  readonly vocabularyFile?: string;
  readonly replacementsFile?: string;
  readonly phrasesFile?: string;
}

/**
 * The settings of a corpus as options for preparing it again.
 *
 * @param changes options that replace them.
 * @throws {UserError} when a list is needed of which the file has the path alone, and it is gone.
 */
export function storedSettings(
  file: string,
  settings: unknown,
  changes: ImportOptions,
): ImportOptions {
  const { vocabularyFile, replacementsFile, phrasesFile, ...stored } = settings as WordSettings &
    SettingsOfFirstVersion;
  const options: ImportOptions = {
    ...stored,
    vocabulary: stored.vocabulary ?? vocabularyFile,
    replacements: stored.replacements ?? replacementsFile,
    phraseList: stored.phraseList ?? phrasesFile,
  };
  const isNeeded = (list: keyof ImportOptions): boolean => changes[list] === undefined;
  const stopWords = stopWordsFor(stored, changes);
  if (isNeeded('stopWords')) {
    for (const list of stopWords ?? []) {
      if (typeof list !== 'string' || !hasStopWords(list)) checkList(file, 'stop words', list);
    }
  }
  if (isNeeded('vocabulary')) checkList(file, 'vocabulary', options.vocabulary);
  if (isNeeded('replacements')) checkList(file, 'replacements', options.replacements);
  if (isNeeded('phraseList')) checkList(file, 'phrases', options.phraseList);
  return { ...options, stopWords };
}

/** Undefined where they were those of the languages, and the languages change. */
function stopWordsFor(
  { stopWords, languages, vocabulary }: WordSettings,
  changes: ImportOptions,
): WordSettings['stopWords'] | undefined {
  if (changes.languages === undefined || vocabulary !== undefined) return stopWords;
  const usual = languages.filter((language) => hasStopWords(language));
  return JSON.stringify(stopWords) === JSON.stringify(usual) ? undefined : stopWords;
}

function checkList(file: string, what: string, list: unknown): void {
  if (typeof list !== 'string' || existsSync(list)) return;
  throw new UserError(
    'word-list-missing',
    `Cannot choose words again (${file}): its ${what} came from ${list}, which is not there; ` +
      'the list itself is not in the project file, because an older gibbon made it',
    {
      hint: `Put the list back there, or give the ${what} again.`,
      details: { file, list, what },
    },
  );
}
