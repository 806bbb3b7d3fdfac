/** The outcome of a search for programs. */
import type { SearchRow } from '../../core/evaluation/topic-search.ts';

/** JSON leaves out what is undefined; programs had better find that there is no value. */
export function searchAsJson(rows: readonly SearchRow[]): unknown {
  return {
    rows: rows.map(({ perplexity, npmi, cv, exclusivity, stability, ...numbers }) => ({
      ...numbers,
      perplexity: perplexity ?? null,
      npmi: npmi ?? null,
      cv: cv ?? null,
      exclusivity: exclusivity ?? null,
      stability: stability ?? null,
    })),
  };
}
