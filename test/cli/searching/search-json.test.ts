import { expect } from 'chai';
import { searchAsJson } from '../../../cli/searching/search-json.ts';
import { describeSearch } from '../../../cli/searching/search-text.ts';
import { summarizeSearch } from '../../../core/evaluation/topic-search.ts';

describe('The outcome of a search of one seed', () => {
  const run = { numTopics: 2, seed: 1, perplexity: undefined, npmi: -0.0001, cv: 0.5 };
  const rows = summarizeSearch([{ ...run, exclusivity: undefined }], () => 1);

  // Seen to fail: with the measures that have no value left out.
  it('has null in JSON for what was not measured', () => {
    expect(searchAsJson(rows)).to.deep.equal({
      rows: [
        {
          numTopics: 2,
          numRuns: 1,
          perplexity: null,
          npmi: { mean: -0.0001, least: -0.0001, most: -0.0001 },
          cv: { mean: 0.5, least: 0.5, most: 0.5 },
          exclusivity: null,
          stability: null,
        },
      ],
    });
  });

  // Seen to fail: with -0.000.
  it('has no zero with a sign in its table', () => {
    expect(describeSearch(rows)).to.contain(' 0.000 (0.000 - 0.000)');
    expect(describeSearch(rows)).not.to.contain('-0.000');
  });
});
