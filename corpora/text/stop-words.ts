/** Stop words, by language. */
import { UserError } from '../../core/errors.ts';
import { folded } from './folding.ts';
import { additions } from './stop-word-additions.ts';
import { entriesOf, type WordList } from './word-list.ts';
import type { StopList } from './word-rules.ts';

// ISO 639-1 codes and the names of the package's lists (ISO 639-3, mostly).
const listNames: Readonly<Record<string, string>> = {
  af: 'afr', ar: 'ara', bn: 'ben', br: 'bre', bg: 'bul', ca: 'cat', cs: 'ces', da: 'dan', de: 'deu',
  el: 'ell', en: 'eng', eo: 'epo', et: 'est', eu: 'eus', fa: 'fas', fi: 'fin', fr: 'fra', ga: 'gle',
  gl: 'glg', gu: 'guj', ha: 'hau', he: 'heb', hi: 'hin', hr: 'hrv', hu: 'hun', hy: 'hye', id: 'ind',
  it: 'ita', ja: 'jpn', ko: 'kor', ku: 'kur', la: 'lat', lv: 'lav', lt: 'lit', mr: 'mar', ms: 'msa',
  my: 'mya', nl: 'nld', no: 'nob', pa: 'panGu', pl: 'pol', pt: 'porBr', ro: 'ron', ru: 'rus',
  sk: 'slk', sl: 'slv', so: 'som', st: 'sot', es: 'spa', sw: 'swa', sv: 'swe', tl: 'tgl', th: 'tha',
  tr: 'tur', uk: 'ukr', ur: 'urd', vi: 'vie', yo: 'yor', zh: 'zho', zu: 'zul',
}; // prettier-ignore

/** Codes of the languages whose stop words are known. */
export const stopWordLanguages: readonly string[] = Object.keys(listNames).sort();

/**
 * The stop words that were asked for: languages by ISO code, and lists with any number of words on
 * a line.
 *
 * @throws {UserError} when no stop words of a language are known.
 */
export async function loadStopLists(asked: readonly (string | WordList)[]): Promise<StopList[]> {
  const lists: StopList[] = [];
  for (const one of asked) {
    if (typeof one !== 'string') lists.push({ name: one.name, words: wordsOfList(one) });
    else lists.push({ name: one, words: new Set(await languageWords(one)) });
  }
  return lists;
}

/** Whether this is the code of a language whose stop words are known. */
export function hasStopWords(code: string): boolean {
  return listNames[code.toLowerCase()] !== undefined;
}

async function languageWords(language: string): Promise<string[]> {
  const code = language.toLowerCase();
  const listName = listNames[code];
  if (listName === undefined) {
    throw new UserError(
      'stop-words-unknown',
      `Cannot read stop words (${language}): no such language and no such file`,
      { hint: `Languages: ${stopWordLanguages.join(' ')}; or a file with one word per line.` },
    );
  }
  const { default: lists } = await import('stopword');
  const words = [lists[listName], code === 'pt' ? lists['por'] : []].flat() as string[];
  return [...words, ...(additions[code] ?? [])].flatMap(spellings);
}

/** The list of each language, as the package has it: to tell languages apart. */
export async function languageLists(): Promise<[language: string, words: readonly string[]][]> {
  const { default: lists } = await import('stopword');
  return Object.entries(listNames).map(([code, name]) => [code, lists[name] as string[]]);
}

function wordsOfList(list: WordList): Set<string> {
  const words = Array.from(entriesOf(list), ({ text }) => text.split(/\s+/u));
  return new Set(words.flat().flatMap(spellings));
}

/** As it stands, with a straight apostrophe, and folded as the words of the corpus are. */
function spellings(word: string): string[] {
  const plain = word
    .trim()
    .normalize('NFKC')
    .replace(/[’\u02bc]/gu, "'")
    .toLowerCase();
  const spelt = [folded(plain, false), folded(plain, true)];
  return spelt[0] === '' ? [] : spelt;
}
