/** Codes and names of languages. */
import { UsageError } from '../../core/errors.ts';
import { stopWordLanguages } from './stop-words.ts';

/** Norwegian has one list for both of its written forms. */
const sameAs: Readonly<Record<string, string>> = {
  nb: 'no',
  nn: 'no',
  fil: 'tl',
  cmn: 'zh',
  iw: 'he',
};

/** Codes of groups of languages, which have no name of a language but can be detected. */
const groups: ReadonlySet<string> = new Set(['ber']);

/**
 * The ISO 639-1 code of a language that is given by a code (`de`, `DE`, `deu`, `ger`, `de-DE`,
 * `pt_BR`, `de_CH.UTF-8`) or by its name in English or its own (`german`, `Deutsch`); undefined for none.
 */
export function languageCode(name: string): string | undefined {
  const plain = name
    .trim()
    .replace(/[.@].*$/u, '')
    .replaceAll('_', '-');
  return byTag(plain) ?? byName(plain.toLowerCase());
}

function byTag(tag: string): string | undefined {
  if (!/^[a-z]{2,3}(?:-[a-z\d]{2,8})*$/iu.test(tag)) return undefined;
  try {
    const { language } = new Intl.Locale(tag);
    const isKnown = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' }).of(
      language,
    );
    if (isKnown === undefined && !groups.has(language)) return undefined;
    return sameAs[language] ?? language;
  } catch {
    return undefined;
  }
}

function byName(name: string): string | undefined {
  return stopWordLanguages.find((code) =>
    ['en', code].some((locale) => {
      const known = new Intl.DisplayNames([locale], { type: 'language' }).of(code);
      return known?.toLowerCase() === name;
    }),
  );
}

/** @throws {UsageError} for anything that is not a language. */
export function languageCodes(names: readonly string[]): string[] {
  return names.map((name) => {
    const code = languageCode(name);
    if (code !== undefined) return code;
    const known = stopWordLanguages.join(' ');
    throw new UsageError(
      'language-unknown',
      `Cannot use the language "${name}": there is no such language; a code or a name was expected`,
      { hint: `Languages with stop words: ${known}`, details: { name, languages: known } },
    );
  });
}
