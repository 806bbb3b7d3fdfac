import { expect } from 'chai';
import type { EvaluatedProject } from '../../../cli/evaluating/evaluated-project.ts';
import { evaluationAsJson } from '../../../cli/evaluating/evaluation-json.ts';
import { describeEvaluation } from '../../../cli/evaluating/evaluation-text.ts';

// Seen to fail: with NaN, and with the perplexity left out where there is none.
describe('An evaluation on held-out documents of one token each', () => {
  const evaluated = {
    run: { name: 'one' },
    checkpoint: { sweep: 10 },
    vocabulary: [],
    numTopWords: 10,
    evaluation: { topics: [], means: {}, diversity: 1 },
    heldOut: { numSamples: 1, perplexity: undefined, numDocuments: 3, numTokens: 0 },
  } as unknown as EvaluatedProject;

  it('has "-" for its perplexity in text', () => {
    const lines = describeEvaluation(evaluated).split('\n');
    expect(lines.find((line) => line.startsWith('held-out perplexity'))).to.match(/perplexity +- /);
    expect(lines.join('\n')).to.include('0 tokens of 3 held-out documents');
  });

  it('has null in JSON', () => {
    const { heldOut, measures } = JSON.parse(JSON.stringify(evaluationAsJson(evaluated))) as Record<
      string,
      Record<string, unknown>
    >;
    expect([heldOut['perplexity'], measures['perplexity']]).to.deep.equal([null, null]);
  });
});
