import fs from 'node:fs/promises';
import { UserError } from '../../core/errors.ts';
import { additions } from './stop-word-additions.ts';
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
 * The stop words that were asked for: languages by ISO code and files with a word a line.
 *
 * @throws {UserError} when a name is neither a known language nor a readable file.
 */
export async function loadStopLists(names: readonly string[]): Promise<StopList[]> {
  const lists: StopList[] = [];
  for (const name of names) {
    const words = await languageWords(name.toLowerCase());
    lists.push({ name, words: new Set(words ?? (await wordsOfFile(name))) });
  }
  return lists;
}

async function languageWords(code: string): Promise<string[] | undefined> {
  const listName = listNames[code];
  if (listName === undefined) return undefined;
  const { default: lists } = await import('stopword');
  const words = [lists[listName], code === 'pt' ? lists['por'] : []].flat() as string[];
  return [...words, ...(additions[code] ?? [])].flatMap(spellings);
}

/** As it stands, with a straight apostrophe, and folded as the words of the corpus are. */
function spellings(word: string): string[] {
  const folded = word.trim().normalize('NFKC').replace(/’/gu, "'").toLowerCase();
  return folded === '' ? [] : [folded];
}

async function wordsOfFile(file: string): Promise<string[]> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(await fs.readFile(file));
  } catch (error) {
    const isText = error instanceof TypeError;
    throw new UserError(
      'stop-words-unknown',
      `Cannot read stop words (${file}): ` +
        (isText ? 'the file is not UTF-8' : 'no such language and no such file'),
      {
        hint: isText
          ? 'Save it as UTF-8, one word a line.'
          : `Languages: ${stopWordLanguages.join(' ')}; or a file with one word a line.`,
        cause: error,
      },
    );
  }
  const lines = text.split(/\r\n|[\r\n]/u).filter((line) => !line.startsWith('#'));
  return lines.flatMap((line) => line.split(/\s+/u)).flatMap(spellings);
}
