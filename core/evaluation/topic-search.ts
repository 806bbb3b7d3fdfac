/** The measures of many runs that differ in their number of topics and in their seeds. */

export interface SearchedRun {
  readonly numTopics: number;
  readonly seed: number;
  /** Undefined where nothing could be measured. */
  readonly perplexity: number | undefined;
  readonly npmi: number | undefined;
  readonly cv: number | undefined;
  readonly exclusivity: number | undefined;
}

/** Over the seeds of one number of topics. */
export interface Spread {
  readonly mean: number;
  readonly least: number;
  readonly most: number;
}

export interface SearchRow {
  readonly numTopics: number;
  readonly numRuns: number;
  readonly perplexity: Spread | undefined;
  readonly npmi: Spread | undefined;
  readonly cv: Spread | undefined;
  readonly exclusivity: Spread | undefined;
  /** Mean similarity of the topics of two runs, over all pairs of seeds; needs two seeds. */
  readonly stability: Spread | undefined;
}

/**
 * @param similarity of the topics of two runs (see meanSimilarity), asked once for each pair.
 * @returns a row for each number of topics, rising; the order of the runs does not matter.
 */
export function summarizeSearch(
  runs: readonly SearchedRun[],
  similarity: (a: SearchedRun, b: SearchedRun) => number,
): SearchRow[] {
  const numbers = [...new Set(runs.map(({ numTopics }) => numTopics))].sort((a, b) => a - b);
  return numbers.map((numTopics) => {
    const same = runs
      .filter((run) => run.numTopics === numTopics)
      .toSorted((a, b) => a.seed - b.seed);
    const pairs = same.flatMap((a, place) => same.slice(place + 1).map((b) => similarity(a, b)));
    return {
      numTopics,
      numRuns: same.length,
      perplexity: spreadOf(same.map(({ perplexity }) => perplexity)),
      npmi: spreadOf(same.map(({ npmi }) => npmi)),
      cv: spreadOf(same.map(({ cv }) => cv)),
      exclusivity: spreadOf(same.map(({ exclusivity }) => exclusivity)),
      stability: spreadOf(pairs),
    };
  });
}

function spreadOf(values: readonly (number | undefined)[]): Spread | undefined {
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0) return undefined;
  return {
    mean: known.reduce((sum, value) => sum + value, 0) / known.length,
    least: Math.min(...known),
    most: Math.max(...known),
  };
}
