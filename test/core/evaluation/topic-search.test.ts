import { expect } from 'chai';
import { type SearchedRun, summarizeSearch } from '../../../core/evaluation/topic-search.ts';

function run(numTopics: number, seed: number, perplexity: number | undefined): SearchedRun {
  return { numTopics, seed, perplexity, npmi: seed / 10, cv: 0.5, exclusivity: undefined };
}

describe('The summary of a search', () => {
  const runs = [
    run(20, 2, 90),
    run(10, 1, 100),
    run(20, 1, 80),
    run(10, 2, undefined),
    run(20, 3, 94),
  ];
  const similarity = (a: SearchedRun, b: SearchedRun) => (a.seed + b.seed) / 10;

  it('has a row for each number of topics, with the spread over seeds', () => {
    const rows = summarizeSearch(runs, similarity);
    expect(rows.map(({ numTopics, numRuns }) => [numTopics, numRuns])).to.deep.equal([
      [10, 2],
      [20, 3],
    ]);
    expect(rows[1].perplexity).to.deep.equal({ mean: 88, least: 80, most: 94 });
    expect(rows[0].perplexity).to.deep.equal({ mean: 100, least: 100, most: 100 });
    expect(rows[1].exclusivity).to.equal(undefined);
    // Pairs of seeds 1 2, 1 3, 2 3.
    expect(rows[1].stability?.least).to.equal(0.3);
    expect(rows[1].stability?.most).to.equal(0.5);
    expect(rows[1].stability?.mean).to.be.closeTo(0.4, 1e-12);
  });

  it('does not depend on the order of the runs', () => {
    expect(summarizeSearch(runs.toReversed(), similarity)).to.deep.equal(
      summarizeSearch(runs, similarity),
    );
  });
});
