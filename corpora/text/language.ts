// What a language must have of the sample for its stop words to be taken out as well.
const shareThatCounts = 0.15;
const sampleLength = 600;

/**
 * The languages of some texts, the commonest first; empty when nothing could be told.
 *
 * @param sample texts of the corpus; some hundred characters of each are looked at.
 * @returns ISO 639-1 codes of the languages that hold 15% or more of the sample.
 */
export async function detectLanguages(sample: readonly string[]): Promise<string[]> {
  const { detect } = await import('tinyld');
  const lengths = new Map<string, number>();
  let total = 0;
  for (const text of sample) {
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
