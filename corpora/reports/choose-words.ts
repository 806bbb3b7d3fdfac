/** The words of a topic that a report shows. */
import { isTooRare, relevance, type Smoothing } from '../../core/inspection/relevance.ts';

/** The slider of a report stands at these: 0, 0.05, ..., 1. */
const lambdas = Array.from({ length: 21 }, (_, step) => step / 20);
const numShown = 30;
/** A report leaves out rarer words where distinctive ones are asked for, unless they are wanted. */
const fewTokens = 10;
/** Below this, words are ordered nearly by lift alone. */
const liftBelow = 0.2;

export interface ListedWords {
  readonly words: Uint32Array;
  readonly counts: Uint32Array;
}

/**
 * Every word that is among the most relevant at some lambda, by falling count.
 *
 * @param list counts of all samples added up.
 * @param corpusCounts tokens of each word of the vocabulary.
 */
export function chooseWords(
  list: ListedWords,
  corpusCounts: Uint32Array,
  { numSamples, ...smoothing }: Smoothing & { readonly numSamples: number },
): ListedWords {
  const all = [...list.words.keys()];
  const mean = (place: number) => list.counts[place] / numSamples;
  const frequent = all.filter((place) => mean(place) >= fewTokens);
  const chosen = new Set<number>();
  // Relevance is linear in lambda: its values at both ends are all that is needed.
  const ends = all.map((place) => {
    const word = { count: list.counts[place], corpusCount: corpusCounts[list.words[place]] };
    return { at0: relevance(word, 0, smoothing), at1: relevance(word, 1, smoothing) };
  });
  for (const lambda of lambdas) {
    const score = (place: number) => lambda * ends[place].at1 + (1 - lambda) * ends[place].at0;
    const common = all.filter((place) => !isTooRare(mean(place), lambda));
    for (const place of best(common, score)) chosen.add(place);
    if (common.length < numShown) {
      const rare = all.filter((place) => isTooRare(mean(place), lambda));
      for (const place of best(rare, score)) chosen.add(place);
    }
    if (lambda >= liftBelow) continue;
    for (const place of best(frequent, score)) chosen.add(place);
  }
  const places = [...chosen].sort((a, b) => a - b);
  return {
    words: Uint32Array.from(places, (place) => list.words[place]),
    counts: Uint32Array.from(places, (place) => list.counts[place]),
  };
}

/** The places with the largest scores, with a few more so that rounding decides nothing. */
function best(places: readonly number[], score: (place: number) => number): number[] {
  const kept: { place: number; value: number }[] = [];
  const limit = numShown + 2;
  for (const place of places) {
    const value = score(place);
    if (kept.length === limit && value <= kept[limit - 1].value) continue;
    let at = kept.length;
    while (at > 0 && kept[at - 1].value < value) at--;
    kept.splice(at, 0, { place, value });
    if (kept.length > limit) kept.pop();
  }
  return kept.map(({ place }) => place);
}
