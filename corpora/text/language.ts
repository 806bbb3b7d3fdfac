/** Detects the languages of texts. */
import { LanguageTally } from './language-tally.ts';

// What a language must have of the sample for its stop words to be taken out as well.
const shareThatCounts = 0.15;
// Telling a language takes milliseconds, so a few stretches must do.
const numStretches = 25;
const stretchLength = 400;
// Fewer characters than this tell no language from another.
const leastLength = 200;

/**
 * The languages of some texts, the commonest first; empty when nothing could be told.
 *
 * @param sample texts of the corpus; a few of them are looked at. So little of the Latin script
 *   that it could be anything counts as English.
 * @returns ISO 639-1 codes of the languages that hold 15% or more of the sample.
 */
export async function detectLanguages(sample: readonly string[]): Promise<string[]> {
  const stretches = stretchesOf(sample);
  const total = lengthOf(stretches);
  if (total < leastLength && stretches.every((text) => /^[\p{scx=Latin}\P{L}]*$/u.test(text))) {
    return total === 0 ? [] : ['en'];
  }
  const byStopWords = await LanguageTally.load();
  const isEnglish = (stretch: string): boolean => byStopWords.languageOf(stretch) === 'en';
  const english = stretches.filter(isEnglish);
  const others = stretches.filter((stretch) => !english.includes(stretch));
  // Most corpora end here: loading the detector takes as long as tokenizing five million letters.
  if (lengthOf(others) < total * shareThatCounts) return ['en'];
  const { detect } = await import('tinyld');
  const lengths = new Map([['en', lengthOf(english)]]);
  for (const stretch of others) {
    const language = detect(stretch);
    if (language !== '') lengths.set(language, (lengths.get(language) ?? 0) + stretch.length);
  }
  return [...lengths]
    .filter(([, length]) => length >= total * shareThatCounts)
    .sort(([a, lengthOfA], [b, lengthOfB]) => lengthOfB - lengthOfA || (a < b ? -1 : 1))
    .map(([language]) => language);
}

function lengthOf(stretches: readonly string[]): number {
  return stretches.reduce((sum, { length }) => sum + length, 0);
}

/** Evenly from all of the sample; short texts are put together. */
function stretchesOf(sample: readonly string[]): string[] {
  const perStretch = Math.max(1, Math.ceil(sample.length / numStretches));
  const stretches: string[] = [];
  for (let first = 0; first < sample.length; first += perStretch) {
    let stretch = '';
    for (let index = first; index < Math.min(first + perStretch, sample.length); index++) {
      if (stretch.length >= stretchLength) break;
      stretch += `${sample[index].slice(0, stretchLength - stretch.length).trim()}\n`;
    }
    if (stretch.trim() !== '') stretches.push(stretch);
  }
  return stretches;
}
