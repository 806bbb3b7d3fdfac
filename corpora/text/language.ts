// What a language must have of the sample for its stop words to be taken out as well.
const shareThatCounts = 0.15;
// Telling a language takes milliseconds, so a few stretches must do.
const sampleTexts = 25;
const sampleLength = 400;

/**
 * The languages of some texts, the commonest first; empty when nothing could be told.
 *
 * @param sample texts of the corpus; a few of them are looked at.
 * @returns ISO 639-1 codes of the languages that hold 15% or more of the sample.
 */
export async function detectLanguages(sample: readonly string[]): Promise<string[]> {
  const { detect } = await import('tinyld');
  const lengths = new Map<string, number>();
  let total = 0;
  const stride = Math.max(1, sample.length / sampleTexts);
  for (let index = 0; index < sample.length; index += stride) {
    const text = sample[Math.floor(index)];
    const start = text.slice(0, sampleLength);
    const language = start.trim() === '' ? '' : detect(start);
    if (language === '') continue;
    lengths.set(language, (lengths.get(language) ?? 0) + start.length);
    total += start.length;
  }
  return [...lengths]
    .filter(([, length]) => length >= total * shareThatCounts)
    .sort(([a, lengthOfA], [b, lengthOfB]) => lengthOfB - lengthOfA || (a < b ? -1 : 1))
    .map(([language]) => language);
}
