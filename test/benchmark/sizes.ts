/**
 * How speed holds on large corpora: tokens per second beside a small corpus, over as many sweeps of
 * each (the first are the slowest), and in turns: the small one before and after the large one.
 */
import type { TokenSource } from '../../core/corpus/token-source.ts';
import { measure } from './measure.ts';
import { median } from './median.ts';

export interface SizeRow {
  readonly corpus: string;
  readonly numTopics: number;
  readonly numWorkers: number;
  readonly tokensPerSecond: number;
  /** Of the small corpus, over as many sweeps. */
  readonly ofSmall: number;
  /** Median of the rounds' ratios. */
  readonly ratio: number;
  /** Least and greatest of them. */
  readonly range: readonly [number, number];
}

const numRounds = 3;

/** In lockstep, with one worker and with two. */
export async function measureSizes(
  corpus: { readonly name: string; readonly source: TokenSource },
  small: TokenSource,
  numTopics: number,
  numSweeps: number,
): Promise<SizeRow[]> {
  const rows: SizeRow[] = [];
  for (const numWorkers of [1, 2]) {
    const speedOf = async (source: TokenSource) => {
      const configuration = { numTopics, numWorkers, staleness: 0 };
      const run = await measure(source, configuration, { numSweeps, every: numSweeps });
      return run.tokensPerSecond;
    };
    const rounds: { large: number; small: number }[] = [];
    while (rounds.length < numRounds) {
      const before = await speedOf(small);
      const large = await speedOf(corpus.source);
      const after = await speedOf(small);
      rounds.push({ large, small: (before + after) / 2 });
    }
    const ratios = rounds.map((round) => round.large / round.small);
    rows.push({
      corpus: corpus.name,
      numTopics,
      numWorkers,
      tokensPerSecond: median(rounds.map((round) => round.large)),
      ofSmall: median(rounds.map((round) => round.small)),
      ratio: median(ratios),
      range: [Math.min(...ratios), Math.max(...ratios)],
    });
  }
  return rows;
}
